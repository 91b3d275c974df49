"""What citizens write is answered, and reaches the office when it is a report."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from messages import PESAN, WARGA


@pytest.mark.parametrize("number", ["6281299998888", "60123456789", "62717439000"])
async def test_whoever_writes_is_answered(phone, number):
    where = f"/warga/{number}/pesan"
    await phone.provider.post(where, json={"teks": "halo", "nama": "Warga Uji"})
    await phone.work()
    assert (await phone.provider.get(where)).json()


async def test_a_report_is_taken_although_the_door_is_ahead_of_the_worker(phone, owner):
    await phone.write("LAPOR kotak suara dibuka lebih awal")
    body = {"teks": "SETUJU", "nama": "Warga Uji"}
    await phone.provider.post("/warga/6281234567890/pesan", json=body)
    await phone.app.state.webhook.idle()
    behind = datetime.now(UTC) - timedelta(seconds=5)
    await phone.jobs.answer_next(behind)
    (tiket,) = await owner("select diterima_pada from tiket")
    assert tiket["diterima_pada"] == behind


async def test_a_question_is_answered_by_the_article_that_knows(api, phone):
    await api(
        "POST", "/artikel/cek-dpt", "ppid",
        json={"pemilik": "rendatin", "judul": "Cek DPT", "isi": "Buka halaman cek DPT.",
              "kata_kunci": ["DPT", "nama"]},
    )  # fmt: skip
    await phone.write("Nama saya tidak ada di DPT")
    (answer,) = await phone.received()
    assert answer["teks"] == "Cek DPT: Buka halaman cek DPT. (cek-dpt v1)"
    await phone.write("halo")
    assert "Tulis LAPOR" in (await phone.received())[-1]["teks"]


async def test_an_article_that_the_provider_would_not_take_is_shortened(api, phone):
    await api(
        "POST", "/artikel/panduan", "ppid",
        json={"pemilik": "ppid", "judul": "J" * 500, "isi": "kata " * 1599 + "akhir",
              "kata_kunci": ["panduan"]},
    )  # fmt: skip
    await phone.write("panduan")
    teks = (await phone.received())[-1]["teks"]
    assert "kata … Selengkapnya: /complaints/v1/artikel/panduan (panduan v1)" in teks
    assert len(teks) <= 4096


async def test_a_status_is_told_by_its_tracking_id(api, phone):
    tiket = await api.file("pengaduan-layanan")
    await phone.write(f"status {tiket['lacak'].lower()}?")
    assert (await phone.received())[-1]["teks"] == f"{tiket['lacak']}: Terdaftar."
    await phone.write("KPU-222222222222")
    assert "tidak ditemukan" in (await phone.received())[-1]["teks"]


async def test_a_sealed_ticket_has_no_status_on_whatsapp(api, phone):
    tiket = await api.file("wbs")
    await phone.write(tiket["lacak"])
    assert "tidak ditemukan" in (await phone.received())[-1]["teks"]


async def test_a_report_waits_for_consent_and_becomes_one_ticket(api, phone, owner):
    await phone.write("LAPOR kotak suara dibuka lebih awal")
    assert "SETUJU" in (await phone.received())[0]["teks"]
    assert await owner("select 1 from tiket") == []
    (waiting,) = await owner("select tertunda from percakapan")
    assert b"kotak" not in bytes(waiting["tertunda"])
    await phone.write("setuju")
    (tiket,) = await owner("select * from tiket")
    assert (tiket["jenis"], tiket["kanal"]) == ("pengaduan-layanan", "whatsapp")
    confirmed = [m["teks"] for m in await phone.received() if tiket["nomor"] in (m["teks"] or "")]
    assert len(confirmed) == 1
    assert tiket["lacak"] in confirmed[0]
    answer = await api(
        "POST", f"/tiket/{tiket['id']}/buka-pribadi", "helpdesk", json={"alasan": "telaah laporan"}
    )
    assert answer.json()["pribadi"] == {
        "nama": "Warga Uji", "telepon": WARGA, "uraian": "kotak suara dibuka lebih awal",
    }  # fmt: skip
    await phone.write("LAPOR yang kedua")  # consent stands until it is withdrawn
    assert len(await owner("select 1 from tiket")) == 2
    await phone.write("BERHENTI")
    await phone.write("LAPOR yang ketiga")
    assert len(await owner("select 1 from tiket")) == 2


async def test_a_reporter_without_an_account_is_sent_a_pin(api, phone, owner):
    await phone.write("LAPOR kotak suara dibuka lebih awal")
    await phone.write("setuju")
    teks = "".join(m["teks"] for m in await phone.received())
    (lacak,), (pin,) = re.findall(r"KPU-\w{12}", teks), re.findall(r"PIN (\d{6})", teks)
    answer = await api("POST", f"/lacak/{lacak}/rincian", json={"pin": pin})
    assert (answer.status_code, answer.json()["status"]) == (200, "terdaftar")
    wrong = f"{(int(pin) + 1) % 10**6:06d}"
    answer = await api("POST", f"/lacak/{lacak}/rincian", json={"pin": wrong})
    assert (answer.status_code, answer.json()["code"]) == (403, "pin-salah")


async def test_a_pin_lies_sealed_until_it_has_gone_and_then_nowhere(api, phone, owner):
    tiket = await api.file("pengaduan-layanan", pin=None, dikabari=True)
    (waiting,) = await owner("select pin, parameter from pesan")
    assert waiting["pin"]
    assert "pin" not in waiting["parameter"]
    await phone.work()
    teks = (await phone.received())[-1]["parameter"]
    assert teks[1] == tiket["lacak"]
    (gone,) = await owner("select * from pesan")
    assert gone["pin"] is None
    assert teks[2] not in str(gone["parameter"])
    assert bytes(waiting["pin"]).find(teks[2].encode()) == -1


async def test_who_chose_a_pin_is_sent_none_and_nobody_asks_for_one(api, phone, owner):
    await api.file("pengaduan-layanan", dikabari=True)
    (row,) = await owner("select pin, templat from pesan")
    assert (row["pin"], row["templat"]) == (None, "tiket_terdaftar")
    asked = PESAN | {
        "templat": "tiket_terdaftar_pin",
        "parameter": {"nomor": "1", "lacak": "1", "pin": "1", "tenggat": "-"},
    }
    answer = await api("POST", "/pesan", "helpdesk", json=asked)
    assert (answer.status_code, answer.json()["code"]) == (422, "templat-tidak-dikenal")


async def test_consent_to_nothing_is_no_report(phone, owner):
    await phone.write("SETUJU")
    await phone.write("LAPOR")
    assert await owner("select 1 from tiket") == []


async def test_a_message_that_cannot_be_answered_is_set_aside(api, phone, owner):
    await phone.provider.post(f"/warga/{WARGA}/pesan", json={"teks": "halo", "id": "rusak"})
    await phone.app.state.webhook.idle()
    await owner("update pesan_masuk set isi = 'x'")
    assert await phone.jobs.answer_next()
    (row,) = await owner("select diproses_pada, galat from pesan_masuk")
    assert row["diproses_pada"]
    assert row["galat"]
    await phone.write("halo")
    assert len(await phone.received()) == 1


async def test_outside_office_hours_the_hours_are_told(api, phone, owner, worker, keyring):
    await phone.write("SETUJU")
    sunday = datetime(2026, 11, 29, 3, tzinfo=UTC)
    await phone.provider.post(f"/warga/{WARGA}/pesan", json={"teks": "LAPOR TPS jauh"})
    await phone.app.state.webhook.idle()
    await owner("update pesan_masuk set diterima_pada = :at where diproses_pada is null", at=sunday)
    await phone.jobs.answer_next(now=sunday + timedelta(seconds=1))
    rows = await owner("select templat from pesan order by id")
    assert "di_luar_jam" in {r["templat"] for r in rows}
    (term,) = [
        t for t in await owner("select t.mulai from tenggat t") if t["mulai"] == sunday
    ]  # the clock counts from the message, not from the answer
    assert term
