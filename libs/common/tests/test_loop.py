"""Loops of a worker: they rest while no rows wait, and nothing ends them but their worker."""

import asyncio
import time

import psycopg
import pytest

from devstack.loops import working
from election_common.loop import Loop

BERKAS = "exists (select from berkas where status = 'karantina')"


class Steps:
    """Steps of a loop, counted; the first so many fail."""

    def __init__(self, failures=0):
        self.times = []
        self.failures = failures

    async def __call__(self):
        self.times.append(time.monotonic())
        if len(self.times) <= self.failures:
            raise ConnectionError
        return False

    async def reach(self, number):
        async with asyncio.timeout(10):
            while len(self.times) < number:  # noqa: ASYNC110 - another task
                await asyncio.sleep(0.01)


def add_file(database):
    with psycopg.connect(database.owner, autocommit=True) as owner:
        owner.execute("""insert into berkas (sidik, unit, jenis, ukuran, status, tiba_pada)
            values (repeat('a', 64), '', 'pdf', 1, 'karantina', now())""")


async def test_a_loop_rests_until_rows_wait(database):
    steps = Steps()
    async with working(database.worker, Loop("uji", steps, BERKAS, every=60)):
        await steps.reach(1)
        await asyncio.sleep(0.5)
        assert len(steps.times) == 1
        add_file(database)
        await steps.reach(2)


async def test_a_loop_looks_for_itself_in_the_end(database):
    steps = Steps()
    async with working(database.worker, Loop("uji", steps, "false", every=0.05)):
        await steps.reach(3)


async def test_a_failure_is_waited_out_longer_each_time(database):
    steps = Steps(failures=3)
    async with working(database.worker, Loop("uji", steps, "false", every=60)):
        await steps.reach(4)
    first, second, third = (b - a for a, b in zip(steps.times, steps.times[1:], strict=False))
    assert first < second < third


async def test_one_look_serves_each_loop_by_its_own_rows(database):
    quiet, busy = Steps(), Steps()
    add_file(database)
    loops = Loop("sepi", quiet, "false", every=60), Loop("ramai", busy, BERKAS, every=60)
    async with working(database.worker, *loops):
        await busy.reach(3)
    assert len(quiet.times) == 1


@pytest.mark.timeout(60)
async def test_the_lookout_outlives_its_connection(database):
    steps = Steps()
    async with working(database.worker, Loop("uji", steps, BERKAS, every=60)):
        await steps.reach(1)
        await asyncio.sleep(0.3)
        with psycopg.connect(database.worker, autocommit=True) as worker:
            cut = worker.execute("""select count(pg_terminate_backend(pid)) from pg_stat_activity
                where query like 'select exists (select from berkas%'""").fetchone()
        add_file(database)
        await steps.reach(2)
    assert cut == (1,)
