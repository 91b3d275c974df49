"""Tracking: what anybody sees, what the PIN opens, what five wrong ones close."""

import asyncio
from hashlib import sha256

import pytest

PIN = {"pin": "271104"}
SHOWN = {"x-pin": PIN["pin"]}
JSON = {"content-type": "application/json"}


async def test_a_status_without_login_and_without_a_person(api):
    tiket = await api.file("pengaduan-layanan")
    answer = await api("GET", f"/lacak/{tiket['lacak']}")
    body = answer.json()
    assert (body["status"], body["kata"]) == ("terdaftar", "Terdaftar")
    assert body["jatuh_tempo"]
    assert "Warga" not in answer.text
    assert tiket["id"] not in answer.text
    english = await api("GET", f"/lacak/{tiket['lacak']}", headers={"accept-language": "en"})
    assert english.json()["kata"] == "registered"


@pytest.mark.parametrize(
    ("lacak", "status"), [("KPU-222222222222", 404), ("1", 422), ("KPU-1", 422)]
)
async def test_unknown_ids(api, lacak, status):
    assert (await api("GET", f"/lacak/{lacak}")).status_code == status


async def test_a_confidential_report_shows_no_more_than_its_status(api):
    tiket = await api.file("pengaduan-layanan", rahasia=True)
    body = (await api("GET", f"/lacak/{tiket['lacak']}")).json()
    assert (body["status"], body["kejadian"]) == ("terdaftar", [])


async def test_the_pin_opens_what_was_written(api, owner):
    tiket = await api.file("pengaduan-layanan")
    await api.act(tiket["id"], "permintaan-perbaikan", "helpdesk", keterangan="TPS berapa?")
    answer = await api("POST", f"/lacak/{tiket['lacak']}/rincian", json=PIN)
    assert [t["isi"] for t in answer.json()["tulisan"]] == ["TPS berapa?"]
    answer = await api.act_own(tiket, "kelengkapan", keterangan="TPS 3")
    assert answer.json() == {"status": "terdaftar"}
    rows = await owner("select oleh, tindakan from riwayat order by urut")
    assert (rows[-1]["oleh"], rows[-1]["tindakan"]) == ("pelapor", "kelengkapan")


async def test_an_act_of_the_reporter_is_done_once(api):
    tiket = await api.file("pengaduan-layanan")
    where = f"/lacak/{tiket['lacak']}/tindakan/pencabutan"
    options = {"json": PIN, "key": "sekali", "headers": await api.seen_by_reporter(tiket)}
    first = await api("POST", where, **options)
    again = await api("POST", where, **options)
    assert first.json() == again.json() == {"status": "dicabut"}
    assert again.headers["idempotency-replayed"] == "true"
    other = await api.act_own(tiket, "pencabutan")
    assert other.json()["code"] == "tahap-tidak-mengizinkan"


@pytest.mark.parametrize(
    ("read", "answered"),
    [
        ("never", (428, "if-match-tidak-ada")),
        ("before", (412, "versi-usang")),  # the office has asked him something since
        ("after", (200, None)),
    ],
)
@pytest.mark.parametrize(
    ("jenis", "role", "claims", "acts"),
    [
        ("pengaduan-layanan", "helpdesk", {}, []),
        ("wbs", "wbs_tim", {"unit": "wbs"}, ["penelaahan"]),  # tracking does not show it
    ],
)
async def test_an_act_of_the_reporter_is_about_what_he_has_read(
    api, jenis, role, claims, acts, read, answered
):
    tiket = await api.file(jenis)
    for act in acts:
        await api.act(tiket["id"], act, role, claims=claims)
    versions = {"never": {}, "before": await api.seen_by_reporter(tiket)}
    await api.act(tiket["id"], "permintaan-perbaikan", role, claims=claims, keterangan="kapan?")
    versions["after"] = await api.seen_by_reporter(tiket)
    answer = await api(
        "POST", f"/lacak/{tiket['lacak']}/tindakan/kelengkapan",
        json=PIN | {"keterangan": "bulan lalu"}, headers=versions[read],
    )  # fmt: skip
    assert (answer.status_code, answer.json().get("code")) == answered
    if read == "after":
        now = await api.seen_by_reporter(tiket)
        assert {"if-match": answer.headers["etag"]} == now != versions["after"]


async def test_one_of_two_acts_of_a_reporter_at_once_stands(api):
    tiket = await api.file("pengaduan-layanan")
    where, headers = (
        f"/lacak/{tiket['lacak']}/tindakan/pencabutan",
        await api.seen_by_reporter(tiket),
    )
    answers = await asyncio.gather(
        *(api("POST", where, json=PIN, headers=headers) for _ in range(2))
    )
    assert sorted(a.status_code for a in answers) == [200, 412]


async def test_who_has_no_pin_is_not_told_how_often_a_report_has_changed(api):
    tiket = await api.file("pengaduan-layanan", rahasia=True)
    await api.act(tiket["id"], "penugasan", "helpdesk", petugas="petugas-1")
    assert "etag" not in (await api("GET", f"/lacak/{tiket['lacak']}")).headers
    wrong = await api("POST", f"/lacak/{tiket['lacak']}/rincian", json={"pin": "000000"})
    assert (wrong.status_code, "etag" in wrong.headers) == (403, False)


