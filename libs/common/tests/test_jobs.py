"""Deferred work goes on: in the trace of who asked for it, after an outage, after a kill."""

import asyncio
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import ClassVar

import psycopg
import pytest
from procrastinate.jobs import Job
from psycopg import sql
from sqlalchemy import text

from election_common import jobs as module
from election_common import trace
from election_common.database import transaction
from election_common.events import Event, record_event
from election_common.jobs import MOST_TRIES, Patience, create_jobs_app, defer, give_back, run_jobs

AT = datetime(2024, 6, 1, tzinfo=UTC)
ASKED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


class Counted(Event):
    subject: ClassVar = "voter-registry.uji.dihitung.v1"
    agregat: ClassVar = "uji"

    n: int


@pytest.fixture
def run(sessions, database):
    """Defers the job `hitung` in a trace, and runs what was deferred."""

    async def count(*, n):
        async with transaction(sessions, scope=None) as tx:
            await record_event(tx, Counted(n=n), "a", at=AT)

    async def defer_and_run(asked):
        trace.start(asked)
        async with transaction(sessions, scope=None) as tx:
            await defer(tx, "hitung", n=1)
        trace.start(None)
        app = create_jobs_app(database.worker, {"hitung": count})
        async with app.open_async():
            await app.run_worker_async(wait=False, listen_notify=False)
        async with sessions() as session:
            return (await session.execute(text("select traceparent from outbox"))).scalar_one()

    return defer_and_run


async def test_what_a_job_records_is_in_the_trace_of_who_asked(run):
    assert (await run(ASKED)).split("-")[1] == ASKED.split("-")[1]


@asynccontextmanager
async def away(cluster, database):
    """The database takes nobody in, and who was there is out."""
    name = sql.Identifier(database.name)
    admin = await psycopg.AsyncConnection.connect(cluster.admin_dsn(), autocommit=True)
    async with admin:
        await admin.execute(sql.SQL("alter database {} allow_connections false").format(name))
        await admin.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s",
            (database.name,),
        )
        yield
        await admin.execute(sql.SQL("alter database {} allow_connections true").format(name))


@pytest.mark.timeout(120)
async def test_jobs_go_on_after_an_outage_of_the_database(
    sessions, database, cluster, monkeypatch, capsys
):
    monkeypatch.setattr(module, "POOL_SECONDS", 0.5)
    done = asyncio.Queue()

    async def note(*, n):
        await done.put(n)

    async def ask(n):
        async with transaction(sessions, scope=None) as tx:
            await defer(tx, "catat", n=n)
        async with asyncio.timeout(30):
            assert await done.get() == n

    running = asyncio.create_task(run_jobs(database.worker, {"catat": note}))
    await ask(1)
    async with away(cluster, database):
        async with asyncio.timeout(30):
            while "jobs-wait" not in capsys.readouterr().out:  # noqa: ASYNC110 - a log grows
                await asyncio.sleep(0.1)
    await ask(2)
    assert not running.done()
    running.cancel()
    await asyncio.wait([running])


FOREVER = """
import asyncio, sys
from election_common import jobs
jobs.HEARTBEAT_SECONDS = 0.1
async def catat(*, n):
    print("begun", flush=True)
    await asyncio.sleep(600)
asyncio.run(jobs.run_jobs(sys.argv[1], {"catat": catat}))
"""


@pytest.mark.timeout(60)
async def test_a_job_whose_worker_was_killed_is_begun_again(sessions, database, monkeypatch):
    monkeypatch.setattr(module, "HEARTBEAT_SECONDS", 0.1)
    monkeypatch.setattr(module, "STALLED_SECONDS", 1.0)
    async with transaction(sessions, scope=None) as tx:
        await defer(tx, "catat", n=1, lock="1906")
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-c", FOREVER, database.worker, stdout=asyncio.subprocess.PIPE
    )
    while b"begun" not in await worker.stdout.readline():
        pass
    worker.kill()
    await worker.wait()
    done = asyncio.Queue()

    async def note(*, n):
        await done.put(n)

    running = asyncio.create_task(run_jobs(database.worker, {"catat": note}))
    async with asyncio.timeout(20):
        assert await done.get() == 1
    running.cancel()
    await asyncio.wait([running])


@pytest.mark.parametrize(
    ("args", "attempts", "seconds"),
    [
        ({"operasi": "x"}, 0, 2),
        ({"operasi": "x"}, MOST_TRIES - 2, 128),
        ({"operasi": "x"}, MOST_TRIES - 1, None),
        ({"kab": "1906"}, MOST_TRIES - 1, 256),
        ({"kab": "1906"}, 1_000_000, 300),
    ],
)
def test_only_what_somebody_waits_for_is_given_up(args, attempts, seconds):
    now = datetime.now(UTC)
    found = Patience().get_retry_decision(exception=ValueError(), job=job(args, attempts))
    waits = None if found is None else round((found.retry_at - now).total_seconds())
    assert waits == seconds


def job(args, attempts=0, id_=1):
    return Job(
        id=id_, queue="default", lock=None, queueing_lock=None, task_name="catat",
        task_kwargs=args, attempts=attempts,
    )  # fmt: skip


@pytest.mark.parametrize("attempts", [0, MOST_TRIES - 1])
async def test_two_workers_may_find_the_same_job_of_a_dead_one(sessions, database, attempts):
    async with transaction(sessions, scope=None) as tx:
        await defer(tx, "catat", operasi="x")
        await tx.execute(
            text("update procrastinate_jobs set status = 'doing', attempts = :n"), {"n": attempts}
        )
    app = create_jobs_app(database.worker, {})
    async with app.open_async():
        (stalled,) = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=1)
        for _ in range(2):
            await give_back(app, stalled)
    async with sessions() as session:
        rows = (
            await session.execute(text("select status, attempts from procrastinate_jobs"))
        ).all()
    assert rows == [("failed" if attempts else "todo", attempts + 1)]
