"""What a rush has connected ends after it; what is at work all the time stays."""

import asyncio

import psycopg
import pytest
from sqlalchemy import text

from election_common.database import create_engine
from election_common.rush import ending_after_rushes

IDLE = 0.2
WORK = text("select pg_backend_pid() from pg_sleep(0.02)")


@pytest.fixture
async def engine(database):
    engine = create_engine(database.app, pool_size=6)
    yield engine
    await engine.dispose()


@pytest.fixture
def connected(cluster):
    """Who of the server's processes serves the API."""

    def look():
        with psycopg.connect(cluster.admin_dsn(), autocommit=True) as admin:
            query = "select pid from pg_stat_activity where usename = 'voter_registry_app'"
            return {pid for (pid,) in admin.execute(query)}

    return look


async def work(engine):
    async with engine.begin() as connection:
        return (await connection.execute(WORK)).scalar_one()


async def work_for(engine, seconds, at_once):
    """Work all the time, so many at once; returns who of the server did."""
    served, end = set(), asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < end:
        served |= set(await asyncio.gather(*(work(engine) for _ in range(at_once))))
    return served


@pytest.mark.parametrize("at_once", [0, 1, 2])
async def test_a_rush_leaves_nothing_behind(engine, connected, at_once):
    """Few at a time are no rush; they need not all be over at once for its end."""
    async with ending_after_rushes(engine, IDLE):
        rush = await work_for(engine, IDLE / 2, 6)
        assert connected() == rush
        assert len(rush) == 6
        async with asyncio.timeout(20):
            while connected() & rush:
                await asyncio.gather(*(work(engine) for _ in range(at_once)))
                await asyncio.sleep(IDLE / 5)
    assert await work(engine) in connected()


@pytest.mark.parametrize("at_once", [3, 6])
async def test_what_is_at_work_stays(engine, connected, at_once):
    async with ending_after_rushes(engine, IDLE):
        rush = await work_for(engine, IDLE / 2, 6)
        for _ in range(4 * 5):
            await asyncio.gather(*(work(engine) for _ in range(at_once)))
            await asyncio.sleep(IDLE / 5)
        assert connected() == rush


async def test_nobody_is_cut_off(engine):
    """Callers come and go in rushes while connections end; none of them fails."""
    async with ending_after_rushes(engine, IDLE / 10):
        for at_once in (6, 1, 6, 1, 2, 6, 1):
            await work_for(engine, IDLE / 4, at_once)
            await asyncio.sleep(IDLE / 8)
