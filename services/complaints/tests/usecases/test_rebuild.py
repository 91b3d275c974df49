"""Copies of voter-registry's facts are made anew; what its facts brought about is not repeated."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from complaints.consumers import READ_MODELS, SOURCES
from election_common import dead_letter, gate
from election_common.database import create_engine, transaction
from election_common.events import Envelope
from election_common.gate import Outcome
from election_common.rebuild import Copies, rebuild

STREAM = "VOTER_REGISTRY"
COPIES = Copies(STREAM, SOURCES[STREAM], READ_MODELS[STREAM])
UJI = {
    "pemilihan": "uji", "nama": "Uji", "jenis": "pilkada", "wilayah": "19", "aturan": {},
    "hari_pemungutan": "2027-02-10", "sandbox": True, "waktu_legal": None,
}  # fmt: skip
LATER = "2026-11-25T03:00:00Z"


class Feed:
    """The feed of voter-registry: the facts that it has recorded, on one page."""

    def __init__(self) -> None:
        self.facts: list[Envelope] = []

    def add(self, subject: str, agregat: str, id_: str, **data: Any) -> Envelope:
        """Record a fact."""
        seq = sum(f.aggregatetype == agregat and f.subject == id_ for f in self.facts) + 1
        fact = Envelope(
            id=uuid4(), source="/voter-registry", type=f"voter-registry.{subject}.v1", subject=id_,
            aggregatetype=agregat, sequence=seq, time=datetime.now(UTC), data=data,
        )  # fmt: skip
        self.facts.append(fact)
        return fact

    def ask(self, tiket: str) -> Envelope:
        """Ask for a message to the reporter of a ticket."""
        id_ = str(uuid4())
        return self.add(
            "pesan.diminta", "pesan", id_, pesan=id_, asal="voter-registry", tiket=tiket,
            templat="tanggapan_diperiksa", parameter={"wilayah": "1906"},
        )  # fmt: skip

    async def page(self, stream: str, after: int) -> tuple[int, int, list[Envelope]]:
        """As of `Feeds`."""
        assert stream == STREAM
        return 1, len(self.facts), self.facts[after:]


@pytest.fixture
def feed() -> Feed:
    return Feed()


@pytest.fixture
def take(worker):
    """Take a fact in as the consumer does."""

    async def one(fact: Envelope) -> Outcome:
        async with transaction(worker, scope=None) as tx:
            return await gate.apply(tx, fact, COPIES.table)

    return one


@pytest.fixture
async def again(database, feed):
    """Rebuild the copies beside the worker."""
    engine = create_engine(database.worker, pool_size=2, statement_timeout="60s")
    yield lambda: rebuild(engine, feed, COPIES)
    await engine.dispose()


async def answers(owner) -> list[UUID]:
    """What was answered to who asked for a message to a reporter without a number."""
    return [row.event_id for row in await owner("select event_id from outbox order by id")]


async def test_copies_come_back_and_acts_stay_single(api, owner, feed, take, again):
    tiket = (await api.file("tiket-teknis"))["id"]
    done = [
        feed.add("pemilihan.didaftarkan", "pemilihan", "uji", **UJI),
        feed.add(
            "pemilihan.waktu-legal-digeser", "pemilihan", "uji", pemilihan="uji", waktu_legal=LATER
        ),
        feed.ask(tiket),
    ]  # fmt: skip
    for fact in done:
        assert await take(fact) is Outcome.APPLIED
    told = await answers(owner)
    await owner("update pemilihan set nama = 'salah', waktu_legal = null")
    for changed in (1, 0):
        (swapped,) = await again()
        assert (swapped.table, swapped.rows, swapped.changed) == ("pemilihan", 1, changed)
    (row,) = await owner("select nama, waktu_legal from pemilihan")
    assert (row.nama, row.waktu_legal) == ("Uji", datetime.fromisoformat(LATER))
    assert await answers(owner) == told
    for fact in done:
        assert await take(fact) is Outcome.SEEN


async def test_an_act_that_was_not_taken_in_is_left_to_the_consumer(api, owner, feed, take, again):
    tiket = (await api.file("tiket-teknis"))["id"]
    waiting = feed.ask(tiket)
    told = await answers(owner)
    await again()
    assert await answers(owner) == told
    assert await take(waiting) is Outcome.APPLIED
    await again()
    assert await take(waiting) is Outcome.SEEN


async def test_an_act_among_the_dead_letters_stays_parked(worker, owner, feed, take, again):
    failed = feed.ask(str(uuid4()))
    async with transaction(worker, scope=None) as tx:
        await dead_letter.bury(tx, STREAM, failed, ValueError())
    await again()
    assert await take(failed) is Outcome.PARKED
    (letter,) = await owner("select status from dead_letter where selesai_pada is null")
    assert letter.status == dead_letter.Status.GAGAL
