"""Facts that share a transaction: the same effects, once and in order, whatever one of them is."""

import uuid
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import ClassVar

import pytest
from sqlalchemy import text

from election_common import consumer as consumer_module
from election_common.alarms import Alarms
from election_common.consumer import Consumer
from election_common.events import Envelope, Reading
from election_common.gap import Feeds
from election_common.gate import Subscription


class Copied(Reading):
    subject: ClassVar = "x.uji.disalin.v1"

    n: int


class Acted(Reading):
    subject: ClassVar = "x.uji.diminta.v1"

    n: int


UNREAD = "x.uji.lain.v1"


class Delivered:
    """A delivery; it says when it was answered how, and what was committed by then."""

    def __init__(self, world, fact):
        self.subject = fact.type
        self.data = fact.model_dump_json().encode()
        self.metadata = SimpleNamespace(num_delivered=1)
        self._world = world
        self._name = NAMES[fact.id]

    async def ack(self):
        await self._note("ack")

    async def ack_sync(self, **_options):
        await self._note("ack")

    async def nak(self, delay):
        await self._note("nak")

    async def term(self):
        await self._note("term")

    async def _note(self, answer):
        self._world.answers[self._name] = answer
        self._world.committed[self._name] = {row.name for row in await self._world.inbox()}


class World:
    """A consumer with its database; effects are rows, so that one that is undone is gone."""

    def __init__(self, sessions):
        self.sessions = sessions
        table = {
            Copied.subject: Subscription(Copied, self.effect, together=True),
            Acted.subject: Subscription(Acted, self.effect),
        }
        self.consumer = Consumer(
            sessions, stream="X", table=table, feeds=Feeds(None, {}, None), gap_seconds=60,
            alarms=Alarms(),
        )  # fmt: skip
        self.answers = {}
        self.committed = {}

    async def effect(self, tx, fact, *, at):
        await tx.execute(text("insert into agregat values ('efek', :n, 1)"), {"n": str(fact.n)})

    async def take(self, *facts):
        await self.consumer._take_batch([Delivered(self, fact) for fact in facts])
        return self.answers

    async def rows(self, statement):
        async with self.sessions() as session:
            return (await session.execute(text(statement))).all()

    async def effects(self):
        rows = await self.rows("select id from agregat where jenis = 'efek' order by id::int")
        return [int(row.id) for row in rows]

    async def inbox(self):
        """What is known, by its name, and in which transaction it became so."""
        rows = await self.rows("select event_id, xmin::text as tx from inbox")
        return [SimpleNamespace(name=NAMES[row.event_id], tx=row.tx) for row in rows]

    async def transactions(self):
        return len({row.tx for row in await self.inbox()})


NAMES = {}


def fact(aggregate, seq, subject=Copied.subject, n=None):
    id_ = uuid.uuid5(uuid.NAMESPACE_OID, f"{aggregate}/{seq}")
    NAMES[id_] = f"{aggregate}{seq}"
    number = ord(aggregate) * 100 + seq
    return Envelope.model_validate(
        {
            "id": id_,
            "source": "/x",
            "type": subject,
            "subject": aggregate,
            "aggregatetype": "uji",
            "sequence": seq,
            "time": datetime(2024, 6, 1, tzinfo=UTC),
            "data": {"n": number if n is None else n},
        }
    )


@pytest.fixture
def world(sessions):
    return World(sessions)


def of(*names):
    """Effects of the facts of these names."""
    return [ord(name[0]) * 100 + int(name[1:]) for name in names]


async def test_copies_of_many_aggregates_share_a_transaction(world):
    facts = [fact("b", 1), fact("a", 1), fact("c", 1, UNREAD), fact("a", 2)]
    assert await world.take(*facts) == dict.fromkeys(["a1", "a2", "b1", "c1"], "ack")
    assert await world.effects() == of("a1", "a2", "b1")
    assert await world.transactions() == 1


async def test_nothing_is_acknowledged_before_it_is_committed(world):
    await world.take(fact("a", 1), fact("b", 1))
    assert all(name in committed for name, committed in world.committed.items())


