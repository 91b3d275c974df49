"""Gaps and repetitions of the broker, with the real feed of the producer and the real broker."""

import asyncio
import json

import httpx
import nats
import pytest
from sqlalchemy import text

from devstack import nats_server
from election_common import consumer as consumer_module
from election_common import streams
from election_common.consumer import Answer
from election_common.gap import Feeds, ForeignFactError
from election_common.machine import MachineToken

STREAM = "PUBLICATION"
SUBJECT = "publication.uji.dihitung.v1"
WINDOW_SECONDS = 2


async def test_what_the_stream_never_had_is_fetched_from_the_feed(
    sessions, producer, make_counting
):
    events = await producer.record(5)
    feeds = producer.feeds
    counting = make_counting(feeds, gap_seconds=0.2)
    assert await counting.take(events[0]) is Answer.DONE
    assert await counting.take(events[3]) is Answer.AGAIN  # the wait begins
    assert counting.effects == [1]
    await asyncio.sleep(0.3)
    assert await counting.take(events[3]) is Answer.DONE
    assert counting.effects == [1, 2, 3, 4, 5]
    assert await counting.take(events[4]) is Answer.DONE
    assert counting.effects == [1, 2, 3, 4, 5]
    again = await feeds.events_from(STREAM, ("/publication", "uji", "a"), 4)
    assert [event.sequence for event in again] == [4, 5]
    assert producer.asked == 1  # one token for both


async def test_a_producer_that_is_away_is_asked_again_later(sessions, producer, make_counting):
    events = await producer.record(2)
    away = Feeds(
        httpx.AsyncClient(),
        {STREAM: "http://127.0.0.1:1"},
        MachineToken(producer.client, "http://idp/token", "kantor", "x"),
    )
    counting = make_counting(away)
    assert await counting.take(events[1]) is Answer.AGAIN
    counting.consumer._feeds = producer.feeds
    assert await counting.take(events[1]) is Answer.DONE
    assert counting.effects == [1, 2]
    await away.close()


async def test_without_feeds_it_waits(sessions, producer, make_counting):
    events = await producer.record(2)
    counting = make_counting(Feeds(producer.client, {}, None))
    assert await counting.take(events[1]) is Answer.AGAIN
    assert await counting.take(events[1]) is Answer.AGAIN
    assert counting.effects == []


class Message:
    """A message of the broker, and what the broker is told of it."""

    def __init__(self, subject, event):
        self.subject, self.data = subject, json.dumps(event).encode()
        self.told = []

    async def term(self):
        self.told.append("never again")

    async def ack_sync(self, **_):
        self.told.append("done")


FOREIGN = {
    "a source that is another service": {"source": "/gateway"},
    "a type that is not the subject": {"type": "publication.uji.lain.v1"},
    "a type of another service": {"type": "gateway.akses.diberikan.v1"},
}


@pytest.mark.parametrize("what", FOREIGN)
async def test_a_message_that_says_to_be_another_fact_moves_no_gate(
    sessions, producer, counting, what
):
    """The broker lets each service send on its own subjects only; what it writes is its own."""
    (event,) = await producer.record(1)
    foreign = Message(SUBJECT, event | FOREIGN[what])
    await counting.consumer._take_batch([foreign])
    assert foreign.told == ["never again"]
    async with sessions() as session:
        assert (await session.execute(text("select 1 from gerbang"))).all() == []
    assert list(counting.alarms.open) == [f"foreign-fact {STREAM}"]
    sound = Message(SUBJECT, event)
    await counting.consumer._take_batch([sound])
    assert (sound.told, counting.effects) == (["done"], [1])


