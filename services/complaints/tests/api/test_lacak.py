"""Tracking: what anybody sees, what the PIN opens, what five wrong ones close."""

from hashlib import sha256

import pytest

PIN = {"pin": "271104"}
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
    answer = await api(
        "POST", f"/lacak/{tiket['lacak']}/tindakan/kelengkapan", json=PIN | {"keterangan": "TPS 3"}
    )
    assert answer.json() == {"status": "terdaftar"}
    rows = await owner("select oleh, tindakan from riwayat order by urut")
    assert (rows[-1]["oleh"], rows[-1]["tindakan"]) == ("pelapor", "kelengkapan")


async def test_an_act_of_the_reporter_is_done_once(api):
    tiket = await api.file("pengaduan-layanan")
    first = await api(
        "POST", f"/lacak/{tiket['lacak']}/tindakan/pencabutan", json=PIN, key="sekali"
    )
    again = await api(
        "POST", f"/lacak/{tiket['lacak']}/tindakan/pencabutan", json=PIN, key="sekali"
    )
    assert first.json() == again.json() == {"status": "dicabut"}
    assert again.headers["idempotency-replayed"] == "true"
    other = await api("POST", f"/lacak/{tiket['lacak']}/tindakan/pencabutan", json=PIN)
    assert other.json()["code"] == "tahap-tidak-mengizinkan"


async def test_no_pin_is_found_by_trying_in_what_is_kept_of_an_act(api, owner):
    tiket = await api.file("pengaduan-layanan")
    where = f"/lacak/{tiket['lacak']}/tindakan/pencabutan"
    body = b'{"pin":"271104"}'
    assert (await api("POST", where, content=body, headers=JSON)).status_code == 200
    kept = {bytes(row["sidik_isi"]) for row in await owner("select sidik_isi from idempotensi")}
    tried = {sha256(b'{"pin":"%06d"}' % pin).digest() for pin in range(271_000, 272_000)}
    assert sha256(body).digest() in tried
    assert not kept & tried


async def test_the_reporter_does_not_act_as_the_office(api):
    tiket = await api.file("pengaduan-layanan")
    answer = await api("POST", f"/lacak/{tiket['lacak']}/tindakan/verifikasi", json=PIN)
    assert answer.json()["code"] == "peran-tidak-berwenang"


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
