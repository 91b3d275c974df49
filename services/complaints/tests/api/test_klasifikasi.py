"""Which regime a ticket belongs to: every pair of them, with what the new one asks for."""

from datetime import datetime
from itertools import permutations

import pytest

from complaints.domain.tiket import BOLEH_ANONIM, SYARAT, Jenis

NOMINASI = "01936d3e-7c00-7000-8000-000000000003"
MINIMAL = {"nama": "Warga Uji", "telepon": "0812 3456 7890", "uraian": "cerita"}
PENUH = {
    "alamat": "Manggar", "identitas": "1906010101900001", "terlapor": "seseorang",
    "tempat": "TPS 1",
}  # fmt: skip
RINCIAN = {
    "permohonan-informasi": {
        "tujuan": "penelitian", "cara_memperoleh": "salinan-digital", "cara_pengiriman": "email",
    },
    "pengaduan-layanan": {},
    "tanggapan-masyarakat": {"objek": "badan-adhoc"},
    "dugaan-pelanggaran": {"diketahui_pada": "2026-11-20"},
    "tiket-teknis": {"aplikasi": "silon", "kategori": "pertanyaan"},
}  # fmt: skip
PASANGAN = [*permutations(RINCIAN, 2)]


async def move(api, tiket, jenis, **body):
    return await api.act(tiket["id"], "klasifikasi", "helpdesk", jenis=jenis, alasan="uji", **body)


@pytest.mark.parametrize(("dari", "ke"), PASANGAN)
async def test_a_regime_asks_for_what_was_not_reported(api, dari, ke):
    """What came by WhatsApp has a name, a number and a story; the desk adds the rest."""
    tiket = await api.file(dari, pribadi=PENUH | MINIMAL, rincian=RINCIAN[dari])
    given = {"nama", "kontak", "uraian", *PENUH, *RINCIAN[dari]}
    missing = [name for name in SYARAT[Jenis(ke)] if name not in given]
    answer = await move(api, tiket, ke)
    if missing:
        assert (answer.status_code, answer.json()["code"]) == (422, "isian-wajib-kurang")
        assert [g["di"] for g in answer.json()["galat"]] == missing
        answer = await move(api, tiket, ke, rincian=RINCIAN[ke])
    assert (answer.status_code, answer.json()["jenis"]) == (200, ke), answer.text
    assert answer.json()["rincian"] == RINCIAN[dari] | RINCIAN[ke]
    terms = (await api("GET", f"/tiket/{tiket['id']}/tenggat", "ppid")).json()["data"]
    kept = {t["tahap"] for t in terms if t["aturan"]["ticket_type"] == dari}
    assert {t["tahap"] for t in terms if t["selesai_pada"]} >= kept


@pytest.mark.parametrize(("dari", "ke"), [p for p in [*permutations(Jenis, 2)] if "wbs" in p])
async def test_the_sealed_unit_has_doors_of_its_own(api, dari, ke):
    tiket = await api.file(dari.value)
    answer = await move(api, tiket, ke.value)
    assert (answer.status_code, answer.json()["code"]) in {
        (403, "peran-tidak-berwenang"), (404, "tidak-ditemukan"),
    }  # fmt: skip


async def test_what_came_by_whatsapp_becomes_an_alleged_violation(api, phone, owner):
    await phone.write("LAPOR uang dibagikan")
    await phone.write("SETUJU")
    (row,) = await owner("select id from tiket")
    tiket = {"id": str(row["id"])}
    answer = await move(api, tiket, "dugaan-pelanggaran")
    assert [g["di"] for g in answer.json()["galat"]] == [
        "alamat", "terlapor", "tempat", "diketahui_pada",
    ]  # fmt: skip
    answer = await move(
        api, tiket, "dugaan-pelanggaran", pribadi=PENUH, rincian=RINCIAN["dugaan-pelanggaran"]
    )
    assert answer.json()["jenis"] == "dugaan-pelanggaran"
    terms = (await api("GET", f"/tiket/{tiket['id']}/tenggat", "helpdesk")).json()["data"]
    assert {t["tahap"]: t["jatuh_tempo"][:10] for t in terms}["lapor-bawaslu"] == "2026-11-27"
    opened = await api("POST", f"/tiket/{tiket['id']}/buka-pribadi", "ppid",
                       json={"alasan": "kelengkapan laporan"})  # fmt: skip
    assert opened.json()["pribadi"] == PENUH | {
        "nama": "Warga Uji", "telepon": "6281234567890", "uraian": "uang dibagikan",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rincian", "subject"),
    [
        ({"objek": "daftar-pemilih", "tahap_daftar": "DPS"}, "daftar"),
        ({"objek": "pasangan-calon", "nominasi": NOMINASI}, "calon"),
    ],
)
async def test_a_response_is_handed_to_its_owner(api, pemilihan, events, rincian, subject):
    tiket = await api.file("pengaduan-layanan")
    answer = await move(api, tiket, "tanggapan-masyarakat", rincian=rincian, pemilihan=pemilihan)
    assert answer.json()["status"] == "pada-pemilik"
    assert (await events())[0].subject == f"complaints.tanggapan.{subject}-diterima.v1"
    history = (await api("GET", f"/tiket/{tiket['id']}/riwayat", "helpdesk")).json()["data"]
    assert [h["tindakan"] for h in history[-2:]] == ["klasifikasi", "penyerahan"]


