"""Connections of the pool: which are asked whether they live, and what becomes of the dead."""

import asyncio

import psycopg
import pytest
from sqlalchemy import text

from election_common.database import REST_SECONDS, create_engine

NUMBER = text("select pg_backend_pid()")


@pytest.fixture
async def engine(database):
    engine = create_engine(database.app, pool_size=2)
    yield engine
    await engine.dispose()


async def work(engine):
    """A statement of a transaction; returns who has done it."""
    async with engine.begin() as connection:
        return (await connection.execute(NUMBER)).scalar_one()


@pytest.mark.parametrize(("rest", "asked"), [(0, 0), (2 * REST_SECONDS, 1)], ids=["busy", "rested"])
async def test_who_has_rested_is_asked(engine, monkeypatch, rest, asked):
    pings = []
    ping = engine.dialect.do_ping
    monkeypatch.setattr(engine.dialect, "do_ping", lambda c: (pings.append(c), ping(c))[1])
    first = await work(engine)
    await asyncio.sleep(rest)
    assert await work(engine) == first
    assert len(pings) == asked


async def test_one_dead_connection_after_a_rest_and_all_are_replaced(engine, cluster):
    dead = set(await asyncio.gather(work(engine), work(engine)))
    with psycopg.connect(cluster.admin_dsn(), autocommit=True) as admin:
        for pid in dead:
            admin.execute("select pg_terminate_backend(%s, 1000)", [pid])
    await asyncio.sleep(2 * REST_SECONDS)
    assert not dead & set(await asyncio.gather(work(engine), work(engine)))
