"""The clock over HTTP, for anybody."""

from datetime import datetime

import pytest

from election_common.legal_time import WIB

KEJADIAN = "2026-03-16T09:00:00+07:00"


@pytest.mark.parametrize(
    ("body", "jatuh_tempo", "regulation"),
    [
        ({"jenis": "permohonan-informasi", "tahap": "jawaban"}, "2026-04-07", "UU 14/2008"),
        ({"jenis": "permohonan-informasi", "tahap": "jawaban", "rezim": "pemilu"}, "2026-03-26",
         "Perki 1/2019"),
        ({"jangka": {"jumlah": 17, "satuan": "working_day"}}, "2026-04-16", None),
        ({"jangka": {"jumlah": 7, "satuan": "calendar_day"}}, "2026-03-23", None),
    ],
)  # fmt: skip
async def test_anybody_counts_and_is_told_why(api, body, jatuh_tempo, regulation):
    answer = await api("POST", "/tenggat/hitung", json={"kejadian": KEJADIAN} | body)
    assert answer.status_code == 200, answer.text
    counted = answer.json()
    assert counted["jatuh_tempo"][:10] == jatuh_tempo
    assert (counted["aturan"] and counted["aturan"]["regulation"]) == regulation
    assert counted["hari"][0]["hitungan"] == "hari-kejadian"
    assert counted["hari"][-1]["hitungan"] == "dihitung"


async def test_a_pause_without_end_has_no_due_date(api):
    body = {
        "kejadian": KEJADIAN, "jangka": {"jumlah": 3, "satuan": "working_day"},
        "jeda": [{"mulai": KEJADIAN}],
    }  # fmt: skip
    counted = (await api("POST", "/tenggat/hitung", json=body)).json()
    assert (counted["jatuh_tempo"], counted["hari"]) == (None, [])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "kejadian-ganda"),
        ({"jenis": "permohonan-informasi", "tahap": "jawaban",
          "jangka": {"jumlah": 1, "satuan": "hours"}}, "kejadian-ganda"),
        ({"jenis": "wbs", "tahap": "jawaban"}, "aturan-tenggat-tidak-ada"),
        ({"jangka": {"jumlah": 0, "satuan": "hours"}}, "permintaan-tidak-sah"),
        ({"kejadian": "2026-03-16T09:00:00"}, "permintaan-tidak-sah"),
        ({"kejadian": "9999-03-16T09:00:00Z"}, "permintaan-tidak-sah"),
    ],
)  # fmt: skip
async def test_unclear_questions_are_refused(api, body, code):
    answer = await api("POST", "/tenggat/hitung", json={"kejadian": KEJADIAN} | body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.parametrize(
    ("jenis", "tahap", "wanted"),
    [  # as the sources have them; [M] is from memory, and so not verified
        ("pengaduan-layanan", "verifikasi", (3, "working_day", True)),
        ("pengaduan-layanan", "tindak-lanjut", (5, "working_day", False)),
        ("pengaduan-layanan", "reaksi-pelapor", (10, "working_day", False)),
        ("tiket-teknis", "respons-s1", (15, "minutes", True)),
        ("tiket-teknis", "respons-s2", (1, "hours", True)),
    ],
)
async def test_the_term_in_force_is_that_of_its_source(api, jenis, tahap, wanted):
    now = datetime.now(WIB).isoformat()
    body = {"kejadian": now, "jenis": jenis, "tahap": tahap}
    rule = (await api("POST", "/tenggat/hitung", json=body)).json()["aturan"]
    assert (rule["amount"], rule["kind"], rule["verified"]) == wanted


async def test_rules_are_rows_that_change_without_a_release(api):
    rules = (await api("GET", "/tenggat/aturan", params={"limit": 200})).json()["data"]
    assert {r["verified"] for r in rules} == {True, False}
    new = {
        "regulation": "UU uji", "article": "Pasal 1", "ticket_type": "permohonan-informasi",
        "stage": "jawaban", "amount": 5, "kind": "working_day", "valid_from": "2026-06-01",
        "verified": True,
    }  # fmt: skip
    assert (await api("POST", "/tenggat/aturan", "helpdesk", json=new)).status_code == 403
    assert (await api("POST", "/tenggat/aturan", "kpu_provinsi", json=new)).status_code == 201
    back = await api("POST", "/tenggat/aturan", "kpu_provinsi", json=new)
    assert back.json()["code"] == "aturan-tenggat-mundur"
    for kejadian, amount in (("2026-05-29", 10), ("2026-06-02", 5)):
        body = {
            "kejadian": f"{kejadian}T09:00:00+07:00", "jenis": "permohonan-informasi",
            "tahap": "jawaban",
        }  # fmt: skip
        counted = (await api("POST", "/tenggat/hitung", json=body)).json()
        assert max(h["ke"] or 0 for h in counted["hari"]) == amount
