"""Tickets over HTTP: intake, acts, work, what is never shown."""

import asyncio

import pytest
from sqlalchemy import text

from election_common.database import transaction

JENIS = (
    "permohonan-informasi", "pengaduan-layanan", "wbs", "tanggapan-masyarakat",
    "dugaan-pelanggaran", "tiket-teknis",
)  # fmt: skip
SURAT = {"tujuan": "Bawaslu", "nomor_surat": "SIMULASI/1", "tanggal_surat": "2026-11-24"}


@pytest.mark.parametrize("jenis", JENIS)
async def test_every_regime_gets_a_number_at_once(api, jenis):
    tiket = await api.file(jenis)
    assert tiket["nomor"].endswith("/000001")
    assert tiket["status"] == "terdaftar"
    assert tiket["lacak"].startswith("KPU-")


async def test_numbers_have_no_gap_and_no_twin(api):
    filed = await asyncio.gather(*(api.file("pengaduan-layanan") for _ in range(8)))
    assert sorted(t["nomor"][-6:] for t in filed) == [f"{n:06d}" for n in range(1, 9)]


async def test_a_report_says_what_it_lacks_in_both_languages(api, make_report):
    body = make_report("permohonan-informasi", rincian={})
    answer = await api("POST", "/tiket", "helpdesk", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "isian-wajib-kurang")
    lacking = [g["di"] for g in answer.json()["galat"]]
    assert lacking == ["tujuan", "cara_memperoleh", "cara_pengiriman"]
    english = await api("POST", "/tiket", "helpdesk", json=body, headers={"accept-language": "en"})
    assert english.json()["title"] == "The report is incomplete"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"pribadi": {"nama": "A", "telepon": "021", "uraian": "x"}}, "telepon-tidak-sah"),
        ({"diterima_pada": "2090-01-01T00:00:00Z"}, "waktu-terima-tidak-sah"),
        ({"pemilihan": "tidak-ada"}, "pemilihan-belum-diterima"),
        ({"wilayah": "31"}, "wilayah-di-luar-kewenangan"),
        ({"pin": "12"}, "permintaan-tidak-sah"),
    ],
)
async def test_bad_input_has_one_clear_answer(api, make_report, changes, code):
    answer = await api(
        "POST", "/tiket", "helpdesk", json=make_report("pengaduan-layanan", **changes)
    )
    assert answer.json()["code"] == code


async def test_a_late_entry_keeps_the_time_of_receipt(api):
    tiket = await api.file("permohonan-informasi", diterima_pada="2026-03-16T09:00:00+07:00")
    (term,) = (await api("GET", f"/tiket/{tiket['id']}/tenggat", "ppid")).json()["data"]
    assert term["jatuh_tempo"] == "2026-04-07T23:59:59+07:00"
    assert term["aturan"]["regulation"] == "UU 14/2008"
    assert [h["ke"] for h in term["hari"] if h["ke"]] == list(range(1, 11))


async def test_a_request_is_answered_and_its_words_are_sealed(api, owner):
    tiket = await api.file("permohonan-informasi")
    id_ = tiket["id"]
    assert (await api.act(id_, "pemrosesan", "ppid")).json()["status"] == "diproses"
    answer = await api.act(id_, "pemberian", "ppid", keterangan="terlampir datanya")
    assert answer.json()["status"] == "diberikan"
    history = (await api("GET", f"/tiket/{id_}/riwayat", "ppid")).json()["data"]
    assert [h["tindakan"] for h in history] == ["pendaftaran", "pemrosesan", "pemberian"]
    dump = repr(await owner("select * from tiket")) + repr(await owner("select * from riwayat"))
    for secret in ("Warga Uji", "cerita yang pribadi", "terlampir datanya", "81234567890"):
        assert secret not in dump


async def test_an_extension_needs_a_reason_and_adds_the_days_of_the_law(api, pemilihan, clock):
    await clock("2026-03-16T09:00:00")
    id_ = (await api.file("permohonan-informasi", pemilihan=pemilihan))["id"]
    await api.act(id_, "pemrosesan", "ppid")
    assert (await api.act(id_, "perpanjangan", "ppid")).json()["code"] == "isian-tindakan-kurang"
    answer = await api.act(id_, "perpanjangan", "ppid", alasan="dokumen di gudang arsip")
    assert answer.json()["status"] == "diperpanjang"
    (term,) = (await api("GET", f"/tiket/{id_}/tenggat", "ppid")).json()["data"]
    assert (term["jumlah"], term["jatuh_tempo"]) == (17, "2026-04-16T23:59:59+07:00")


