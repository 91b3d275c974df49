"""Reconcile: what the broker lost without anybody noticing comes from the producer's feed."""

import asyncio
import os
import subprocess
import sys
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from election_common import reconcile as module
from election_common.alarms import Alarms
from election_common.database import transaction
from election_common.rebuild import Copies, rebuild
from election_common.reconcile import Difference, Reconciler
from election_common.stream_watch import StreamWatch

STREAM = "PUBLICATION"
SOURCE = "/publication"


@pytest.fixture
def alarms():
    return Alarms()


@pytest.fixture
def reconciler(sessions, producer, counting, alarms, monkeypatch):
    monkeypatch.setattr(module, "GRACE_SECONDS", 0.05)
    feeds = producer.feeds
    return Reconciler(sessions, counting.consumer, feeds, stream=STREAM, alarms=alarms)


async def kept(sessions) -> Any:
    async with sessions() as session:
        query = "select feed_epoch, diperbaiki, mundur from rekonsiliasi"
        return tuple((await session.execute(text(query))).one())


async def test_a_lost_tail_is_repaired_and_said(sessions, producer, counting, reconciler, alarms):
    events = await producer.record(5)
    await producer.record(2, aggregate="b")
    for event in events[:3]:
        await counting.take(event)
    found = await reconciler.reconcile()
    behind = {(SOURCE, "uji", "a"): 3, (SOURCE, "uji", "b"): 0}
    assert found == Difference(1, behind, 0)
    assert counting.effects[:3] == [1, 2, 3]
    assert sorted(counting.effects[3:]) == [1, 2, 4, 5]
    assert await kept(sessions) == (1, 2, 0)
    assert list(alarms.open) == [f"facts-lost {STREAM}"]
    assert await reconciler.reconcile() == Difference(1, {}, 0)
    assert alarms.open == {}


async def test_what_arrives_meanwhile_was_not_lost(producer, counting, reconciler, alarms):
    events = await producer.record(1)
    first = reconciler._compare
    looks = []

    async def compare():
        found = await first()
        if not looks:
            await counting.take(events[0])
        looks.append(found)
        return found

    reconciler._compare = compare
    assert await reconciler.reconcile() == Difference(1, {}, 0)
    assert len(looks) == 2
    assert alarms.open == {}
    assert counting.effects == [1]


class Busy:
    """Feeds of a producer that records a fact after each answer, and we take it in at once."""

    def __init__(self, producer, counting):
        self._feeds, self._producer, self._counting = producer.feeds, producer, counting

    async def summary(self, stream, **bucket):
        answer = await self._feeds.summary(stream, **bucket)
        for event in await self._producer.record(1):
            await self._counting.take(event)
        return answer


async def test_a_producer_that_goes_on_while_we_look_has_not_gone_back(
    producer, counting, reconciler, alarms
):
    await producer.record(1)
    reconciler._feeds = Busy(producer, counting)
    assert await reconciler.reconcile() == Difference(1, {}, 0)
    assert alarms.open == {}


async def test_a_producer_that_went_back_is_an_alarm(
    sessions, producer, counting, reconciler, alarms
):
    for event in await producer.record(3):
        await counting.take(event)
    assert await reconciler.reconcile() == Difference(1, {}, 0)
    async with producer.owner() as owner:
        await owner.execute("delete from outbox where seq > 2")
        await owner.execute("update agregat set seq = 2")
    assert await reconciler.reconcile() == Difference(1, {}, 1)
    assert list(alarms.open) == [f"producer-went-back {STREAM}"]
    assert counting.effects == [1, 2, 3]
    async with producer.owner() as owner:
        await owner.execute("update feed_epoch set epoch = 2")
        await owner.execute("update agregat set seq = 3")
    await reconciler.reconcile()  # another third fact: the numbers agree, the epoch tells
    assert await kept(sessions) == (1, 0, 0)
    assert list(alarms.open) == [f"producer-went-back {STREAM}"]


async def test_the_alarm_of_a_restore_ends_soon_after_the_rebuild(
    sessions, producer, counting, reconciler, alarms, monkeypatch
):
    monkeypatch.setattr(module, "AGAIN_SECONDS", 0.01)
    for event in await producer.record(1):
        await counting.take(event)
    await reconciler.reconcile()
    async with producer.owner() as owner:
        await owner.execute("update feed_epoch set epoch = 2")
    task = asyncio.create_task(reconciler.run(900))
    async with asyncio.timeout(5):
        while not alarms.open:  # noqa: ASYNC110 - another task sounds it
            await asyncio.sleep(0.01)
        async with transaction(sessions, scope=None) as tx:  # as a rebuild does
            await tx.execute(text("update rekonsiliasi set feed_epoch = 2"))
        while alarms.open:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.wait([task])


async def test_a_restore_is_an_alarm_until_the_copies_are_rebuilt(
    sessions, engine, producer, counting, reconciler, alarms
):
    for event in await producer.record(2):
        await counting.take(event)
    assert await reconciler.reconcile() == Difference(1, {}, 0)
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-m", "election_common.restored"],
        env=os.environ | {"ENVIRONMENT": "development", "DATABASE_URL": producer.dsn},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("feed epoch 2:")
    await reconciler.reconcile()
    assert list(alarms.open) == [f"producer-went-back {STREAM}"]
    await rebuild(engine, producer.feeds, Copies(STREAM, counting.table, ()))
    await reconciler.reconcile()
    assert alarms.open == {}


