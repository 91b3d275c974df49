"""Outbox and relay: nothing lost, nothing out of order, whatever commits late or goes down."""

import asyncio
import json
import uuid
from datetime import UTC, datetime
from typing import ClassVar

import nats
import pytest
from sqlalchemy import text

from election_common import events, relay
from election_common.alarms import Alarms
from election_common.database import create_engine
from election_common.errors import Refusal
from election_common.events import Event, record_event
from election_common.relay import Refused, relay_once, run_relay

AT = datetime(2024, 6, 1, tzinfo=UTC)
SERVICE = "voter-registry"


class Counted(Event):
    subject: ClassVar = "voter-registry.uji.dihitung.v1"
    agregat: ClassVar = "uji"

    n: int


async def record(sessions, aggregate, n=0):
    async with sessions.begin() as tx:
        return await record_event(tx, Counted(n=n), aggregate, at=AT)


async def outbox(sessions):
    async with sessions() as session:
        query = "select id_agregat, seq, feed_no, terbit_pada from outbox order by id"
        return (await session.execute(text(query))).all()


async def relay_all(engine, js):
    async with engine.connect() as connection:
        auto = await connection.execution_options(isolation_level="AUTOCOMMIT")
        while await relay_once(auto, js, SERVICE, Refused(Alarms())):
            pass


async def test_concurrent_commits_leave_no_gap_in_seq(sessions):
    seqs = await asyncio.gather(*(record(sessions, "a", n) for n in range(30)))
    assert sorted(seqs) == list(range(1, 31))
    rows = await outbox(sessions)
    assert [r.seq for r in rows] == list(range(1, 31))  # ids grow in the order of seq


async def test_a_rolled_back_act_leaves_no_gap(sessions):
    await record(sessions, "a")
    session = sessions()
    await record_event(session, Counted(n=1), "a", at=AT)
    await session.rollback()
    await session.close()
    assert await record(sessions, "a") == 2


async def test_what_commits_late_is_relayed_too(sessions, engine, js):
    slow = sessions()
    await record_event(slow, Counted(n=0), uuid.uuid4().hex, at=AT)
    for n in range(1, 20):
        await record(sessions, uuid.uuid4().hex, n)
    await relay_all(engine, js)
    assert [r.terbit_pada is not None for r in await outbox(sessions)] == [True] * 19
    await slow.commit()
    await slow.close()
    await relay_all(engine, js)
    rows = await outbox(sessions)
    assert all(r.terbit_pada for r in rows)
    assert sorted(r.feed_no for r in rows) == list(range(1, 21))
    assert rows[0].feed_no == 20


async def test_a_killed_broker_loses_nothing_and_keeps_order(sessions, engine, js, broker):
    names = [uuid.uuid4().hex for _ in range(5)]
    for n in range(60):
        await record(sessions, names[n % 5], n)
    killed = False
    async with engine.connect() as connection:
        auto = await connection.execution_options(isolation_level="AUTOCOMMIT")
        async with asyncio.timeout(60):
            while True:
                try:
                    moved = await relay_once(auto, js, SERVICE, Refused(Alarms()))
                except ConnectionError:
                    await asyncio.sleep(0.2)
                    continue
                if not killed:
                    for n in range(60, 120):
                        await record(sessions, names[n % 5], n)
                    await asyncio.to_thread(broker.kill)
                    restart = asyncio.create_task(_restart(broker))
                    killed = True
                elif not moved:
                    break
        await restart
    rows = await outbox(sessions)
    assert all(r.terbit_pada for r in rows)
    stored = await read_stream(broker)
    for name in names:
        assert [seq for aggregate, seq in stored if aggregate == name] == list(range(1, 25))


async def nap():
    await asyncio.sleep(0.1)


class Away:
    """A broker that answers from the second try on."""

    def __init__(self):
        self.tries = 0

    async def publish(self, *_args, **_options):
        self.tries += 1
        if self.tries == 1:
            raise TimeoutError


