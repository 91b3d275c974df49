"""What citizens write reaches the office: from any number, and whichever clock is ahead."""

from datetime import UTC, datetime, timedelta

import pytest


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


async def test_what_is_added_before_consent_is_part_of_the_report(api, phone, owner):
    for teks in ("LAPOR kotak suara dibuka", "LAPOR kotak suara dibuka", "LAPOR di TPS 3", "LAPOR"):
        await phone.write(teks)
    asked = [m["teks"] for m in await phone.received() if "SETUJU" in m["teks"]]
    assert len(asked) == 4
    await phone.write("setuju")
    (tiket,) = await owner("select id from tiket")
    where = f"/tiket/{tiket['id']}/buka-pribadi"
    opened = await api("POST", where, "helpdesk", json={"alasan": "telaah laporan"})
    assert opened.json()["pribadi"]["uraian"] == "kotak suara dibuka\ndi TPS 3"
