"""The months of the outbox: made ahead, and no act is refused for want of one."""

import asyncio
from datetime import UTC, datetime
from typing import ClassVar

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from election_common.database import transaction
from election_common.events import Event, record_event
from election_common.outbox_months import MONTHS, prepare_months

PARTITIONS = """
    select inhrelid::regclass::text from pg_inherits where inhparent = 'outbox'::regclass order by 1
"""
PREPARE = "select siapkan_bulan_outbox(cast(:month as date))"


class Counted(Event):
    subject: ClassVar = "voter-registry.uji.dihitung.v1"
    agregat: ClassVar = "uji"

    n: int


async def record(sessions, aggregate="a"):
    async with sessions.begin() as tx:
        return await record_event(tx, Counted(n=0), aggregate, at=datetime.now(UTC))


async def rows(sessions, query):
    async with sessions() as session:
        return (await session.execute(text(query))).all()


def this_month():
    return f"outbox_{datetime.now(UTC):%Y_%m}"


@pytest.fixture
def without_this_month(database):
    with psycopg.connect(database.owner) as owner:
        owner.execute(f"drop table {this_month()}")


async def test_migrations_make_this_month_and_the_next_ones(sessions):
    found = [name for (name,) in await rows(sessions, PARTITIONS)]
    assert len(found) == MONTHS + 1
    assert {"outbox_lain", this_month()} <= set(found)
    await record(sessions)
    assert await rows(sessions, "select tableoid::regclass::text from outbox") == [(this_month(),)]


async def test_a_month_without_a_partition_refuses_nothing(sessions, without_this_month):
    assert await record(sessions) == 1
    where = "select tableoid::regclass::text, id_agregat, seq from outbox"
    assert await rows(sessions, where) == [("outbox_lain", "a", 1)]
    await prepare_months(sessions)
    assert await rows(sessions, where) == [(this_month(), "a", 1)]
    assert await record(sessions) == 2


async def test_two_workers_prepare_one_month_once(sessions, without_this_month):
    await asyncio.gather(prepare_months(sessions), prepare_months(sessions))
    found = [name for (name,) in await rows(sessions, PARTITIONS)]
    assert len(found) == MONTHS + 1


@pytest.mark.parametrize("month", ["2000-01-01", "2999-01-01"])
async def test_a_month_far_away_is_refused(sessions, month):
    with pytest.raises(DBAPIError, match="not a month at hand"):
        async with transaction(sessions, scope=None) as tx:
            await tx.execute(text(PREPARE), {"month": datetime.fromisoformat(month).date()})


async def test_numbers_are_unique_and_gapless_whoever_gives_them(sessions):
    await asyncio.gather(*(record(sessions, f"a{n}") for n in range(6)))

    async def number():
        async with transaction(sessions, scope=None) as tx:
            await tx.execute(text("select nomori_outbox()"))

    async def both():
        await record(sessions, "late")
        await number()

    await asyncio.gather(*(both() for _ in range(6)))
    found = [no for (no,) in await rows(sessions, "select feed_no from outbox order by feed_no")]
    assert found == list(range(1, 13))
    assert await rows(sessions, "select feed_no from feed_epoch") == [(12,)]


@pytest.mark.parametrize(
    "query",
    [
        (
            "select * from outbox where terbit_pada is null and feed_no is not null"
            " order by feed_no limit 500"
        ),
        "select id from outbox where feed_no is null",
        "select * from outbox where feed_no > 19000 order by feed_no limit 100",
        (
            "select * from outbox where jenis_agregat = 'uji' and id_agregat = 'a7' and seq >= 2"
            " order by seq limit 500"
        ),
    ],
)
async def test_what_relay_and_feed_ask_reads_no_whole_partition(sessions, database, query):
    with psycopg.connect(database.owner, autocommit=True) as owner:
        owner.execute(
            "insert into outbox (jenis_agregat, id_agregat, seq, subject, data, terjadi_pada,"
            " feed_no, terbit_pada, dicatat_pada) select 'uji', 'a' || n % 1000, n / 1000 + 1, '',"
            " '{}', now(), n + 1, now(), now() + (n % 3) * interval '31 days'"
            " from generate_series(0, 19999) n"
        )
        owner.execute("vacuum analyze outbox")
    plan = "\n".join(line for (line,) in await rows(sessions, f"explain {query}"))
    assert "Index" in plan
    large = [line for line in plan.splitlines() if "Seq Scan" in line and "outbox_lain" not in line]
    assert large == []
