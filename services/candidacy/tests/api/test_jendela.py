"""Windows: the server's receipt time counts, by legal time."""

import pytest
from sqlalchemy import text

LEFT = "pasangan-satu"
UNTIL = ("2024-08-29T08:00:00+07:00", "2024-08-29T23:59:59+07:00")


@pytest.mark.parametrize(
    ("moment", "status"), [("2024-08-29T23:59:59", 200), ("2024-08-30T00:00:00", 409)]
)
async def test_the_last_second(office, reschedule, move_clock, moment, status):
    id_ = await office.grant(LEFT, "anggrek")
    await office.fill(id_, LEFT)
    await reschedule(pendaftaran=UNTIL)
    await move_clock(moment)
    answer = await office.submit(id_, LEFT)
    assert answer.status_code == status, answer.text
    if status == 200:
        assert answer.json()["diajukan_pada"].startswith("2024-08-29T23:59:59")
        await move_clock("2024-08-30T00:30:00")  # checked after midnight, received before it
        assert (await office.receive(id_)).json()["nominasi"]["status"] == "diterima"
    else:
        assert answer.json()["code"] == "di-luar-jadwal"
        assert answer.json()["jendela"][0]["selesai"] == UNTIL[1]


async def test_without_a_schedule_nothing_is_submitted(office, worker):
    id_ = await office.grant(LEFT, "anggrek")
    async with worker.begin() as session:
        await session.execute(text("delete from jendela"))
    assert (await office.submit(id_, LEFT)).json()["code"] == "jadwal-belum-diterima"