async def test_the_clock_stands_still_while_the_reporter_completes(api, owner, pemilihan, clock):
    tiket = await api.file("permohonan-informasi", pemilihan=pemilihan)
    id_ = tiket["id"]
    await clock("2026-11-25T10:00:00")
    await api.act(id_, "permintaan-perbaikan", "ppid", keterangan="salinan akta")
    (term,) = (await api("GET", f"/tiket/{id_}/tenggat", "ppid")).json()["data"]
    assert term["jatuh_tempo"] is None
    await clock("2026-11-27T10:00:00")
    await api.act(id_, "kelengkapan", "ppid", keterangan="akta diterima di loket")
    (term,) = (await api("GET", f"/tiket/{id_}/tenggat", "ppid")).json()["data"]
    assert term["jatuh_tempo"] == "2026-12-11T23:59:59+07:00"
    stood = [h["tanggal"] for h in term["hari"] if h["hitungan"] == "jeda"]
    assert stood == ["2026-11-25", "2026-11-26", "2026-11-27"]
    (pause,) = await owner("select * from jeda")
    assert pause["selesai"] is not None


async def test_the_machine_and_the_roles_decide(api):
    id_ = (await api.file("permohonan-informasi"))["id"]
    answer = await api.act(id_, "pemberian", "ppid", keterangan="x")
    assert (answer.status_code, answer.json()["code"]) == (409, "tahap-tidak-mengizinkan")
    answer = await api.act(id_, "pemrosesan", "helpdesk")
    assert (answer.status_code, answer.json()["code"]) == (403, "peran-tidak-berwenang")
    answer = await api("POST", f"/tiket/{id_}/tindakan/pemrosesan", "ppid", json={})
    assert answer.status_code == 428
    answer = await api(
        "POST", f"/tiket/{id_}/tindakan/tidak-ada", "ppid", json={}, headers={"if-match": '"1"'}
    )
    assert answer.status_code == 422


async def test_acts_are_shown_with_the_reasons_against_them(api):
    id_ = (await api.file("permohonan-informasi"))["id"]
    answer = await api("GET", f"/tiket/{id_}/aksi", "ppid")
    assert answer.headers["cache-control"] == "no-store"
    acts = {a["tindakan"].split(" ")[0]: a["alasan"] and a["alasan"]["code"] for a in answer.json()}
    assert acts["pemrosesan"] is None
    assert acts["pemberian"] == "tahap-tidak-mengizinkan"
    assert acts["tanggapan-atasan"] == "peran-tidak-berwenang"


async def test_a_wrong_door_is_a_referral_that_its_reporter_sees(api):
    tiket = await api.file("dugaan-pelanggaran")
    terms = (await api("GET", f"/tiket/{tiket['id']}/tenggat", "helpdesk")).json()["data"]
    assert {t["tahap"]: t["jatuh_tempo"][:10] for t in terms}["lapor-bawaslu"] == "2026-11-27"
    await api.act(tiket["id"], "penerusan", "helpdesk", **SURAT)
    seen = (await api("GET", f"/lacak/{tiket['lacak']}")).json()
    assert seen["status"] == "diteruskan"
    last = seen["kejadian"][-1]
    assert {k: last[k] for k in SURAT} == SURAT


async def test_two_officers_take_one_ticket(api):
    id_ = (await api.file("pengaduan-layanan"))["id"]
    answers = await asyncio.gather(
        *(
            api(
                "POST", f"/tiket/{id_}/penugasan", "helpdesk", json={"petugas": f"petugas-{n}"},
                headers={"if-match": '"1"'},
            )
            for n in range(4)
        )
    )  # fmt: skip
    assert sorted(a.status_code for a in answers) == [200, 412, 412, 412]


