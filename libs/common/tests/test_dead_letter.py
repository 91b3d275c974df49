"""Poison: a fact that cannot be applied stops its aggregate only, until somebody decides."""

import uuid
from types import SimpleNamespace
from typing import ClassVar

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from election_common.alarms import Alarms
from election_common.consumer import POISON, Answer, Consumer
from election_common.dead_letter import settle
from election_common.errors import EarlyRefusal
from election_common.events import Envelope, Reading
from election_common.gate import Subscription
from voter_registry.main import create_app

STREAM = "PUBLICATION"


class Counted(Reading):
    subject: ClassVar = "publication.uji.dihitung.v1"

    n: int


class World:
    """A consumer of counts, its effects, and what it fails on."""

    def __init__(self, sessions):
        self.sessions = sessions
        self.effects = []
        self.poison = {}
        self.sources = {STREAM: {Counted.subject: Subscription(Counted, self.keep)}}
        self.consumer = Consumer(
            sessions, stream=STREAM, table=self.sources[STREAM], feeds=NoFeeds(), gap_seconds=60,
            alarms=Alarms(),
        )  # fmt: skip

    async def keep(self, tx, event, *, at):
        if event.n in self.poison:
            raise self.poison[event.n]
        self.effects.append(event.n)

    async def take(self, aggregate, seq, **changes):
        event = {
            "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{aggregate}/{seq}")),
            "specversion": "1.0",
            "source": "/publication",
            "type": Counted.subject,
            "subject": aggregate,
            "aggregatetype": "uji",
            "sequence": str(seq),
            "time": "2024-06-01T00:00:00+00:00",
            "data": {"n": seq if aggregate == "a" else 100 + seq},
        } | changes
        return await self.consumer.take(Envelope.model_validate(event))

    async def settle(self):
        while await settle(self.sessions, self.sources):
            pass

    async def poisoned(self):
        """Aggregate `a` with its second fact in the way and two behind it."""
        self.poison[2] = ValueError("3273010101900001")
        assert await self.take("a", 1) is Answer.DONE
        answers = [await self.take("a", 2) for _ in range(POISON)]
        assert answers == [Answer.AGAIN] * (POISON - 1) + [Answer.NEVER]
        assert await self.take("a", 4) is Answer.DONE
        assert await self.take("a", 3) is Answer.DONE
        assert await self.take("b", 1) is Answer.DONE
        assert self.effects == [1, 101]

    async def rows(self, query):
        async with self.sessions() as session:
            return (await session.execute(text(query))).all()


class NoFeeds:
    def know(self, stream):
        return False


@pytest.fixture
def world(sessions):
    return World(sessions)


@pytest.fixture
async def api(database, service_env, serve):
    service_env(database, "app")
    return await serve(create_app())


async def letters(api):
    answer = await api("GET", "/surat-mati", "admin", wilayah="0")
    assert answer.status_code == 200, answer.text
    return sorted(answer.json()["data"], key=lambda one: one["seq"])


async def test_the_fifth_failure_parks_its_aggregate_only(world):
    await world.poisoned()
    found = await world.rows("select seq, status, galat from dead_letter order by seq")
    assert found == [(2, "gagal", "ValueError"), (3, "menunggu", ""), (4, "menunggu", "")]
    gates = await world.rows("select id_agregat, seq, parkir from gerbang order by 1")
    assert gates == [("a", 1, True), ("b", 1, False)]
    await world.settle()
    assert world.effects == [1, 101]  # nobody decided


async def test_a_letter_shows_no_value_of_the_failure(world):
    await world.poisoned()
    (row,) = await world.rows(
        "select row_to_json(d)::text, tempat from dead_letter d where seq = 2"
    )
    assert "3273010101900001" not in row[0]
    assert row.tempat[-1].endswith(":keep")


async def test_a_retry_applies_it_and_its_successors_in_order(world, api):
    await world.poisoned()
    failed = (await letters(api))[0]
    world.poison.clear()
    answer = await api("POST", f"/surat-mati/{failed['id']}/ulang", "admin", wilayah="0")
    assert (answer.status_code, answer.json()["status"]) == (202, "diulang")
    assert world.effects == [1, 101]
    await world.settle()
    assert world.effects == [1, 101, 2, 3, 4]
    assert await letters(api) == []
    assert await world.take("a", 5) is Answer.DONE
    assert await world.take("a", 4) is Answer.DONE
    assert world.effects == [1, 101, 2, 3, 4, 5]


async def test_a_retry_that_fails_parks_again(world, api):
    await world.poisoned()
    world.poison[2] = KeyError("x")
    failed = (await letters(api))[0]
    await api("POST", f"/surat-mati/{failed['id']}/ulang", "admin", wilayah="0")
    await world.settle()
    again = await letters(api)
    assert [(one["seq"], one["status"], one["galat"]) for one in again] == [
        (2, "gagal", "KeyError"), (3, "menunggu", ""), (4, "menunggu", "")
    ]  # fmt: skip
    assert world.effects == [1, 101]


