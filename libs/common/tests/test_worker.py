"""A worker does what it can at any time, and ends when it is told to."""

import asyncio
import os
import signal
import subprocess
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import ClassVar

import httpx
import psycopg
import pytest

from devstack import ports
from devstack.nats_server import Broker
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import transaction
from election_common.events import Event, record_event
from election_common.queue_watch import Queue
from election_common.settings import ServiceSettings
from election_common.worker import Resources, run_worker

SERVICE = "voter-registry"
AT = datetime(2024, 11, 27, tzinfo=UTC)
BY = Actor("operator@1906", frozenset({"operator"}), "1906")
WAIT_SECONDS = 20


class Counted(Event):
    subject: ClassVar = "voter-registry.uji.dihitung.v1"
    agregat: ClassVar = "uji"

    n: int


async def act(sessions, n):
    """Record a fact and the audit row of its act."""
    async with transaction(sessions, scope=None) as tx:
        await record_event(tx, Counted(n=n), "a", at=AT)
        await record_act(tx, "coklit", "uji/a", by=BY, at=AT)


@pytest.fixture
def own_broker(tmp_path):
    """A broker that is declared, and away."""
    with Broker(tmp_path / "nats") as broker:
        broker.stop()
        yield broker


@pytest.fixture
def settings(database, service_env, own_broker, monkeypatch):
    service_env(database, "worker")
    monkeypatch.setenv("NATS_URL", own_broker.url)
    monkeypatch.setenv("NATS_USER", SERVICE)
    monkeypatch.setenv("NATS_PASSWORD", own_broker.password(SERVICE))
    monkeypatch.setenv("NATS_MONITOR_URL", own_broker.monitor_url)
    monkeypatch.setenv("WORKER_PORT", str(ports.pick()))
    return ServiceSettings()


class Worker:
    """A worker in this process: what its probe says, and what its database shows of it."""

    def __init__(self, settings, database):
        self._url = f"http://127.0.0.1:{settings.worker_port}"
        self._owner = database.owner

    async def answer(self, path):
        async with httpx.AsyncClient(trust_env=False) as client:
            return await client.get(self._url + path)

    async def readiness(self):
        answer = await self.answer("/readyz")
        return answer.status_code, answer.json()["status"], answer.json()["broker"]["connected"]

    async def until(self, query, expected):
        """Wait until a query has this answer."""
        async with (
            asyncio.timeout(WAIT_SECONDS),
            await psycopg.AsyncConnection.connect(self._owner, autocommit=True) as owner,
        ):
            while (await (await owner.execute(query)).fetchone())[0] != expected:  # noqa: ASYNC110
                await asyncio.sleep(0.1)


#: What has waited for seven seconds, and may.
WAITING = Queue("uji", "select now() - interval '7 s'", 60.0, "uji-waits", "see uji")


async def no_work():
    """A job that nobody defers."""


@asynccontextmanager
async def working(settings, database):
    """Run the worker until the block ends, and then end it by SIGTERM.

    What production asks of its settings (TLS above all) has tests of its own.
    """
    unasked = settings.model_copy(update={"environment": "development"})
    async with Resources.of(unasked) as resources:
        task = asyncio.create_task(
            run_worker(
                settings,
                resources,
                service=SERVICE,
                sources={},
                jobs={"uji": no_work},
                queues=[WAITING],
            )
        )
        await asyncio.sleep(0.5)
        yield Worker(settings, database)
        os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(WAIT_SECONDS):
            await task


#: A key whose act is long done.
OLD_KEY = """
    insert into idempotensi values ('siti', 'satu', 'POST /tps', '', 201, null, null, '{}',
                                    now() - interval '4 days')
"""

#: An operation without a job.
ABANDONED = """
    insert into operasi (jenis, pemilihan, wilayah, status, langkah, selesai, total, argumen,
                         dibuat_oleh, dibuat_pada)
    values ('uji', '', '1906', 'berjalan', 'membaca', 0, 0, '{}', 'siti', now())
"""


@pytest.mark.timeout(120)
async def test_without_a_broker_a_worker_does_all_else(sessions, settings, database, own_broker):
    await act(sessions, 1)
    with psycopg.connect(database.owner) as owner:
        owner.execute(OLD_KEY)
        owner.execute(ABANDONED)
    async with working(settings, database) as worker:
        await worker.until("select count(feed_no) from outbox where id_agregat = 'a'", 1)
        await worker.until("select count(urut) from audit", 1)
        await worker.until("select count(*) from idempotensi", 0)
        await worker.until("select status from operasi", "gagal")
        assert 'queue_oldest_seconds{queue="uji"} 7.' in (await worker.answer("/metrics")).text
        assert (await worker.answer("/livez")).status_code == 200
        assert "audit_unsealed_seconds 0.0" in (await worker.answer("/metrics")).text
        assert await worker.readiness() == (200, "degraded", False)
    production = settings.model_copy(update={"environment": "production"})
    async with working(production, database) as worker:  # the first ended when it was told to
        assert await worker.readiness() == (503, "not ready", False)
        await act(sessions, 2)
        await asyncio.to_thread(own_broker.start)
        await worker.until("select count(terbit_pada) from outbox where id_agregat = 'a'", 2)
        async with asyncio.timeout(WAIT_SECONDS):
            while (await worker.readiness())[::2] != (200, True):  # noqa: ASYNC110
                await asyncio.sleep(0.1)


async def test_the_feed_goes_on_while_the_relay_waits_for_the_broker(sessions, settings, database):
    await act(sessions, 1)
    async with working(settings, database) as worker:
        await asyncio.sleep(3.5)  # by then the relay rests for seconds between two attempts
        await act(sessions, 2)
        async with asyncio.timeout(1):
            await worker.until("select count(feed_no) from outbox where id_agregat = 'a'", 2)


#: A worker of two parts, one of which never ends.
PROGRAM = """
import asyncio

from election_common import worker

worker.END_SECONDS = 0.5


async def crash():
    raise ConnectionError


async def rest():
    await asyncio.sleep(60)


async def hang():
    while True:
        try:
            await rest()
        except asyncio.CancelledError:
            pass


async def main():
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(0.2, stop.set)
    await worker._run_until(stop, {{"one": {part}(), "two": hang()}})


asyncio.run(main())
"""


@pytest.mark.parametrize(("part", "code", "said"), [("rest", 0, ""), ("crash", 1, "part-crashed")])
def test_a_part_that_hangs_does_not_hide_one_that_crashed(part, code, said):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(part=part)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert "ended-with-parts-at-work" in done.stdout
    assert said in done.stdout
