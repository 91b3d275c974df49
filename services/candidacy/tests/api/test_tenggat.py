"""The deadline: the server's receipt time, by legal time; and two at once."""

import asyncio

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


async def test_uploads_at_once_become_versions(office, make_pdf):
    id_ = await office.grant(LEFT, "anggrek")
    answers = await asyncio.gather(
        *(office.upload(id_, LEFT, "calon", "skck", make_pdf(str(n))) for n in range(6))
    )
    assert sorted(a.json()["versi"] for a in answers) == [1, 2, 3, 4, 5, 6]
    item = next(i for i in await office.items(id_) if i["jenis"] == "skck")
    assert len({v["sidik"] for v in item["versi"]}) == 6


async def test_an_upload_races_the_submission(office):
    """Whoever is first: what is sealed is the newest version that was taken in."""
    id_ = await office.grant(LEFT, "anggrek")
    await office.fill(id_, LEFT)
    submitted, filed = await asyncio.gather(
        office.submit(id_, LEFT), office.upload(id_, LEFT, "calon", "skck", b"%PDF-baru")
    )
    assert submitted.status_code == 200
    assert filed.status_code in {201, 409}
    item = next(
        i for i in await office.items(id_) if (i["posisi"], i["jenis"]) == ("calon", "skck")
    )
    assert item["status"] == "disegel"
    assert len(item["versi"]) == (2 if filed.status_code == 201 else 1)


async def test_one_of_several_plenaries_stands(office, worker):
    await office.qualified(LEFT, "anggrek")
    answers = await asyncio.gather(*(office.determine() for _ in range(4)))
    assert sorted(a.status_code for a in answers) == [201, 412, 412, 412]
    async with worker() as session:
        facts = "select count(*) from outbox where subject like '%pasangan-calon-ditetapkan%'"
        assert (await session.execute(text(facts))).scalar_one() == 1
