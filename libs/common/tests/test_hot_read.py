"""Hot reads: what a session would have given, without the session."""

import asyncio
import time

import psycopg
import pytest
from psycopg_pool import PoolTimeout

from election_common.hot_read import HotReads

NAME = "select current_user as nama, %s::int as n"


@pytest.fixture
async def hot(database):
    reads = HotReads(database.app, pool_size=2)
    await reads.open()
    yield reads
    await reads.close()


async def test_rows_have_names(hot):
    (row,) = await hot.rows(NAME, 7)
    assert (row.nama, row.n) == ("voter_registry_app", 7)


async def test_a_statement_is_prepared_once_per_connection(hot):
    for n in range(5):
        await hot.rows(NAME, n)
    found = await hot.rows("select count(*) as n from pg_prepared_statements where statement ~ %s",
                           "current_user as nama")  # fmt: skip
    assert found[0].n == 1


async def test_no_scope_is_left_and_none_is_shown(hot):
    await hot.rows("select set_config('app.dari', '0', true)")
    (row,) = await hot.rows("select current_setting('app.dari', true) as dari")
    assert not row.dari


async def test_a_database_that_was_restarted_is_read_again(hot, cluster):
    await asyncio.gather(*(hot.rows("select pg_sleep(0.2)") for _ in range(2)))
    with psycopg.connect(cluster.admin_dsn(), autocommit=True) as admin:
        ended = admin.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where usename = 'voter_registry_app'"
        ).fetchall()
    assert len(ended) >= 2
    found = await asyncio.gather(*(hot.rows(NAME, n) for n in range(10)))
    assert [rows[0].n for rows in found] == list(range(10))


async def test_nobody_waits_long_for_a_connection(hot):
    held = [asyncio.create_task(hot.rows("select pg_sleep(2)")) for _ in range(2)]
    await asyncio.sleep(0.3)
    begin = time.monotonic()
    with pytest.raises(PoolTimeout):
        await hot.rows(NAME, 1)
    assert time.monotonic() - begin < 1.5
    await asyncio.gather(*held)


async def test_a_statement_has_its_time(database):
    reads = HotReads(database.app, pool_size=1)
    await reads.open()
    with pytest.raises(psycopg.errors.QueryCanceled):
        await reads.rows("select pg_sleep(10)")
    await reads.close()