async def test_a_relay_that_failed_leads_again(sessions, engine):
    async with engine.connect(), engine.connect(), engine.connect():
        pass  # the pool holds several connections: the next one is not the last one
    await record(sessions, "a")
    relay = asyncio.create_task(run_relay(engine, Away(), SERVICE, nap, Alarms()))
    async with asyncio.timeout(5):
        while not (await outbox(sessions))[0].terbit_pada:  # noqa: ASYNC110 - a row changes
            await asyncio.sleep(0.1)
    relay.cancel()
    await asyncio.wait([relay])


class Sink:
    """A broker that stores everything; one that is paused answers when it goes on."""

    def __init__(self):
        self.goes_on = asyncio.Event()
        self.goes_on.set()
        self.asked = 0
        self.ids = []

    async def publish(self, *_args, headers, **_options):
        self.asked += 1
        await self.goes_on.wait()
        self.ids.append(headers["Nats-Msg-Id"])


@pytest.mark.parametrize(
    ("rows", "aggregates", "looks"),
    [(2, 2, 1), (3, 3, 2), (7, 7, 3), pytest.param(7, 1, 3, id="one list, one in flight")],
)
async def test_a_relay_rests_once_it_has_taken_all_that_waited(
    sessions, engine, monkeypatch, rows, aggregates, looks
):
    monkeypatch.setattr(relay, "BATCH", 3)
    seen, rested = [], asyncio.Event()

    async def look(*args):
        seen.append(await relay_once(*args))
        return seen[-1]

    async def rest():
        rested.set()
        await asyncio.Event().wait()

    for n in range(rows):
        await record(sessions, f"a{n % aggregates}", n)
    monkeypatch.setattr(relay, "relay_once", look)
    task = asyncio.create_task(run_relay(engine, Sink(), SERVICE, rest, Alarms()))
    await asyncio.wait_for(rested.wait(), 10)
    assert (sum(seen), len(seen)) == (rows, looks)
    task.cancel()
    await asyncio.wait([task])


async def test_of_two_relays_one_leads_until_its_connection_is_cut(sessions, engine, database):
    other = create_engine(database.worker, pool_size=2)
    paused, sink = Sink(), Sink()
    first = asyncio.create_task(run_relay(engine, paused, SERVICE, nap, Alarms()))
    await record(sessions, "a")
    await published(sessions, 1)
    (leader,) = await leaders(sessions)
    second = asyncio.create_task(run_relay(other, sink, SERVICE, nap, Alarms()))
    paused.goes_on.clear()
    await record(sessions, "a")
    await asyncio.sleep(1.5)  # the second asked for the lock more than once
    assert await leaders(sessions) == [leader]
    assert sink.ids == []
    async with sessions() as session:
        await session.execute(text("select pg_terminate_backend(:pid)"), {"pid": leader})
    await published(sessions, 2)
    (successor,) = await leaders(sessions)
    assert successor != leader
    assert len(sink.ids) == 1
    paused.goes_on.set()  # it wakes, sends what it held, and finds that it leads no more
    await record(sessions, "a")
    await published(sessions, 3)
    assert await leaders(sessions) == [successor]
    assert paused.ids[1:] == sink.ids[:1]  # under the same id, so that it has its effect once
    assert [r.feed_no for r in await outbox(sessions)] == [1, 2, 3]
    for task in (first, second):
        task.cancel()
    await asyncio.wait([first, second])
    await other.dispose()


async def leaders(sessions):
    """Backends that hold the relay's lock in this database."""
    held = """
        select pid from pg_locks where locktype = 'advisory' and granted
           and database = (select oid from pg_database where datname = current_database())
    """
    async with sessions() as session:
        return list((await session.execute(text(held))).scalars())


async def published(sessions, count):
    async with asyncio.timeout(10):
        while sum(r.terbit_pada is not None for r in await outbox(sessions)) < count:  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def test_a_relay_that_is_told_to_end_marks_what_the_broker_stores(sessions, engine):
    sink = Sink()
    sink.goes_on.clear()
    await record(sessions, "a")
    task = asyncio.create_task(run_relay(engine, sink, SERVICE, nap, Alarms()))
    async with asyncio.timeout(10):
        while not sink.asked:  # noqa: ASYNC110 - a state changes
            await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.sleep(0.1)
    sink.goes_on.set()
    await asyncio.wait([task])
    assert task.cancelled()
    assert (await outbox(sessions))[0].terbit_pada
    assert await leaders(sessions) == []


