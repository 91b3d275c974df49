"""Rows 6 and 7 of the bar: the broker comes back without facts that it had acknowledged."""

import asyncio
import shutil
from pathlib import Path

import nats
import pytest
from toy import facts

from devstack import nats_server
from devstack.waiting import wait_until
from election_common import streams

AGGREGATES = 50
LIMITS = {"recovered_seconds": 60}
BLOCK = 4096


def names(count):
    return [f"a{n % AGGREGATES}" for n in range(count)]


async def publish(rig, producing, count):
    """Record facts and have them published, while the consumer is away."""
    before = rig.published()
    with rig.relay():
        await rig.record(producing, names(count))
        await asyncio.to_thread(
            wait_until, lambda: rig.published() == before + count, seconds=60, what="published"
        )


async def recover(rig, events, *, alarm):
    """Run the consumer until it has everything; see that it said what was wrong."""
    with rig.api() as api, rig.consumers():
        await asyncio.to_thread(api.await_work)
        seconds = await asyncio.to_thread(rig.settle, events)
        await asyncio.to_thread(rig.await_alarm, alarm)
    return {"limits": LIMITS, "recovered_seconds": round(seconds, 1), **rig.require_exactly_once()}


@pytest.mark.timeout(900)
async def test_store_rolled_back(rig, producing, faults_scale, record_figure):
    kept, lost = faults_scale(1_000), faults_scale(1_000)
    await publish(rig, producing, kept)
    store = rig.broker.folder / "jetstream"
    rig.broker.stop()
    shutil.copytree(store, rig.folder / "older")
    await asyncio.to_thread(rig.broker.start)
    await publish(rig, producing, lost)
    rig.broker.kill()
    shutil.rmtree(store)
    shutil.copytree(rig.folder / "older", store)
    await asyncio.to_thread(rig.broker.start)
    figures = await recover(rig, kept + lost, alarm=f"facts-lost {facts.STREAM}")
    record_figure(6, rolled_back=lost, **figures)


@pytest.mark.timeout(900)
async def test_stream_deleted_while_consumed(rig, producing, faults_scale, record_figure):
    first, second = faults_scale(1_000), faults_scale(500)
    admin = {
        "user": "admin", "password": rig.broker.password("admin"), "inbox_prefix": b"_INBOX_admin"
    }  # fmt: skip
    with rig.api(), rig.consumers():
        await publish(rig, producing, first)
        await asyncio.to_thread(rig.settle, first)
        client = await nats.connect(rig.broker.url, **admin)
        await client.jetstream().delete_stream(facts.STREAM)
        await client.close()
        gone = f"stream-gone {facts.STREAM}"
        await asyncio.to_thread(rig.await_alarm, gone)
        await rig.record(producing, names(second))
        wanted = nats_server.declaration()
        await streams.declare(rig.broker.url, admin["password"], wanted)
        with rig.relay():
            seconds = await asyncio.to_thread(rig.settle, first + second)
        await asyncio.to_thread(rig.await_no_alarm, gone)
    record_figure(
        7,
        what="deleted",
        limits=LIMITS,
        recovered_seconds=round(seconds, 1),
        **rig.require_exactly_once(),
    )


@pytest.mark.timeout(900)
async def test_stream_deleted_before_it_was_read(rig, producing, faults_scale, record_figure):
    events = faults_scale(1_000)
    await publish(rig, producing, events)
    rig.broker.stop()
    shutil.rmtree(rig.broker.folder / "jetstream")
    await asyncio.to_thread(rig.broker.start)
    figures = await recover(rig, events, alarm=f"facts-lost {facts.STREAM}")
    record_figure(7, what="deleted unread", **figures)


def flip(block: Path) -> None:
    """Invert 4 KiB in the middle of a file."""
    data = bytearray(block.read_bytes())
    middle = len(data) // 2
    for n in range(middle, min(middle + BLOCK, len(data))):
        data[n] ^= 0xFF
    block.write_bytes(data)


@pytest.mark.timeout(900)
async def test_block_flipped(rig, producing, faults_scale, record_figure):
    events = faults_scale(2_000)
    await publish(rig, producing, events)
    rig.broker.kill()
    blocks = sorted((rig.broker.folder / "jetstream").glob(f"*/streams/{facts.STREAM}/msgs/*.blk"))
    flip(blocks[0])
    await asyncio.to_thread(rig.broker.start)
    figures = await recover(rig, events, alarm=f"facts-lost {facts.STREAM}")
    record_figure(7, what="flipped", blocks=len(blocks), **figures)
