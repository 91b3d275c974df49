"""The consumer: each fact has its effect once and in order, however it is delivered."""

import asyncio
import random
import uuid
from collections import defaultdict
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from sqlalchemy import text

from election_common.events import Envelope, Reading
from election_common.gate import Outcome, Subscription, apply, park, unpark


class Counted(Reading):
    subject: ClassVar = "x.uji.dihitung.v1"

    n: int


EFFECTS: list[int] = []


async def keep(tx, event, *, at):
    EFFECTS.append(event.n)


TABLE = {Counted.subject: Subscription(Counted, keep)}


@pytest.fixture(autouse=True)
def no_effects():
    EFFECTS.clear()


def event(aggregate, seq, subject=Counted.subject, n=None):
    return Envelope.model_validate(
        {
            "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{aggregate}/{seq}")),
            "source": "/x",
            "type": subject,
            "subject": aggregate,
            "aggregatetype": "uji",
            "sequence": str(seq),
            "time": datetime(2024, 6, 1, tzinfo=UTC).isoformat(),
            "data": {"n": n or seq, "sesuatu_yang_baru": 1},
        }
    )


async def deliver(sessions, e, table=None):
    async with sessions.begin() as tx:
        return await apply(tx, e, table or TABLE)


@pytest.mark.parametrize("seed", range(10))
async def test_three_times_and_shuffled_is_as_once_and_in_order(sessions, seed):
    effects = defaultdict(list)

    async def note(tx, event, *, at):
        effects[event.n // 100].append(event.n % 100)

    table = {Counted.subject: Subscription(Counted, note)}
    waiting = [event(str(a), seq, n=a * 100 + seq) for a in range(5) for seq in range(1, 11)] * 3
    random.Random(seed).shuffle(waiting)  # noqa: S311 - an order, no secret
    while waiting:
        waiting = [e for e in waiting if await deliver(sessions, e, table) is Outcome.EARLY]
    assert effects == {a: list(range(1, 11)) for a in range(5)}


async def test_an_effect_that_fails_leaves_the_fact_to_be_delivered_again(sessions):
    async def fail(tx, event, *, at):
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        async with sessions.begin() as tx:
            await apply(tx, event("a", 1), {Counted.subject: Subscription(Counted, fail)})
    assert await deliver(sessions, event("a", 1)) is Outcome.APPLIED


async def test_a_fact_that_nobody_reads_still_counts_in_its_aggregate(sessions):
    assert await deliver(sessions, event("a", 1, "x.uji.lain.v1")) is Outcome.APPLIED
    assert await deliver(sessions, event("a", 2)) is Outcome.APPLIED
    assert EFFECTS == [2]


async def test_aggregates_do_not_wait_for_one_another(sessions):
    assert await deliver(sessions, event("a", 2)) is Outcome.EARLY
    assert await deliver(sessions, event("b", 1)) is Outcome.APPLIED
    async with sessions() as session:
        inbox = await session.execute(text("select count(*) from inbox"))
        assert inbox.scalar_one() == 1


@pytest.mark.parametrize("seq", [1, 2], ids=["the first of its aggregate", "a later one"])
@pytest.mark.parametrize(
    ("undone", "outcome"), [(False, Outcome.SEEN), (True, Outcome.APPLIED)], ids=["kept", "undone"]
)
async def test_of_two_who_take_a_fact_at_once_one_has_its_effect(sessions, seq, undone, outcome):
    if seq > 1:
        await deliver(sessions, event("a", 1))
    async with sessions() as first:
        assert await apply(first, event("a", seq), TABLE) is Outcome.APPLIED
        second = asyncio.create_task(deliver(sessions, event("a", seq)))
        await asyncio.sleep(0.2)
        assert not second.done()
        await (first.rollback() if undone else first.commit())
    assert await second is outcome
    assert await deliver(sessions, event("a", seq + 1)) is Outcome.APPLIED


async def test_what_is_known_parked_or_early_keeps_its_gate_until_the_commit(sessions):
    await deliver(sessions, event("a", 1))
    async with sessions() as first:
        await park(first, event("a", 1))
        await first.commit()
        for seq, outcome in ((1, Outcome.SEEN), (2, Outcome.PARKED), (3, Outcome.PARKED)):
            assert await apply(first, event("a", seq), TABLE) is outcome
        other = asyncio.create_task(free(sessions))
        await asyncio.sleep(0.2)
        assert not other.done()
        await first.rollback()
    await other
    assert await deliver(sessions, event("a", 2)) is Outcome.APPLIED


async def free(sessions):
    async with sessions.begin() as tx:
        await unpark(tx, event("a", 1))
