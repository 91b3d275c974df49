"""Rows 1 to 3 of the bar: relay, consumer and API are killed again and again."""

import asyncio
import random
from collections.abc import Sequence

import pytest
from toy.process import Part

AGGREGATES = 200
PACE_SECONDS = 0.02


async def kill_often(parts: Sequence[Part], kills: int, rng: random.Random) -> None:
    """Kill each part so many times, each time 50 to 500 ms after its start."""
    for _ in range(kills):
        await asyncio.sleep(rng.uniform(0.05, 0.5))
        for part in parts:
            await asyncio.to_thread(part.kill)
            part.start()


@pytest.mark.timeout(300)
async def test_relay_and_consumer_killed_lose_and_repeat_nothing(
    rig, producing, faults_scale, record_figure
):
    seed, commands, kills = 1, faults_scale(10_000), faults_scale(50)
    rng = random.Random(seed)  # noqa: S311 - an order, no secret
    names = [f"a{n % AGGREGATES}" for n in range(commands)]
    rng.shuffle(names)
    with rig.api(), rig.relay() as relay, rig.consumers() as consumer:
        killing = asyncio.create_task(kill_often([relay, consumer], kills, rng))
        await rig.record(producing, names)
        await killing
        seconds = await asyncio.to_thread(rig.settle, commands)
    figures = rig.require_exactly_once()
    assert figures["events"] == commands
    for row in (1, 2):
        record_figure(row, seed=seed, kills=kills, settled_seconds=round(seconds, 1), **figures)
