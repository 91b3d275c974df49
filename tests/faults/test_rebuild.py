"""Row 13 of the bar: a read model is rebuilt while facts arrive and readers read."""

import asyncio
import time

import httpx
import psycopg
import pytest
from toy import facts

from election_common.database import create_engine
from election_common.gap import Feeds
from election_common.machine import MachineToken
from election_common.rebuild import Copies, RebuildError, rebuild

AGGREGATES = 1_000
RATE = 50
COPIES = Copies(facts.STREAM, facts.COPIES, facts.READ_MODELS[facts.STREAM])

# What long operation leaves behind, made by sets: the producer's facts, numbered and published, and
# the consumer that has taken them all in.
RECORDED = """
    with made as (
        insert into outbox (jenis_agregat, id_agregat, seq, subject, data, terjadi_pada, feed_no,
                            terbit_pada)
        select 'uji', 'a' || n %% %(aggregates)s, n / %(aggregates)s + 1, %(subject)s,
               jsonb_build_object('nama', 'a' || n %% %(aggregates)s, 'n', n), now(), n + 1, now()
        from generate_series(0, %(events)s - 1) n
        returning jenis_agregat, id_agregat, seq
    ), counted as (
        insert into agregat select jenis_agregat, id_agregat, max(seq) from made group by 1, 2
    )
    update feed_epoch set feed_no = %(events)s
"""
TAKEN_IN = """
    insert into gerbang (sumber, jenis_agregat, id_agregat, seq)
    select '/voter-registry', 'uji', 'a' || a, count(*)
    from (select n %% %(aggregates)s as a from generate_series(0, %(events)s - 1) n) f group by a;
"""
COUNTED = """
    insert into hitungan
    select 'a' || n %% %(aggregates)s, max(n), count(*)
    from generate_series(0, %(events)s - 1) n group by 1
"""
DIGEST = "select md5(string_agg(h::text, ',' order by agregat)) from hitungan h"


def seed(rig, events):
    values = {"events": events, "aggregates": AGGREGATES, "subject": facts.SUBJECT}
    with psycopg.connect(rig.producer.owner) as owner:
        owner.execute(RECORDED, values)
    with psycopg.connect(rig.consumer.owner) as owner:
        owner.execute(TAKEN_IN.replace(";", ""), values)
        owner.execute(COUNTED, values)


def feeds(rig, issuer):
    client = httpx.AsyncClient(timeout=10)
    token = MachineToken(client, f"{issuer.url}/token", "kantor", "x")
    return Feeds(client, {facts.STREAM: rig.url}, token)


@pytest.fixture
async def rebuilding(rig, issuer):
    """Rebuilds the consumer's read model, as its worker."""
    engine = create_engine(rig.consumer.worker, pool_size=2, statement_timeout="60s")
    producers = feeds(rig, issuer)
    yield lambda copies=COPIES: rebuild(engine, producers, copies)
    await producers.close()
    await engine.dispose()


async def read_all_along(rig, stop: asyncio.Event) -> float:
    """Read the model until told to stop, always whole; returns the longest that a read took."""
    worst = 0.0
    async with await psycopg.AsyncConnection.connect(
        rig.consumer.worker, autocommit=True
    ) as reader:
        while not stop.is_set():
            begin = time.monotonic()
            cursor = await reader.execute("select count(*) from hitungan")
            assert await cursor.fetchone() == (AGGREGATES,)
            worst = max(worst, time.monotonic() - begin)
            await asyncio.sleep(0.02)
    return worst


async def arrive(rig, producing, stop: asyncio.Event) -> int:
    """Have facts arrive at a constant rate until told to stop; returns how many."""
    count = 0
    begin = time.monotonic()
    while not stop.is_set():
        count += await rig.record(producing, [f"a{count % AGGREGATES}"])
        await asyncio.sleep(max(0, begin + count / RATE - time.monotonic()))
    return count