async def test_terms_of_an_election_follow_its_regime(api, pemilihan):
    rincian = RINCIAN["permohonan-informasi"] | {"informasi_pemilu": True}
    tiket = await api.file("pengaduan-layanan", pemilihan=pemilihan)
    there = await move(api, tiket, "permohonan-informasi", rincian=rincian)
    assert (there.json()["rezim"], there.json()["alasan_rezim"]) == (
        "pemilu",
        "Tanggapan masyarakat",
    )
    back = await move(api, tiket, "pengaduan-layanan")
    assert back.json()["rezim"] == "biasa"


@pytest.mark.parametrize("ke", sorted(RINCIAN.keys() - {"tiket-teknis"}))
async def test_a_report_without_a_name_keeps_to_regimes_that_take_one(api, ke):
    tiket = await api.file("tiket-teknis", anonim=True)
    answer = await move(api, tiket, ke, pribadi=PENUH | MINIMAL, rincian=RINCIAN[ke])
    if Jenis(ke) not in BOLEH_ANONIM:
        assert (answer.status_code, answer.json()["code"]) == (422, "laporan-tidak-boleh-anonim")
        return
    where = f"/tiket/{tiket['id']}/buka-pribadi"
    opened = await api("POST", where, "ppid", json={"alasan": "kelengkapan laporan"})
    assert opened.json()["pribadi"].keys() == {"uraian", "terlapor", "tempat"}


async def test_reclassifying_keeps_the_days_that_the_office_waited(api, owner):
    id_ = (await api.file("pengaduan-layanan"))["id"]
    await api.act(id_, "permintaan-perbaikan", "helpdesk", keterangan="alamat")
    await api.act(id_, "kelengkapan", "helpdesk", keterangan="alamat diterima")
    await owner("update jeda set mulai = mulai + '1 day', selesai = selesai + '20 days'")
    await api.act(
        id_, "klasifikasi", "helpdesk", jenis="permohonan-informasi", alasan="minta data",
        rincian=RINCIAN["permohonan-informasi"],
    )  # fmt: skip
    terms = (await api("GET", f"/tiket/{id_}/tenggat", "ppid")).json()["data"]
    (explained,) = [t["jatuh_tempo"] for t in terms if t["selesai_pada"] is None]
    assert "jeda" in {h["hitungan"] for t in terms for h in t["hari"]}
    (kept,) = await owner("select jatuh_tempo from tenggat where selesai_pada is null")
    assert kept["jatuh_tempo"] == datetime.fromisoformat(explained)


async def test_reclassifying_keeps_the_first_receipt(api):
    tiket = await api.file("pengaduan-layanan", diterima_pada="2026-03-16T09:00:00+07:00")
    answer = await api.act(
        tiket["id"],
        "klasifikasi",
        "helpdesk",
        jenis="permohonan-informasi",
        alasan="minta data",
        rincian=RINCIAN["permohonan-informasi"],
    )
    moved = answer.json()
    assert (moved["jenis"], moved["nomor"]) == ("permohonan-informasi", tiket["nomor"])
    assert moved["diterima_pada"] == tiket["diterima_pada"]
    terms = (await api("GET", f"/tiket/{tiket['id']}/tenggat", "ppid")).json()["data"]
    running = [t for t in terms if t["selesai_pada"] is None]
    assert [(t["tahap"], t["jatuh_tempo"][:10]) for t in running] == [("jawaban", "2026-04-07")]
    history = (await api("GET", f"/tiket/{tiket['id']}/riwayat", "ppid")).json()["data"]
    assert history[-1]["rincian"] == {
        "dari_jenis": "pengaduan-layanan", "ke_jenis": "permohonan-informasi",
        "alasan": "minta data",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("jenis", "code"), [("pengaduan-layanan", "jenis-tiket-sama"), ("wbs", "peran-tidak-berwenang")]
)
async def test_reclassifying_has_limits(api, jenis, code):
    id_ = (await api.file("pengaduan-layanan"))["id"]
    answer = await api.act(id_, "klasifikasi", "helpdesk", jenis=jenis, alasan="x")
    assert answer.json()["code"] == code


async def test_a_ticket_in_work_keeps_its_regime(api):
    id_ = (await api.file("pengaduan-layanan"))["id"]
    await api.act(id_, "verifikasi", "helpdesk")
    answer = await api.act(id_, "klasifikasi", "helpdesk", jenis="tiket-teknis", alasan="x")
    assert answer.json()["code"] == "tiket-sudah-ditangani"