async def test_one_alone_goes_as_ever(world, monkeypatch):
    async def apart(*_):
        pytest.fail("one fact needs no company")

    monkeypatch.setattr(world.consumer, "_pass", apart)
    assert await world.take(fact("a", 1)) == {"a1": "ack"}
    assert await world.effects() == of("a1")


async def test_what_comes_again_has_its_effect_once(world):
    for _ in range(2):
        assert await world.take(fact("a", 1), fact("b", 1)) == {"a1": "ack", "b1": "ack"}
    assert await world.effects() == of("a1", "b1")


async def test_an_act_has_a_transaction_of_its_own_and_what_follows_it_too(world):
    facts = [fact("a", 1), fact("a", 2, Acted.subject), fact("a", 3), fact("b", 1), fact("c", 1)]
    assert set((await world.take(*facts)).values()) == {"ack"}
    assert await world.effects() == of("a1", "a2", "a3", "b1", "c1")
    by_name = {row.name: row.tx for row in await world.inbox()}
    assert by_name["a1"] == by_name["b1"] == by_name["c1"]
    assert len({by_name[name] for name in ("a1", "a2", "a3")}) == 3


async def test_what_comes_too_early_waits_and_the_others_go_on(world):
    answers = await world.take(fact("a", 2), fact("b", 1), fact("c", 1))
    assert answers == {"a2": "nak", "b1": "ack", "c1": "ack"}
    assert await world.effects() == of("b1", "c1")


async def test_what_was_missing_or_failed_is_forgotten_once_it_was_taken_in(world, monkeypatch):
    late, failing = fact("a", 2), fact("b", 1)
    with monkeypatch.context() as broken:
        broken.setattr(world.consumer, "_table", {Copied.subject: Subscription(Copied, None)})
        assert await world.take(late, failing) == {"a2": "nak", "b1": "nak"}
    assert list(world.consumer._failures) == [failing.id]
    assert list(world.consumer._gaps._since) == [late.aggregate]
    assert set((await world.take(fact("a", 1), late, failing)).values()) == {"ack"}
    assert await world.transactions() == 1
    assert (world.consumer._failures, world.consumer._gaps._since) == ({}, {})


async def test_one_that_fails_keeps_no_other_from_its_effect(world, monkeypatch):
    monkeypatch.setattr(consumer_module, "POISON", 3)
    poison = fact("b", 1, n="two")
    first = await world.take(fact("a", 1), poison, fact("b", 2), fact("c", 1))
    assert first == {"a1": "ack", "b1": "nak", "b2": "nak", "c1": "ack"}
    for _ in range(2):
        answers = await world.take(poison, fact("b", 2), fact("c", 2))
    assert answers == {"a1": "ack", "b1": "term", "b2": "ack", "c1": "ack", "c2": "ack"}
    assert await world.effects() == of("a1", "c1", "c2")
    letters = await world.rows("select seq, status from dead_letter order by seq")
    assert letters == [(1, "gagal"), (2, "menunggu")]
    # its aggregate is parked; the others go on together
    await world.take(fact("b", 3), fact("c", 3), fact("d", 1))
    assert await world.effects() == of("a1", "c1", "c2", "c3", "d1")
    letters = await world.rows("select seq, status from dead_letter order by seq")
    assert letters == [(1, "gagal"), (2, "menunggu"), (3, "menunggu")]


async def test_a_commit_that_fails_acknowledges_nothing_of_it(world, monkeypatch):
    async def broken(tx, chain):
        await passing(tx, chain)
        await tx.execute(text("select pg_terminate_backend(pg_backend_pid())"))

    passing = world.consumer._pass
    monkeypatch.setattr(world.consumer, "_pass", broken)
    assert await world.take(fact("a", 1), fact("b", 1)) == {"a1": "ack", "b1": "ack"}
    assert await world.effects() == of("a1", "b1")  # each for itself, on a new connection
    assert await world.transactions() == 2