async def test_a_parked_aggregate_is_left_to_its_letter(
    sessions, producer, counting, reconciler, alarms
):
    events = await producer.record(3)
    await counting.take(events[0])
    async with sessions.begin() as tx:
        await tx.execute(text("update gerbang set parkir = true"))
    assert await reconciler.reconcile() == Difference(1, {}, 0)
    assert counting.effects == [1]
    assert alarms.open == {}


async def test_a_bucket_shows_its_aggregates(producer):
    await producer.record(2, aggregate="a")
    await producer.record(1, aggregate="b")
    feeds = producer.feeds
    summary = await feeds.summary(STREAM)
    assert (summary["sumber"], summary["feed_epoch"]) == (SOURCE, 1)
    found = []
    for bucket in summary["sidik"]:
        found += (await feeds.summary(STREAM, ember=int(bucket)))["agregat"]
    assert sorted((a["jenis"], a["id"], a["seq"]) for a in found) == [
        ("uji", "a", 2), ("uji", "b", 1)
    ]  # fmt: skip


async def test_what_the_server_gave_up_is_an_alarm_and_repaired_at_once(
    producer, counting, reconciler, alarms
):
    await producer.record(1)
    watch = StreamWatch(None, "voter-registry", [STREAM], {STREAM: reconciler}, alarms)
    about = "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES"
    watch.note(f"{about}.{STREAM}.complaints")  # another's
    assert not reconciler._due.is_set()
    watch.note(f"{about}.{STREAM}.voter-registry")
    assert reconciler._due.is_set()
    assert list(alarms.open) == [f"deliveries-given-up {STREAM}"]
    await reconciler.reconcile()
    assert counting.effects == [1]
    await reconciler.reconcile()
    assert alarms.open == {}


async def test_a_fact_comes_from_broker_and_feed_at_once(sessions, producer, counting):
    (event,) = await producer.record(1)
    await asyncio.gather(
        counting.take(event), counting.consumer.catch_up((SOURCE, "uji", "a")), counting.take(event)
    )
    assert counting.effects == [1]


async def test_a_producer_that_refuses_us_is_an_alarm_and_is_asked_again_soon(
    reconciler, alarms, monkeypatch
):
    """Nothing that the broker loses would be found, and nobody would know."""
    monkeypatch.setattr(module, "AGAIN_SECONDS", 0.01)
    request = httpx.Request("GET", "http://publication/v1/perubahan/ringkasan")
    refusal = httpx.Response(403, request=request)
    failures = [
        httpx.ConnectError("away"),
        httpx.HTTPStatusError("no", request=request, response=refusal),
    ]
    seen, answered = [], asyncio.Event()

    async def reconcile():
        seen.append(dict(alarms.open))
        if failures:
            raise failures.pop(0)
        answered.set()
        return Difference(1, {}, 0)

    reconciler.reconcile = reconcile
    task = asyncio.create_task(reconciler.run(900))
    await asyncio.wait_for(answered.wait(), 5)
    await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.wait([task])
    said = {f"not-compared {STREAM}": f"the producer answers 403 to {request.url}"}
    assert (seen, alarms.open) == ([{}, {}, said], {})


class Unsound:
    """Feeds that do not give the facts of `a`: how is told by what is made of its page."""

    def __init__(self, producer, spoil):
        self._feeds, self._spoil = producer.feeds, spoil

    async def __call__(self, stream, path, **params):
        found = await self._feeds._get(stream, path, **params)
        return self._spoil(found) if params.get("id") == "a" else found


def of_another(page):
    foreign = [event | {"source": "/gateway"} for event in page["peristiwa"]]
    return page | {"peristiwa": foreign}


def unreadable(page):
    return page | {"peristiwa": [{}]}


def refused(page):
    request = httpx.Request("GET", "http://publication/v1/perubahan")
    raise httpx.HTTPStatusError("no", request=request, response=httpx.Response(500))


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (of_another, "ForeignFactError"),
        (unreadable, "ValidationError"),
        (refused, "HTTPStatusError"),
    ],
)
async def test_an_aggregate_that_the_feed_does_not_give_stays_behind_alone(
    sessions, producer, counting, reconciler, alarms, spoil, why
):
    await producer.record(1, aggregate="a")
    await producer.record(1, aggregate="b", first=2)
    await producer.record(1, aggregate="c", first=3)
    feeds = reconciler._feeds
    feeds._get = Unsound(producer, spoil)
    counting.consumer._feeds = feeds
    found = await reconciler.reconcile()
    assert sorted(counting.effects) == [2, 3]
    assert (len(found.behind), len(found.refused)) == (3, 1)
    assert await kept(sessions) == (1, 2, 0)
    text = f"1 aggregates stay behind, the feed does not give their facts: {why}"
    assert alarms.open[f"facts-not-given {STREAM}"] == text
    await reconciler.reconcile()
    assert set(alarms.open) == {f"facts-not-given {STREAM}", f"facts-lost {STREAM}"}
    counting.consumer._feeds = producer.feeds
    await reconciler.reconcile()
    await reconciler.reconcile()
    assert (sorted(counting.effects), alarms.open) == ([1, 2, 3], {})


async def test_what_the_feed_did_not_give_is_asked_for_again_soon(
    producer, counting, reconciler, monkeypatch
):
    monkeypatch.setattr(module, "AGAIN_SECONDS", 0.01)
    await producer.record(1)
    counting.consumer._feeds = producer.feeds
    counting.consumer._feeds._get = Unsound(producer, of_another)
    task = asyncio.create_task(reconciler.run(900))
    async with asyncio.timeout(5):
        while not reconciler._alarms.open:  # noqa: ASYNC110 - another task sounds it
            await asyncio.sleep(0.01)
        counting.consumer._feeds = producer.feeds
        while not counting.effects:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.wait([task])
