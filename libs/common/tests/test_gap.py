"""Gaps and repetitions of the broker, with the real feed of the producer and the real broker."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any, ClassVar

import httpx
import nats
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from devstack import nats_streams
from election_common import consumer as consumer_module
from election_common.consumer import Answer, Consumer
from election_common.database import create_engine, create_sessions
from election_common.events import Envelope, Event, Reading, cloud_event, record_event
from election_common.gap import Feeds
from election_common.gate import Subscription
from election_common.machine import MachineToken
from publication.main import create_app

STREAM = "PUBLICATION"
SUBJECT = "publication.uji.dihitung.v1"
WINDOW_SECONDS = 1


class Counted(Event):
    subject: ClassVar = SUBJECT
    agregat: ClassVar = "uji"

    n: int


class Count(Reading):
    subject: ClassVar = SUBJECT

    n: int


class Producer:
    """publication: its outbox, and its API as the world of the consumer."""

    def __init__(self, sessions: Any, app: FastAPI, issuer: Any):
        self.sessions = sessions
        self.asked = 0
        idp = FastAPI()

        @idp.post("/token")
        async def token() -> dict[str, Any]:
            self.asked += 1
            return {"access_token": issuer.token("kantor"), "expires_in": 600}

        self.client = httpx.AsyncClient(
            mounts={
                "http://publication": httpx.ASGITransport(app),
                "http://idp": httpx.ASGITransport(idp),
            }
        )

    async def record(self, count: int, aggregate: str = "a") -> list[dict[str, Any]]:
        """Record facts and number them as the relay does; returns them as it would send them."""
        async with self.sessions.begin() as tx:
            at = datetime.now(UTC)
            for n in range(1, count + 1):
                await record_event(tx, Counted(n=n), aggregate, at=at)
            await tx.execute(text("update outbox set feed_no = id"))
            rows = await tx.execute(
                text("select * from outbox where id_agregat = :a order by id"), {"a": aggregate}
            )
            return [cloud_event("publication", row) for row in rows]

    @property
    def feeds(self) -> Feeds:
        token = MachineToken(self.client, "http://idp/token", "kantor", "x")
        return Feeds(self.client, {STREAM: "http://publication"}, token)


@pytest.fixture
async def producer(fresh_database, service_env, serve, issuer, grants):
    database = fresh_database("publication")
    service_env(database, "app")
    grants.give("kantor@19", "kantor")
    app = create_app()
    await serve(app)
    engine = create_engine(database.worker, pool_size=2)
    producer = Producer(create_sessions(engine), app, issuer)
    yield producer
    await producer.client.aclose()
    await engine.dispose()


class Counting:
    """A consumer of the producer's counts, with what it counted."""

    def __init__(self, sessions, feeds, gap_seconds=0.0):
        self.effects = []
        table = {SUBJECT: Subscription(Count, self.count)}
        self.consumer = Consumer(
            sessions, stream=STREAM, table=table, feeds=feeds, gap_seconds=gap_seconds
        )

    async def count(self, tx, event, *, at):
        self.effects.append(event.n)

    async def take(self, event):
        return await self.consumer.take(json.dumps(event).encode())


async def test_what_the_stream_never_had_is_fetched_from_the_feed(sessions, producer):
    events = await producer.record(5)
    feeds = producer.feeds
    counting = Counting(sessions, feeds, gap_seconds=0.2)
    assert await counting.take(events[0]) is Answer.DONE
    assert await counting.take(events[3]) is Answer.AGAIN  # the wait begins
    assert counting.effects == [1]
    await asyncio.sleep(0.3)
    assert await counting.take(events[3]) is Answer.DONE
    assert counting.effects == [1, 2, 3, 4, 5]
    assert await counting.take(events[4]) is Answer.DONE
    assert counting.effects == [1, 2, 3, 4, 5]
    again = await feeds.events_from(STREAM, Envelope.model_validate(events[0]), 4)
    assert [event.sequence for event in again] == [4, 5]
    assert producer.asked == 1  # one token for both


async def test_a_producer_that_is_away_is_asked_again_later(sessions, producer):
    events = await producer.record(2)
    away = Feeds(
        httpx.AsyncClient(),
        {STREAM: "http://127.0.0.1:1"},
        MachineToken(producer.client, "http://idp/token", "kantor", "x"),
    )
    counting = Counting(sessions, away)
    assert await counting.take(events[1]) is Answer.AGAIN
    counting.consumer._feeds = producer.feeds
    assert await counting.take(events[1]) is Answer.DONE
    assert counting.effects == [1, 2]
    await away.close()


async def test_without_feeds_it_waits(sessions, producer):
    events = await producer.record(2)
    counting = Counting(sessions, Feeds(producer.client, {}, None))
    assert await counting.take(events[1]) is Answer.AGAIN
    assert await counting.take(events[1]) is Answer.AGAIN
    assert counting.effects == []


@pytest.fixture
async def short_window(broker):
    """Streams that forget ids soon; as declared again after the test."""
    wanted = nats_streams.declaration()
    short = {**wanted, "stream": {**wanted["stream"], "duplicate_window": WINDOW_SECONDS}}
    await nats_streams.declare(broker.url, broker.password("admin"), short)
    yield
    await nats_streams.declare(broker.url, broker.password("admin"), wanted)


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


async def test_poison_does_not_hold_up_the_others(sessions, producer, broker, js, monkeypatch):
    monkeypatch.setattr(consumer_module, "RETRY_SECONDS", (0.05,))
    poison = await producer.record(3, aggregate="poison")
    poison[1]["data"] = {"n": "two"}
    sound = await producer.record(3, aggregate="sound")
    counting = Counting(sessions, producer.feeds, gap_seconds=60)
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
    sessions, producer, broker, js, short_window
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
    await asyncio.sleep(2.5 * WINDOW_SECONDS)
    again = await publish(first)
    assert not again.duplicate
    assert again.seq > stored.seq
    await publish(last)
    await client.close()
    counting = Counting(sessions, producer.feeds, gap_seconds=60)
    running = asyncio.create_task(counting.consumer.run(js, "voter-registry"))
    async with asyncio.timeout(10):
        while 2 not in counting.effects:  # noqa: ASYNC110 - a list grows
            await asyncio.sleep(0.1)
    assert counting.effects == [1, 2]
    running.cancel()
    await asyncio.wait([running])
