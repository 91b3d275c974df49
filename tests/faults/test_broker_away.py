"""Rows 4 and 5 of the bar: the broker is down or hangs while commands go on."""

import asyncio
import json
import signal
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from toy.load import Load

NORMAL_SECONDS = 4
LIMITS = {"drained_seconds": 30, "p99_ratio": 2, "longest_try_seconds": 6}


@pytest.fixture
async def load(rig, issuer, faults_scale):
    load = Load(rig, issuer, rate=50 if faults_scale(10) == 10 else 20)
    yield load
    await load.close()


async def outage(rig, load, record_figure, *, row, seconds, begin, end):
    """Send commands before and during an outage; see that nobody felt it and nothing is lost."""
    with rig.api() as api, rig.relay() as relay, rig.consumers():
        await asyncio.to_thread(api.await_work)
        await load.run(1)  # opens its connections
        normal = await load.run(NORMAL_SECONDS)
        await asyncio.to_thread(rig.settle, load.sent)
        await asyncio.to_thread(begin)
        try:
            during = await load.run(seconds)
            backlog = load.sent - rig.published()
        finally:
            await asyncio.to_thread(end)
        drained = await asyncio.to_thread(rig.settle, load.sent)
    figures = rig.require_exactly_once()
    p99 = [part[int(0.99 * len(part))] for part in (normal, during)]
    record_figure(
        row, limits=LIMITS, outage_seconds=seconds, commands=load.sent, failed=0, backlog=backlog,
        drained_seconds=round(drained, 1), p99_ratio=round(p99[1] / p99[0], 2),
        longest_try_seconds=round(longest_try(relay.log), 1), **figures,
    )  # fmt: skip


def longest_try(log: Path) -> float:
    """The longest that the relay tried to publish: from the end of a wait to its next one."""
    lines = [json.loads(line) for line in log.read_text().splitlines() if '"relay-waits"' in line]
    waits = [(datetime.fromisoformat(n["timestamp"]).timestamp(), n["delay"]) for n in lines]
    tries = [after - before - delay for (before, delay), (after, _) in pairwise(waits)]
    return max(tries, default=0.0)


@pytest.mark.timeout(900)
async def test_broker_down(rig, load, faults_scale, record_figure):
    seconds = faults_scale(60)
    await outage(
        rig, load, record_figure, row=4, seconds=seconds,
        begin=rig.broker.stop, end=rig.broker.start,
    )  # fmt: skip


@pytest.mark.timeout(900)
async def test_broker_hangs(rig, load, faults_scale, record_figure):
    seconds = max(8, faults_scale(30))  # longer than the time that a publish has
    await outage(
        rig, load, record_figure, row=5, seconds=seconds,
        begin=lambda: rig.broker.signal(signal.SIGSTOP),
        end=lambda: rig.broker.signal(signal.SIGCONT),
    )  # fmt: skip
