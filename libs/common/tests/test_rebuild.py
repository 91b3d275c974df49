"""A producer was restored and went on: a rebuild follows it, and loses nothing that is new.

The backup holds the first fact of the aggregate. What was recorded after it is gone, and the
numbers of those facts are given to others.
"""

from dataclasses import replace

import pytest
from sqlalchemy import text

from election_common import reconcile as reconciling
from election_common.alarms import Alarms
from election_common.consumer import POISON, Answer
from election_common.dead_letter import settle
from election_common.rebuild import Copies, rebuild
from election_common.reconcile import Reconciler

STREAM = "PUBLICATION"
SUBJECT = "publication.uji.dihitung.v1"
BACK = (
    "delete from outbox where seq > 1",
    "update agregat set seq = 1",
    "update feed_epoch set epoch = epoch + 1",
)


class World:
    """A consumer of acts, which no rebuild repeats, and its producer."""

    def __init__(self, sessions, engine, producer, counting):
        self.sessions, self.engine, self.producer = sessions, engine, producer
        self.effects, self.poison, self.alarms = [], set(), Alarms()
        self.table, self.consumer = counting.table, counting.consumer
        self.table[SUBJECT] = replace(self.table[SUBJECT], handler=self.act, once=True)
        self.take = counting.take
        self.reconciler = Reconciler(
            sessions, counting.consumer, producer.feeds, stream=STREAM, alarms=self.alarms
        )

    async def act(self, tx, event, *, at):
        if event.n in self.poison:
            raise ValueError
        self.effects.append(event.n)

    async def restore_producer(self):
        await self.reconciler.reconcile()
        async with self.producer.owner() as owner:
            for statement in BACK:
                await owner.execute(statement)

    async def rebuild(self):
        await rebuild(self.engine, self.producer.feeds, Copies(STREAM, self.table, ()))

    async def reconcile(self):
        """Compare; returns the alarms that are open."""
        await self.reconciler.reconcile()
        return list(self.alarms.open)

    async def letters(self):
        query = text("select seq, status, selesai_pada is null from dead_letter order by seq")
        async with self.sessions() as session:
            return [tuple(row) for row in await session.execute(query)]


@pytest.fixture
def world(sessions, engine, producer, counting, monkeypatch):
    monkeypatch.setattr(reconciling, "GRACE_SECONDS", 0.05)
    return World(sessions, engine, producer, counting)


async def test_acts_whose_numbers_were_given_before_have_their_effect_once(world):
    for event in await world.producer.record(3):
        await world.take(event)
    await world.restore_producer()
    events = (await world.producer.record(3, first=11))[1:]
    for event in events:
        await world.take(event)
    assert world.effects == [1, 2, 3, 13]  # 11 and 12 have the numbers of others
    await world.rebuild()
    await world.reconcile()
    assert await world.take(events[-1]) is Answer.DONE
    assert world.effects == [1, 2, 3, 13, 11, 12]
    assert await world.reconcile() == []
    assert await world.letters() == []


async def test_letters_of_facts_that_are_gone_wait_for_nobody(world):
    world.poison = {2}
    for event in await world.producer.record(3):
        for _ in range(POISON):
            await world.take(event)
    assert await world.letters() == [(2, "gagal", True), (3, "menunggu", True)]
    await world.restore_producer()
    await world.producer.record(1, first=11)
    await world.rebuild()
    assert await world.letters() == [(2, "dibuang", False), (3, "dibuang", False)]
    await world.reconcile()
    assert world.effects == [1, 11]
    assert await world.reconcile() == []


@pytest.mark.parametrize("poison", [True, False])
async def test_a_letter_takes_the_place_of_one_whose_number_it_has(world, poison):
    world.poison = {2}
    for event in await world.producer.record(2):
        for _ in range(POISON):
            await world.take(event)
    await world.restore_producer()
    world.poison = {11} if poison else set()
    (_, event) = await world.producer.record(1, first=11)
    await world.take(event)  # waits behind the letter
    assert await world.letters() == [(2, "menunggu", True)]
    while await settle(world.sessions, {STREAM: world.table}):
        pass
    expected = ([1], [(2, "gagal", True)]) if poison else ([1, 11], [(2, "menunggu", False)])
    assert (world.effects, await world.letters()) == expected


async def test_a_fact_whose_number_a_settled_letter_had_is_poison_like_any_other(world):
    world.poison = {2, 11}
    for event in await world.producer.record(2):
        for _ in range(POISON):
            await world.take(event)
    await world.restore_producer()
    (_, event) = await world.producer.record(1, first=11)
    await world.rebuild()
    assert await world.letters() == [(2, "dibuang", False)]
    answers = [await world.take(event) for _ in range(POISON)]
    assert answers[-1] is Answer.NEVER
    assert await world.letters() == [(2, "gagal", True)]