@pytest.mark.timeout(900)
async def test_rebuilt_while_facts_arrive(rig, producing, rebuilding, faults_scale, record_figure):
    events = faults_scale(100_000)
    seed(rig, events)
    spoilt = "update hitungan set jumlah = 0 where agregat in ('a1', 'a2', 'a3')"
    rig.execute(rig.consumer, spoilt)
    stop = asyncio.Event()
    with rig.api() as api, rig.relay(), rig.consumers():
        await asyncio.to_thread(api.await_work)
        reading = asyncio.create_task(read_all_along(rig, stop))
        arriving = asyncio.create_task(arrive(rig, producing, stop))
        begin = time.monotonic()
        (swapped,) = await rebuilding()
        seconds = time.monotonic() - begin
        stop.set()
        arrived, worst = await arriving, await reading
        await asyncio.to_thread(rig.settle, events + arrived)
        ((live,),) = rig.rows(rig.consumer, DIGEST)
    assert swapped.rows == AGGREGATES
    assert swapped.changed >= 3
    expected = """
        select md5(string_agg((id_agregat, n, jumlah)::text, ',' order by id_agregat)) from (
            select id_agregat, count(*) as jumlah,
                   (array_agg((data->>'n')::integer order by seq desc))[1] as n
            from outbox group by id_agregat) f
    """
    assert rig.rows(rig.producer, expected) == [(live,)]
    gates = "select id_agregat, seq from gerbang order by 1"
    counted = "select id, seq from agregat order by 1"
    assert rig.rows(rig.consumer, gates) == rig.rows(rig.producer, counted)
    record_figure(
        13, limits={"rebuilt_seconds": 300}, events=events, arrived=arrived,
        rebuilt_seconds=round(seconds, 1), worst_read_ms=round(worst * 1000), lost=0,
    )  # fmt: skip


async def test_a_fact_that_cannot_be_applied_leaves_the_copies_as_they_are(rig, rebuilding):
    seed(rig, AGGREGATES)
    before = rig.rows(rig.consumer, DIGEST)
    bad = "update outbox set data = '{}' where feed_no = 700"
    rig.execute(rig.producer, bad)
    with rig.api() as api:
        await asyncio.to_thread(api.await_work)
        with pytest.raises(RebuildError, match="cannot be applied"):
            await rebuilding()
        assert rig.rows(rig.consumer, DIGEST) == before
        discard = (
            "insert into dead_letter (stream, event_id, sumber, jenis_agregat, id_agregat, seq,"
            " subject, peristiwa, status, galat, tempat, selesai_pada) select %s, %s, '', '', '',"
            " 1, '', '{}', 'dibuang', '', '{}', now()"
        )
        ((id_,),) = rig.rows(rig.producer, "select event_id from outbox where feed_no = 700")
        rig.execute(rig.consumer, discard, facts.STREAM, id_)
        (swapped,) = await rebuilding()
    assert (swapped.rows, swapped.changed) == (AGGREGATES - 1, 1)  # that fact was discarded


async def test_equal_copies_are_not_touched(rig, rebuilding):
    seed(rig, AGGREGATES)
    where = "select xmin::text from hitungan order by agregat"
    before = rig.rows(rig.consumer, where)
    with rig.api() as api:
        await asyncio.to_thread(api.await_work)
        (swapped,) = await rebuilding()
    assert (swapped.changed, swapped.digest) == (0, swapped.digest_before)
    assert rig.rows(rig.consumer, where) == before


async def test_after_a_restore_the_copies_follow_the_producer(rig, rebuilding):
    seed(rig, 3 * AGGREGATES)
    restored = f"""
        delete from outbox where feed_no > {2 * AGGREGATES};
        update agregat set seq = 2;
        update feed_epoch set epoch = 2, feed_no = {2 * AGGREGATES};
    """
    with psycopg.connect(rig.producer.owner) as owner:
        owner.execute(restored)
    rig.execute(rig.consumer, "insert into rekonsiliasi values (%s, 1, now(), 0, 0)", facts.STREAM)
    back = f"producer-went-back {facts.STREAM}"
    with rig.api() as api, rig.consumers():
        await asyncio.to_thread(api.await_work)
        await asyncio.to_thread(rig.await_alarm, back)
        await rebuilding()
        await asyncio.to_thread(rig.await_no_alarm, back)
    assert rig.rows(rig.consumer, "select distinct seq from gerbang") == [(2,)]
    assert rig.rows(rig.consumer, "select distinct jumlah from hitungan") == [(2,)]