@pytest.mark.parametrize("change", [FOREIGN[what] for what in list(FOREIGN)[::2]])
async def test_a_feed_that_shows_facts_of_another_service_is_not_read(producer, change):
    (event,) = await producer.record(1)

    async def answer(*_args, **_params):
        return {"feed_epoch": 1, "after": 1, "peristiwa": [event | change]}

    feeds = producer.feeds
    feeds._get = answer
    with pytest.raises(ForeignFactError, match=STREAM):
        await feeds.page(STREAM, 0)
    with pytest.raises(ForeignFactError, match=STREAM):
        await feeds.events_from(STREAM, ("/publication", "uji", "a"), 1)


@pytest.fixture
async def window(broker, faults_scale):
    """Seconds after which the streams forget ids; as declared again after the test."""
    wanted, seconds = nats_server.declaration(), faults_scale(WINDOW_SECONDS)
    short = {**wanted, "stream": {**wanted["stream"], "duplicate_window": seconds}}
    await streams.declare(broker.url, broker.password("admin"), short)
    yield seconds
    await streams.declare(broker.url, broker.password("admin"), wanted)


async def deliver(producer, broker, *events):
    """Publish events as publication's relay would, but without ids."""
    client = await nats.connect(
        broker.url,
        user="publication",
        password=broker.password("publication"),
        inbox_prefix=b"_INBOX_publication",
    )
    for event in events:
        await client.jetstream().publish(SUBJECT, json.dumps(event).encode())
    await client.close()


async def test_poison_does_not_hold_up_the_others(
    sessions, producer, make_counting, broker, js, monkeypatch
):
    monkeypatch.setattr(consumer_module, "RETRY_SECONDS", (0.05,))
    poison = await producer.record(3, aggregate="poison")
    poison[1]["data"] = {"n": "two"}
    sound = await producer.record(3, aggregate="sound")
    counting = make_counting(producer.feeds, gap_seconds=60)
    running = asyncio.create_task(counting.consumer.run(js, "voter-registry"))
    await deliver(producer, broker, *poison, *sound)
    query = text("select seq, status from dead_letter order by seq")
    async with asyncio.timeout(10):
        while True:
            async with sessions() as session:
                found = (await session.execute(query)).all()
            if len(found) == 2:
                break
            await asyncio.sleep(0.1)
    assert found == [(2, "gagal"), (3, "menunggu")]
    assert sorted(counting.effects) == [1, 1, 2, 3]
    await asyncio.sleep(0.5)  # what was ended for good does not come again
    info = await admin_info(broker)
    assert (info.num_ack_pending, info.num_pending) == (0, 0)
    running.cancel()
    await asyncio.wait([running])


async def admin_info(broker):
    client = await nats.connect(
        broker.url,
        user="admin",
        password=broker.password("admin"),
        inbox_prefix=b"_INBOX_admin",
    )
    info = await client.jetstream().consumer_info(STREAM, "voter-registry")
    await client.close()
    return info


async def test_an_id_that_comes_again_after_the_window_has_one_effect(
    record_figure, sessions, producer, make_counting, broker, js, window
):
    (first, last) = await producer.record(2, aggregate="window")
    client = await nats.connect(
        broker.url,
        user="publication",
        password=broker.password("publication"),
        inbox_prefix=b"_INBOX_publication",
    )
    publisher = client.jetstream()

    async def publish(event):
        headers = {"Nats-Msg-Id": event["id"]}
        return await publisher.publish(SUBJECT, json.dumps(event).encode(), headers=headers)

    stored = await publish(first)
    assert (await publish(first)).duplicate
    await asyncio.sleep(2.5 * window)
    again = await publish(first)
    assert not again.duplicate
    assert again.seq > stored.seq
    await publish(last)
    await client.close()
    counting = make_counting(producer.feeds, gap_seconds=60)
    running = asyncio.create_task(counting.consumer.run(js, "voter-registry"))
    async with asyncio.timeout(10):
        while 2 not in counting.effects:  # noqa: ASYNC110 - a list grows
            await asyncio.sleep(0.1)
    assert counting.effects == [1, 2]
    record_figure(11, window_seconds=window, deliveries=2, effects=1)
    running.cancel()
    await asyncio.wait([running])