async def test_queues_assignment_disposition_and_notes(api):
    first = await api.file("pengaduan-layanan")
    await api.file("permohonan-informasi")
    queue = (await api("GET", "/tiket", "helpdesk", params={"antrean": "helpdesk"})).json()
    assert [t["id"] for t in queue["data"]] == [first["id"]]
    await api.act(first["id"], "penugasan", "helpdesk", petugas="budi", antrean="teknis")
    await api.act(first["id"], "verifikasi", "helpdesk")
    moved = await api.act(first["id"], "disposisi", "helpdesk", tujuan="rendatin")
    assert (moved.json()["antrean"], moved.json()["petugas"]) == ("rendatin", None)
    note = await api(
        "POST", f"/tiket/{first['id']}/catatan", "helpdesk", json={"isi": "telepon dulu"}
    )
    assert note.status_code == 201
    notes = (await api("GET", f"/tiket/{first['id']}/catatan", "helpdesk")).json()["data"]
    assert [n["isi"] for n in notes] == ["telepon dulu"]


async def test_a_page_continues_where_the_last_one_ended(api):
    filed = [(await api.file("pengaduan-layanan"))["id"] for _ in range(3)]
    params = {"limit": 2, "hitung": "ya"}
    page = (await api("GET", "/tiket", "helpdesk", params=params)).json()
    rest = (
        await api("GET", "/tiket", "helpdesk", params=params | {"cursor": page["berikut"]})
    ).json()
    assert [t["id"] for t in page["data"] + rest["data"]] == filed
    assert (page["jumlah"], rest["berikut"]) == (3, None)


async def test_a_ticket_that_is_known_is_not_sent_again(api):
    where = f"/tiket/{(await api.file('pengaduan-layanan'))['id']}"
    first = await api("GET", where, "helpdesk")
    known = {"if-none-match": first.headers["etag"]}
    again = await api("GET", where, "helpdesk", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    await api.act(where.removeprefix("/tiket/"), "verifikasi", "helpdesk")
    assert (await api("GET", where, "helpdesk", headers=known)).status_code == 200


async def test_a_technical_ticket_is_escalated_with_its_reference(api):
    tiket = await api.file("tiket-teknis")
    assert tiket["keparahan"] == "S3"
    answer = await api.act(
        tiket["id"], "eskalasi", "helpdesk", tujuan="Pusdatin KPU RI", alasan="gangguan nasional",
        rujukan_hulu="SIMULASI-77",
    )  # fmt: skip
    body = answer.json()
    assert (body["status"], body["eskalasi"]) == ("dieskalasi", 1)
    assert body["rincian"]["rujukan_hulu"] == "SIMULASI-77"
    assert body["rincian"]["dieskalasi_ke"] == "Pusdatin KPU RI"


@pytest.mark.parametrize("terancam", [True, False])
async def test_the_election_regime_follows_the_running_stage(api, pemilihan, clock, terancam):
    if not terancam:
        await clock("2026-12-10T10:00:00")
    rincian = {
        "tujuan": "penelitian", "cara_memperoleh": "melihat", "cara_pengiriman": "langsung",
        "informasi_pemilu": True,
    }  # fmt: skip
    tiket = await api.file("permohonan-informasi", rincian=rincian, pemilihan=pemilihan)
    (term,) = (await api("GET", f"/tiket/{tiket['id']}/tenggat", "ppid")).json()["data"]
    wanted = ("pemilu", "Tanggapan masyarakat", "2026-11-27") if terancam else (
        "biasa", "tidak ada tahapan berjalan", "2026-12-28")  # fmt: skip
    assert (tiket["rezim"], tiket["alasan_rezim"], term["jatuh_tempo"][:10]) == wanted


async def test_the_regime_may_be_chosen_with_a_reason(api):
    tiket = await api.file("permohonan-informasi", rezim="pemilu", alasan_rezim="dokumen tahapan")
    assert (tiket["rezim"], tiket["alasan_rezim"]) == ("pemilu", "dokumen tahapan")


async def test_nothing_personal_is_in_events_audit_or_answers_kept(api, pemilihan, worker):
    await api.file(
        "tanggapan-masyarakat", pemilihan=pemilihan, dikabari=True,
        rincian={"objek": "daftar-pemilih", "tahap_daftar": "DPS", "pokok": "ganda"},
    )  # fmt: skip
    async with transaction(worker, scope=None) as tx:
        outbox = repr((await tx.execute(text("select * from outbox"))).all())
        pesan = repr((await tx.execute(text("select * from pesan"))).all())
    for secret in ("Warga Uji", "81234567890", "cerita", "1906010101900001"):
        assert secret not in outbox + pesan