async def test_a_successor_may_be_poison_too(world, api):
    await world.poisoned()
    world.poison = {3: KeyError("x")}
    failed = (await letters(api))[0]
    await api("POST", f"/surat-mati/{failed['id']}/ulang", "admin", wilayah="0")
    await world.settle()
    left = [(one["seq"], one["status"]) for one in await letters(api)]
    assert left == [(3, "gagal"), (4, "menunggu")]
    assert world.effects == [1, 101, 2]


async def test_a_discarded_fact_is_passed_over_and_audited(world, api):
    await world.poisoned()
    failed = (await letters(api))[0]
    path = f"/surat-mati/{failed['id']}/buang"
    assert (await api("POST", path, "admin", wilayah="0", json={})).status_code == 422
    answer = await api("POST", path, "admin", wilayah="0", json={"alasan": "salah kirim"})
    assert (answer.status_code, answer.json()["status"]) == (202, "dibuang")
    await world.settle()
    assert world.effects == [1, 101, 3, 4]
    assert await letters(api) == []


async def test_the_audit_names_who_discarded_and_why(world, api, database):
    await world.poisoned()
    failed = (await letters(api))[0]
    path = f"/surat-mati/{failed['id']}/buang"
    await api("POST", path, "admin", wilayah="0", json={"alasan": "salah kirim"})
    with psycopg.connect(database.owner) as connection:
        rows = connection.execute("select sub, tindakan, objek, rincian from audit").fetchall()
    assert rows == [("admin@0", "surat-mati-dibuang", str(failed["id"]), {"alasan": "salah kirim"})]


async def test_only_a_failed_letter_is_decided_and_only_by_the_admin_of_the_nation(world, api):
    await world.poisoned()
    failed, waiting, _ = await letters(api)
    for role, di, id_, status in (
        ("operator", "0", failed["id"], 403),
        ("admin", "19", failed["id"], 403),
        ("admin", "0", waiting["id"], 409),
        ("admin", "0", 999, 404),
    ):
        answer = await api("POST", f"/surat-mati/{id_}/ulang", role, wilayah=di)
        assert answer.status_code == status
    for role, di in (("operator", "0"), ("admin", "19")):
        assert (await api("GET", "/surat-mati", role, wilayah=di)).status_code == 403


@pytest.mark.parametrize(
    "cause",
    [
        OperationalError("select 1", {}, ConnectionError()),
        EarlyRefusal("jadwal-belum-diterima", tindakan="tanggapan"),
    ],
    ids=lambda cause: type(cause).__name__,
)
async def test_what_passes_by_itself_is_never_poison(world, cause):
    world.poison[1] = cause
    answers = [await world.take("a", 1) for _ in range(3 * POISON)]
    assert answers == [Answer.AGAIN] * 3 * POISON
    world.poison.clear()
    assert await world.take("a", 1) is Answer.DONE
    assert await world.rows("select 1 from dead_letter") == []


async def test_a_letter_that_waits_for_a_fact_of_another_service_holds_up_nobody(world, api):
    """What it waits for may take days; meanwhile the others have their turn, in any order."""
    early = EarlyRefusal("jadwal-belum-diterima", tindakan="tanggapan")
    world.poison = {1: ValueError(), 101: ValueError()}
    for aggregate in ("a", "b"):
        answers = [await world.take(aggregate, 1) for _ in range(POISON)]
        assert answers[-1] is Answer.NEVER
    world.poison = {1: early}
    for failed in await letters(api):
        await api("POST", f"/surat-mati/{failed['id']}/ulang", "admin", wilayah="0")
    assert await settle(world.sessions, world.sources)
    assert world.effects == [101]
    with pytest.raises(EarlyRefusal):  # nothing else waits: the loop rests before it asks again
        await settle(world.sessions, world.sources)
    (left,) = await letters(api)
    assert (left["id_agregat"], left["status"]) == ("a", "diulang")
    world.poison.clear()
    await world.settle()
    assert (world.effects, await letters(api)) == ([101, 1], [])


async def test_a_reading_that_does_not_fit_is_poison(world):
    answers = [await world.take("a", 1, data={"n": "x"}) for _ in range(POISON)]
    assert answers[-1] is Answer.NEVER
    (row,) = await world.rows("select galat from dead_letter")
    assert row.galat == "ValidationError"


@pytest.mark.parametrize("body", [b"{}", b"nonsense"])
async def test_what_is_no_event_is_refused_for_good(world, body):
    told = []

    async def term():
        told.append("never again")

    await world.consumer._take_batch([SimpleNamespace(data=body, term=term)])
    assert told == ["never again"]
    assert await world.rows("select 1 from dead_letter") == []
