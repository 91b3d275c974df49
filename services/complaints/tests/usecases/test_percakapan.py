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