class Told(Event):
    """A fact of any size."""

    subject: ClassVar = Counted.subject
    agregat: ClassVar = "uji"

    isi: str


FRAME = len(Told(isi="").model_dump_json())


async def tell(sessions, aggregate, size):
    """Record a fact whose data has so many bytes."""
    async with sessions.begin() as tx:
        isi = "é" + "x" * (size - FRAME - 2)
        await record_event(tx, Told(isi=isi), aggregate, at=AT)


async def test_the_bound_is_that_of_the_broker(js):
    assert js._nc._max_payload == events.MAX_PAYLOAD_BYTES


async def test_a_fact_that_the_broker_would_never_take_is_refused(sessions, engine, js):
    with pytest.raises(Refusal, match="fakta-terlalu-besar"):
        await tell(sessions, "a", events.MAX_DATA_BYTES + 1)
    assert await outbox(sessions) == []
    await tell(sessions, "a" * 300, events.MAX_DATA_BYTES)
    await relay_all(engine, js)
    assert (await outbox(sessions))[0].terbit_pada


async def test_a_fact_that_the_broker_does_not_take_stops_only_its_aggregate(
    sessions, engine, js, monkeypatch
):
    monkeypatch.setattr(events, "MAX_DATA_BYTES", 2 * events.MAX_PAYLOAD_BYTES)
    monkeypatch.setattr(relay, "BATCH", 3)  # its successors fill a batch
    large, alarms = uuid.uuid4().hex, Alarms()
    await tell(sessions, large, events.MAX_PAYLOAD_BYTES + 1)
    for n in range(3):
        await record(sessions, large, n)
    for n in range(4):
        await record(sessions, uuid.uuid4().hex, n)
    task = asyncio.create_task(run_relay(engine, js, SERVICE, nap, alarms))
    await published(sessions, 4)
    await record(sessions, uuid.uuid4().hex)
    await published(sessions, 5)
    assert [r.terbit_pada for r in await outbox(sessions) if r.id_agregat == large] == [None] * 4
    assert list(alarms.open) == ["facts-refused"]
    task.cancel()
    await asyncio.wait([task])


class Picky(Sink):
    """A broker that does not take a fact the first time."""

    refuses = True

    async def publish(self, *args, **options):
        if self.refuses:
            self.refuses = False
            raise nats.errors.MaxPayloadError
        await super().publish(*args, **options)


async def test_what_the_broker_takes_later_ends_the_alarm(sessions, engine, monkeypatch):
    monkeypatch.setattr(relay, "AGAIN_SECONDS", 0.5)
    alarms = Alarms()
    await record(sessions, "a")
    task = asyncio.create_task(run_relay(engine, Picky(), SERVICE, nap, alarms))
    async with asyncio.timeout(10):
        while not alarms.open:  # noqa: ASYNC110 - a state changes
            await asyncio.sleep(0.01)
    await published(sessions, 1)
    assert alarms.open == {}
    task.cancel()
    await asyncio.wait([task])


async def _restart(broker):
    await asyncio.sleep(1)
    await asyncio.to_thread(broker.start)


async def read_stream(broker):
    """What the stream holds, in its order, as publication's consumer sees it."""
    client = await nats.connect(
        broker.url,
        user="publication",
        password=broker.password("publication"),
        inbox_prefix=b"_INBOX_publication",
    )
    subscription = await client.jetstream().pull_subscribe_bind(
        consumer="publication", stream="VOTER_REGISTRY"
    )
    found, seen = [], set()
    while True:
        try:
            batch = await subscription.fetch(200, timeout=1)
        except nats.errors.TimeoutError:
            break
        for message in batch:
            event = json.loads(message.data)
            if event["id"] not in seen:
                seen.add(event["id"])
                found.append((event["subject"], int(event["sequence"])))
            await message.ack_sync()
    await client.close()
    return found
