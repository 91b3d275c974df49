"""How long until publication shows what was asked for, in a whole house at a constant rate.

Acts go through the gateway. An event of voter-registry is seen when publication's database has its
effect; a form of a TPS when the province's public document, read through the gateway, counts it.
"""

import asyncio
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from time import monotonic, process_time

import httpx
from psycopg import AsyncConnection

from bench.laju import LOOK_SECONDS, Sightings, observe
from bench.measure import Figure, quantile
from bench.rumah import Rumah, rumah
from bench.sambungan import Sambungan
from devstack.babel.sumber import DATA
from devstack.babel.wilayah import KECAMATAN
from devstack.story.hasil import Form
from devstack.story.play import PEMILIHAN, PROVINSI

SECONDS = 10
MOVES_PER_SECOND = 200
FORMS_PER_SECOND = 10
ELECTIONS = 100
"""More than are at work at once, so that an act seldom waits for the one before it."""
EVENT_LIMIT = 500.0
DOCUMENT_LIMIT = 5000.0
ROLE = "kpu_provinsi"
START = datetime.fromisoformat("2024-04-01T00:00:00+07:00")
RULESET = json.loads((DATA / "ruleset-pilkada-2024.json").read_text(encoding="utf-8"))["id"]
DOCUMENT = f"/publication/v1/pemilihan/{PEMILIHAN}/hasil/{PROVINSI}"
MOVED = "select id, waktu_legal from pemilihan where id <> %s"


def measure() -> list[Figure]:
    """Start a house and time both ways of becoming visible."""
    return asyncio.run(_measure())


async def _measure() -> list[Figure]:
    async with rumah() as house:
        forms = await house.open_polls()
        begin = process_time()
        moves = await _time_moves(house)
        load = process_time() - begin
        documents = await _time_forms(house, forms[: SECONDS * FORMS_PER_SECOND])
    return [
        *_figures(f"event applied, {MOVES_PER_SECOND} acts/s : limit", moves, EVENT_LIMIT),
        Figure("the load itself, for an act : what the cores have for one",
               load * 1000 / len(moves), (os.cpu_count() or 1) * 1000 / MOVES_PER_SECOND, "ms"),
        *_figures(f"form in the public document, {FORMS_PER_SECOND}/s : limit", documents,
                  DOCUMENT_LIMIT),
    ]  # fmt: skip


def _figures(what: str, delays: list[float], limit: float) -> list[Figure]:
    """Return the half of all and 99 of 100, of which only the latter is demanded."""
    p50, p99 = (quantile(delays, share) * 1000 for share in (0.5, 0.99))
    return [
        Figure(f"{what}, p50", p50, limit, "ms"),
        Figure(f"{what}, p99", p99, limit, "ms", at_most=1.0),
    ]


@dataclass(slots=True)
class Clock:
    """An election whose legal time is moved on by seconds, one move after another."""

    line: Sambungan
    sightings: Sightings
    pemilihan: str

    async def register(self) -> None:
        """Register the election as a sandbox."""
        body = {
            "id": self.pemilihan,
            "nama": "Bench",
            "jenis": "pilkada",
            "wilayah": PROVINSI,
            "hari_pemungutan": "2024-11-27",
            "ruleset": RULESET,
            "sandbox": True,
            "waktu_legal": START.isoformat(),
        }
        await self.line.act("/voter-registry/v1/pemilihan", self.pemilihan, body)

    async def move(self, seconds: int, due: float) -> None:
        """Move its legal time to so many seconds after its start."""
        path = f"/voter-registry/v1/pemilihan/{self.pemilihan}/waktu-legal"
        body = {"waktu": (START + timedelta(seconds=seconds)).isoformat()}
        self.sightings.expect(self.pemilihan, seconds, due)
        await self.line.act(path, f"{self.pemilihan}/{seconds}", body)


async def _time_moves(house: Rumah) -> list[float]:
    """Move the clocks of many elections in turn; gives the delays from when each act was due."""
    sightings, token = Sightings(), house.stack.tokens.token(ROLE, PROVINSI)
    lines = [Sambungan(house.stack.gateway_url, token) for _ in range(ELECTIONS)]
    clocks = [Clock(line, sightings, f"bench-{n}") for n, line in enumerate(lines)]
    for clock in clocks:
        await clock.register()
    async with await AsyncConnection.connect(house.publication, autocommit=True) as publication:

        async def look() -> Mapping[str, int]:
            rows = await (await publication.execute(MOVED, [PEMILIHAN])).fetchall()
            return {id_: int((waktu - START).total_seconds()) for id_, waktu in rows}

        names = {clock.pemilihan for clock in clocks}
        while not names <= (await look()).keys():  # noqa: ASYNC110 - rows are looked at
            await asyncio.sleep(LOOK_SECONDS)
        acts = [
            partial(clocks[n % ELECTIONS].move, 1 + n // ELECTIONS)
            for n in range(SECONDS * MOVES_PER_SECOND)
        ]
        await observe(sightings, look, acts, MOVES_PER_SECOND)
    for line in lines:
        line.close()
    return sightings.delays


async def _time_forms(house: Rumah, forms: list[Form]) -> list[float]:
    """Send forms one after another; gives the delays from when each was accepted."""
    sightings, turn, sent = Sightings(), asyncio.Lock(), 0
    path = f"/publication/v1/pemilihan/{PEMILIHAN}/hasil-tps"

    async def send(form: Form, _: float) -> None:
        nonlocal sent
        async with turn:
            body = {"asal": "generated", "butir": [form]}
            kecamatan = form["tps"][:KECAMATAN]
            answer = await house.play.caller.act(path, "ppk", kecamatan, form["tps"], json=body)
            if answer.json()["ditolak"]:
                raise RuntimeError(f"form refused: {answer.text}")
            sent += 1
            sightings.expect(PROVINSI, sent, monotonic())

    async with httpx.AsyncClient(base_url=house.stack.gateway_url) as reader:

        async def look() -> Mapping[str, int]:
            document = (await reader.get(DOCUMENT)).raise_for_status().json()
            return {PROVINSI: document["progres"]["tps_masuk"]}

        await observe(sightings, look, [partial(send, form) for form in forms], FORMS_PER_SECOND)
    return sightings.delays