async def test_no_pin_is_found_by_trying_in_what_is_kept_of_an_act(api, owner):
    tiket = await api.file("pengaduan-layanan")
    where = f"/lacak/{tiket['lacak']}/tindakan/pencabutan"
    body = b'{"pin":"271104"}'
    headers = JSON | await api.seen_by_reporter(tiket)
    assert (await api("POST", where, content=body, headers=headers)).status_code == 200
    kept = {bytes(row["sidik_isi"]) for row in await owner("select sidik_isi from idempotensi")}
    tried = {sha256(b'{"pin":"%06d"}' % pin).digest() for pin in range(271_000, 272_000)}
    assert sha256(body).digest() in tried
    assert not kept & tried


async def test_the_reporter_does_not_act_as_the_office(api):
    tiket = await api.file("pengaduan-layanan")
    answer = await api.act_own(tiket, "verifikasi")
    assert answer.json()["code"] == "peran-tidak-berwenang"


@pytest.mark.parametrize(
    ("jenis", "opened", "closed"),
    [
        ("pengaduan-layanan", {"pencabutan"}, {"kelengkapan", "bantahan", "penutupan"}),
        ("wbs", set(), {"kelengkapan"}),
    ],
)
async def test_the_pin_opens_which_acts_the_reporter_may_do_now(api, jenis, opened, closed):
    tiket = await api.file(jenis)
    answer = await api("GET", f"/lacak/{tiket['lacak']}/aksi", headers=SHOWN)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    acts = {a["tindakan"].removesuffix(f" ({jenis})"): a for a in answer.json()}
    assert {name for name, act in acts.items() if act["terbuka"]} == opened
    reasons = {n: a["alasan"]["code"] for n, a in acts.items() if not a["terbuka"]}
    assert reasons == dict.fromkeys(closed, "tahap-tidak-mengizinkan")


async def test_what_he_may_do_follows_the_ticket(api):
    tiket = await api.file("pengaduan-layanan")
    await api.act(tiket["id"], "permintaan-perbaikan", "helpdesk", keterangan="TPS berapa?")
    answer = await api("GET", f"/lacak/{tiket['lacak']}/aksi", headers=SHOWN)
    opened = {a["tindakan"] for a in answer.json() if a["terbuka"]}
    assert opened == {"kelengkapan (pengaduan-layanan)", "pencabutan (pengaduan-layanan)"}


async def test_acts_are_not_shown_without_the_pin_and_a_wrong_one_counts(api, owner):
    tiket = await api.file("pengaduan-layanan")
    where = f"/lacak/{tiket['lacak']}/aksi"
    assert (await api("GET", where)).status_code == 422
    answer = await api("GET", where, headers={"x-pin": "000000"})
    assert (answer.status_code, answer.json()["code"]) == (403, "pin-salah")
    assert (await owner("select pin_salah from tiket"))[0]["pin_salah"] == 1


async def test_five_wrong_pins_close_the_ticket_to_the_right_one(api, owner):
    tiket = await api.file("pengaduan-layanan")
    where = f"/lacak/{tiket['lacak']}/rincian"
    for _ in range(5):
        assert (await api("POST", where, json={"pin": "000000"})).json()["code"] == "pin-salah"
    answer = await api("POST", where, json=PIN)
    assert (answer.status_code, answer.json()["code"]) == (403, "pin-terkunci")
    assert answer.headers["retry-after"] == "900"
    await owner("update tiket set pin_terkunci_sampai = now() - interval '1 s'")
    assert (await api("POST", where, json=PIN)).status_code == 200


async def test_each_reading_is_recorded_and_each_wrong_pin_counts(api, owner):
    tiket = await api.file("pengaduan-layanan")
    where = f"/lacak/{tiket['lacak']}/rincian"
    for _ in range(2):  # under one key: it is no act that is done once
        assert (await api("POST", where, json=PIN, key="sekali")).status_code == 200
        assert (await api("POST", where, json={"pin": "000000"}, key="sekali")).status_code == 403
    rows = await owner("select sub from audit where tindakan = 'pembacaan'")
    assert [r["sub"] for r in rows] == ["pelapor"] * 2
    assert (await owner("select pin_salah from tiket"))[0]["pin_salah"] == 1


async def test_no_pin_and_no_ticket_answer_alike(api):
    tiket = await api.file("pengaduan-layanan", pin=None)
    for lacak in (tiket["lacak"], "KPU-222222222222"):
        answer = await api("POST", f"/lacak/{lacak}/rincian", json=PIN)
        assert answer.json()["code"] == "pin-salah"


async def test_a_citizen_with_an_account_moves_his_own_ticket(api):
    tiket = await api.file("pengaduan-layanan", "publik", "1906")
    answer = await api.act(tiket["id"], "pencabutan", "publik", "1906")
    assert answer.json()["status"] == "dicabut"
