"""Rows 1 to 3 of the bar: relay, consumer and API are killed again and again."""

import asyncio
import random
from collections.abc import Sequence

import httpx
import pytest
from toy.process import Part

AGGREGATES = 200


async def kill_often(parts: Sequence[Part], kills: int, rng: random.Random) -> None:
    """Kill all parts so many times, each time after 50 to 500 ms at work."""
    for _ in range(kills):
        for part in parts:
            await asyncio.to_thread(part.await_work)
        await asyncio.sleep(rng.uniform(0.05, 0.5))
        for part in parts:
            await asyncio.to_thread(part.kill)
            part.start()


@pytest.mark.timeout(900)
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


class Caller:
    """A client of the API that tries each act, under one key, until it is answered."""

    def __init__(self, rig, issuer):
        headers = {"authorization": f"Bearer {issuer.token('kantor')}"}
        self.client = httpx.AsyncClient(base_url=rig.url, headers=headers, timeout=5)
        self.unknown = 0

    async def act(self, key: str, name: str) -> None:
        """Count an aggregate on; what nobody answered is asked again."""
        body = {"kunci": key, "nama": name}
        while True:
            try:
                answer = await self.client.post(
                    "/v1/hitungan", json=body, headers={"idempotency-key": key}
                )
            except httpx.TransportError:
                self.unknown += 1
            else:
                if answer.status_code == 201:
                    return
                assert answer.status_code in {409, 503}, answer.text
            await asyncio.sleep(0.05)


@pytest.mark.timeout(900)
async def test_api_killed_answers_each_key_once(rig, issuer, faults_scale, record_figure):
    seed, acts, kills = 3, faults_scale(2_000), faults_scale(20)
    rng = random.Random(seed)  # noqa: S311 - an order, no secret
    keys = iter([f"kunci-{n}" for n in range(acts)])
    caller = Caller(rig, issuer)
    done = []

    async def work() -> None:
        for key in keys:
            await caller.act(key, f"a{len(done) % 20}")
            done.append(key)

    with rig.api() as api:
        killing = asyncio.create_task(kill_often([api], kills, rng))
        await asyncio.gather(*(work() for _ in range(8)))
        await killing
    await caller.client.aclose()
    rows = rig.rows(rig.producer, "select kunci from perintah")
    assert sorted(rows) == sorted((key,) for key in done)
    ((events, seqs),) = rig.rows(
        rig.producer, "select count(*), count(distinct (id_agregat, seq)) from outbox"
    )
    assert events == seqs == acts == len(set(done))
    record_figure(
        3, seed=seed, kills=kills, acts=acts, unknown=caller.unknown, rows=len(rows),
        events=events, lost=0,
    )  # fmt: skip
