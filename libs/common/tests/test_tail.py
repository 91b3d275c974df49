"""The tail of a feed: what is recorded arrives without the broker, once and in order."""

from dataclasses import replace

import pytest

from election_common import tail as module
from election_common.tail import Tail

STREAM = "PUBLICATION"
SUBJECT = "publication.uji.dihitung.v1"


@pytest.fixture
def compared():
    """How often a comparison was asked for."""
    return []


@pytest.fixture
async def tail(producer, counting, compared):
    """One that has found its place: after the first fact, which came another way."""
    (first,) = await producer.record(1)
    await counting.take(first)
    tail = Tail(counting.consumer, producer.feeds, STREAM, lambda: compared.append(STREAM))
    assert not await tail.follow()
    return tail


async def test_a_fact_arrives_without_the_broker(producer, counting, tail, compared):
    await producer.record(2)
    await producer.record(1, aggregate="b")
    assert not await tail.follow()
    assert counting.effects == [1, 1, 2, 1]
    assert compared == [STREAM], "what was recorded before it began is found by a comparison"


async def test_whichever_way_is_second_changes_nothing(producer, counting, tail):
    events = await producer.record(2)
    await counting.take(events[1])
    await tail.follow()
    for event in events:
        await counting.take(event)
    await tail.follow()
    assert counting.effects == [1, 1, 2]


async def test_a_page_is_not_all(producer, counting, tail, monkeypatch):
    monkeypatch.setattr(module, "PAGE", 2)
    monkeypatch.setattr("election_common.gap.PAGE", 2)
    await producer.record(3)
    assert await tail.follow()
    assert not await tail.follow()
    assert counting.effects == [1, 1, 2, 3]


async def test_a_fact_that_fails_is_asked_for_again(producer, counting, tail):
    good = counting.table[SUBJECT]

    async def fail(tx, event, *, at):
        raise ConnectionError

    await producer.record(2)
    counting.table[SUBJECT] = replace(good, handler=fail)
    assert not await tail.follow()
    counting.table[SUBJECT] = good
    await tail.follow()
    assert counting.effects == [1, 1, 2]


async def test_a_restored_feed_is_followed_from_its_end(producer, counting, tail, compared):
    async with producer.owner() as owner:
        await owner.execute("delete from outbox")
        await owner.execute("update feed_epoch set epoch = 2, feed_no = 0")
    assert await tail.follow()
    assert not await tail.follow()
    await producer.record(1)
    await tail.follow()
    assert compared == [STREAM] * 2
    assert counting.effects == [1, 1]
