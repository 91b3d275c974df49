"""Rows 8 to 10 and 12 of the bar: whatever the order, the poison, or the leader."""

import asyncio
import random
import signal
import time
import uuid
from collections import defaultdict
from datetime import UTC, datetime

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toy import facts

from devstack.waiting import wait_until
from election_common.database import create_engine, create_sessions
from election_common.events import Envelope
from election_common.gate import Outcome, Subscription, apply

EVENTS = 50
AT = datetime(2024, 6, 1, tzinfo=UTC).isoformat()
LETTERS = "select status, count(*) from dead_letter group by 1 order by 1"


def fact(aggregate: int, seq: int) -> Envelope:
    return Envelope.model_validate(
        {
            "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{aggregate}/{seq}")),
            "source": f"/{facts.PRODUCER}",
            "type": facts.SUBJECT,
            "subject": f"a{aggregate}",
            "aggregatetype": facts.AGGREGATE,
            "sequence": str(seq),
            "time": AT,
            "data": {"nama": f"a{aggregate}", "n": seq},
        }
    )


async def deliver(sessions, deliveries: list[Envelope]) -> dict[str, list[int]]:
    """Deliver until nothing comes too early; returns the effects of each aggregate in order."""
    effects: dict[str, list[int]] = defaultdict(list)

    async def note(tx, event, *, at):
        effects[event.nama].append(event.n)

    table = {facts.SUBJECT: Subscription(facts.Bacaan, note)}
    async with sessions() as tx:  # never committed: the next case begins anew
        while deliveries:
            deliveries = [e for e in deliveries if await apply(tx, e, table) is Outcome.EARLY]
    return dict(effects)


def test_three_times_and_shuffled(fresh_database, faults_scale, record_figure):
    cases, database = faults_scale(500), fresh_database(facts.CONSUMER)
    runner = asyncio.Runner()
    engine = create_engine(database.worker, pool_size=1)
    sessions = create_sessions(engine)
    aggregates = st.integers(5, 25)

    @settings(
        max_examples=cases, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(aggregates, st.randoms(use_true_random=False))
    def check(aggregates: int, rng: random.Random) -> None:
        ordered = [fact(n % aggregates, n // aggregates + 1) for n in range(EVENTS)]
        deliveries = ordered * 3
        rng.shuffle(deliveries)
        expected = runner.run(deliver(sessions, ordered))
        assert runner.run(deliver(sessions, deliveries)) == expected
        assert sum(map(len, expected.values())) == EVENTS

    with runner:
        check()
        runner.run(engine.dispose())
    record_figure(8, seed="derandomised", cases=cases, events=EVENTS, deliveries=3 * EVENTS)


async def test_a_late_commit_is_last_and_never_skipped(
    rig, producing, faults_scale, record_figure, serve, monkeypatch
):
    late_seconds = faults_scale(5)
    slow = producing()
    await slow.begin()
    with rig.relay():
        first = facts.Dihitung(nama="a0", n=1)
        await facts.record(slow, first)
        await rig.record(producing, [f"a{n}" for n in range(1, 100)])
        await asyncio.sleep(late_seconds)
        before = await asyncio.to_thread(numbers, rig, 99)
        await slow.commit()
        await slow.close()
        after = await asyncio.to_thread(numbers, rig, 100)
    assert [no for no, _ in before] == list(range(1, 100))
    assert after == [*before, (100, "a0")]
    assert min(rig.rows(rig.producer, "select id, id_agregat from outbox"))[1] == "a0"
    for cursor in range(100):  # whoever had read so far before the late commit
        seen = [name for no, name in before if no <= cursor]
        seen += [name for no, name in after if no > cursor]
        assert sorted(seen) == sorted(f"a{n}" for n in range(100))
    record_figure(9, late_seconds=late_seconds, facts=100, skipped=0, numbers="1..100")


def numbers(rig, count: int) -> list[tuple[int, str]]:
    """The feed, once so many facts are published."""
    wait_until(lambda: rig.published() >= count, seconds=30, what="published")
    return rig.rows(
        rig.producer,
        "select feed_no, id_agregat from outbox where feed_no is not null order by feed_no",
    )


@pytest.mark.timeout(900)
async def test_poison_parks_its_aggregate_only(rig, producing, faults_scale, record_figure):
    others = faults_scale(300)
    rig.execute(rig.consumer, "insert into racun values ('a0')")
    with rig.api(), rig.relay(), rig.consumers():
        await rig.record(producing, ["a0"] * 3)
        await asyncio.to_thread(
            wait_until, lambda: rig.rows(rig.consumer, LETTERS) == [("gagal", 1), ("menunggu", 2)],
            seconds=60, what="a dead letter",
        )  # fmt: skip
        lags = []  # of facts of other aggregates
        for n in range(others):
            begin = time.monotonic()
            await rig.record(producing, [f"b{n % 20}"])
            await asyncio.to_thread(rig.settle, n + 1)
            lags.append(time.monotonic() - begin)
        ((payload, cause),) = rig.rows(
            rig.consumer, "select peristiwa, galat from dead_letter where status = 'gagal'"
        )
        assert (payload["data"]["nama"], cause) == ("a0", "PoisonError")
        rig.execute(rig.consumer, "delete from racun")
        rig.execute(rig.consumer, "update dead_letter set status = 'diulang' where seq = 1")
        await asyncio.to_thread(rig.settle, others + 3)
        rig.execute(rig.consumer, "delete from dead_letter where selesai_pada is not null")
    figures = rig.require_exactly_once()
    limits = {"worst_lag_seconds": 2}
    record_figure(10, limits=limits, worst_lag_seconds=round(max(lags), 2), **figures)


@pytest.mark.timeout(900)
async def test_a_paused_leader_is_followed_and_changes_nothing(
    rig, producing, faults_scale, record_figure
):
    pause = max(18, faults_scale(30))  # longer than the database waits for a silent leader
    names = [f"a{n % 20}" for n in range(faults_scale(1_000))]
    with rig.api(), rig.relay() as leader, rig.consumers():
        await asyncio.to_thread(leader.await_work)
        await rig.record(producing, names)
        await asyncio.to_thread(rig.settle, len(names))
        with rig.relay(second=True):
            assert len(leaders(rig)) == 1
            leader.signal(signal.SIGSTOP)
            begin = time.monotonic()
            await rig.record(producing, names)
            waited = await asyncio.to_thread(rig.settle, 2 * len(names))
            await asyncio.sleep(max(0, begin + pause - time.monotonic()))
            leader.signal(signal.SIGCONT)
            await rig.record(producing, names)
            await asyncio.to_thread(rig.settle, 3 * len(names))
            assert len(leaders(rig)) == 1
    figures = rig.require_exactly_once()
    record_figure(12, paused_seconds=pause, next_leader_seconds=round(waited, 1), **figures)


def leaders(rig) -> list[tuple[int]]:
    """Backends that hold the relay's lock."""
    held = """
        select pid from pg_locks where locktype = 'advisory' and granted and objsubid = 1
           and database = (select oid from pg_database where datname = current_database())
    """
    with psycopg.connect(rig.producer.owner) as connection:
        return connection.execute(held).fetchall()
