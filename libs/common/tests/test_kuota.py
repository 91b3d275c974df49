"""Quotas: what is granted counts, a window begins anew, a race gives nobody more."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from election_common.database import create_engine, create_sessions, transaction
from election_common.errors import TracedRefusal
from election_common.kuota import Kuota, require_quota, take

AT = datetime(2024, 11, 27, 6, 3, tzinfo=UTC)
QUOTA = Kuota("uji", 10, 600)


@pytest.fixture
async def app(database):
    engine = create_engine(database.app, pool_size=8)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
def wish(app):
    async def take_one(n, at=AT, who="a"):
        async with transaction(app, scope=None) as tx:
            return await take(tx, QUOTA, who, n, at=at)

    return take_one


async def test_a_wish_that_is_too_large_leaves_room_for_smaller_ones(wish):
    assert await wish(6) is None
    refused = await wish(5)
    assert refused.pertama
    assert (refused.refusal.code, refused.refusal.retry_after) == ("kuota-habis", 600)
    assert await wish(4) is None
    assert not (await wish(1)).pertama
    assert await wish(10, who="b") is None


async def test_the_first_wish_may_be_too_large(wish):
    assert (await wish(11)).pertama
    assert not (await wish(11)).pertama
    assert await wish(10) is None


async def test_a_window_begins_anew(wish):
    await wish(10)
    assert (await wish(1)).pertama
    assert (await wish(1, at=AT + timedelta(minutes=9))).refusal.retry_after == 60
    later = AT + timedelta(minutes=10)
    assert await wish(10, at=later) is None
    assert (await wish(1, at=later)).pertama


async def test_a_race_gives_nobody_more(wish):
    answers = await asyncio.gather(*(wish(1) for _ in range(30)))
    assert sum(answer is None for answer in answers) == 10
    assert sum(answer.pertama for answer in answers if answer) == 1


async def test_what_a_refusal_has_written_stays(app):
    for _ in range(2):
        with pytest.raises(TracedRefusal):
            async with transaction(app, scope=None) as tx:
                await require_quota(tx, QUOTA, "a", 11, at=AT)
    async with transaction(app, scope=None) as tx:
        assert not (await take(tx, QUOTA, "a", 11, at=AT)).pertama
