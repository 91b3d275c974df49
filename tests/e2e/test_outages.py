"""The story is played, and each part of the house is away for a minute in the middle of it.

The broker, and each service in turn, its API and its worker killed at once. Meanwhile the others
take acts, the routes of the one that is away say so, and the public results are read. In the end
nothing was lost, and every figure is as if nothing had happened.
"""

import asyncio
import time
import uuid
from collections import Counter
from functools import partial
from importlib import import_module

import httpx
import psycopg
import pytest

from devstack import ownership, small_story
from devstack.ports import Ports
from devstack.services import SERVICES
from devstack.small_story import Disturbed
from devstack.stack import Stack
from devstack.story.play import PEMILIHAN, PROVINSI
from devstack.waiting import wait_until
from devstack.wiring import WORKERS, client_secret
from election_common import akses_copy
from election_common.database import create_engine
from election_common.gap import Feeds
from election_common.machine import MachineToken
from election_common.rebuild import Copies, rebuild

SECONDS = 60
#: In which chapter each is away: where the story needs it.
AWAY = {
    "Pencalonan simulasi": "candidacy",
    "Pelayanan": "complaints",
    "Impor DP4": "voter-registry",
    "Penetapan DPS": "nats",
    "Rekap tersegel": "gateway",
    "Hasil TPS": "publication",
}
RESULT = f"/publication/v1/pemilihan/{PEMILIHAN}/hasil/{PROVINSI}"
#: A busy machine answers late; it must answer all the same.
PATIENCE = 30
SETTLE_SECONDS = 120
PAUSE_SECONDS = 1
WHOLE = """
    select (select count(*) from dead_letter) as letters,
           (select count(*) - coalesce(max(feed_no), 0) from outbox) as gaps_in_feed,
           (select count(*) from (
               select from outbox group by jenis_agregat, id_agregat
               having count(*) <> max(seq) or count(distinct seq) <> count(*)) g) as gaps_in_seq
"""
RECORDED = "select jenis, id, seq from agregat"
TAKEN_IN = "select jenis_agregat, id_agregat, seq from gerbang where sumber = %s and seq > 0"
HELD = {holding.service: holding for holding in ownership.held()}
STREAMS = {service.name: service.stream for service in SERVICES}


class Outages:
    """Takes parts of a house away, and asks at its door meanwhile."""

    def __init__(self, house, client, seconds):
        self.house, self.client, self.seconds = house, client, seconds
        self.seen = Counter()

    def take_away(self, name):
        """Kill a service, or the broker; ask everybody until its time is over; start it again."""
        wait_until(lambda: self.send("GET", RESULT).is_success, seconds=PATIENCE, what="a result")
        parts = [part for part in self.house.parts.by_name if part in of(name)]
        for part in parts:
            self.house.kill(part)
        try:
            until = time.monotonic() + self.seconds
            while time.monotonic() < until:
                self.ask_everybody(name)
                time.sleep(PAUSE_SECONDS)
        finally:
            for part in parts:
                self.house.start_one(part)
        wait_until(partial(self.all_answer, SERVICES), seconds=PATIENCE, what=f"{name} at work")

    def ask_everybody(self, away):
        others = [service for service in SERVICES if service.name != away]
        wait_until(partial(self.all_answer, others), seconds=PATIENCE, what=f"all but {away}")
        assert self.send("GET", RESULT).status_code == 200
        self.seen["results"] += 1
        if away in STREAMS:
            answer = self.send("GET", f"/{away}/v1/saya")
            assert answer.status_code == 503, answer.text
            assert answer.headers["content-type"] == "application/problem+json"
            assert int(answer.headers["retry-after"]) > 0
            assert answer.json()["code"] == "layanan-tidak-tersedia"
            self.seen["refused"] += 1

    def all_answer(self, services):
        """Whether services read and act: both with the caller's access from their databases."""
        now = "2024-11-27T00:00:00Z"
        body = {"sub": "kantor-19", "dari": now, "sampai": now, "alasan": "uji selama gangguan"}
        answers = [
            answer
            for service in services
            for answer in (
                self.send("GET", f"/{service.name}/v1/saya"),
                self.send("POST", f"/{service.name}/v1/audit/penelusuran", json=body),
            )
        ]
        good = sum(answer.is_success for answer in answers)
        self.seen["answered"] += good
        self.seen["asked again"] += len(answers) - good
        return good == len(answers)

    def send(self, method, path, **options):
        headers = {
            "authorization": f"Bearer {self.house.token('admin', '0')}",
            "idempotency-key": uuid.uuid4().hex,
        }
        return self.client.request(method, path, headers=headers, **options)


def of(name):
    """The processes of a service; the broker is one itself."""
    return {name, f"{name}-api", f"{name}-worker"}


def rows(house, service, query, *values):
    cluster = house.parts.by_name["postgres"]
    with psycopg.connect(cluster.admin_dsn(service.replace("-", "_"))) as connection:
        return connection.execute(query, values).fetchall()


def positions(house):
    """How many aggregates are behind their producers, and how many ahead of them."""
    behind = ahead = 0
    for service, holding in HELD.items():
        for producer in {subject.partition(".")[0] for subject in holding.reads}:
            there = {row[:2]: row[2] for row in rows(house, producer, RECORDED)}
            here = {row[:2]: row[2] for row in rows(house, service, TAKEN_IN, f"/{producer}")}
            steps = [there.get(a, 0) - here.get(a, 0) for a in there.keys() | here.keys()]
            behind += sum(step > 0 for step in steps)
            ahead += sum(step < 0 for step in steps)
    return behind, ahead


async def rebuild_all(house):
    """Make every copy anew from its owner's feed; gives what that changed."""
    ports = Ports(house.layout.ports).remembered()
    urls = {service.stream: f"http://127.0.0.1:{ports[service.name]}" for service in SERVICES}
    async with httpx.AsyncClient(timeout=PATIENCE, trust_env=False) as client:
        token = MachineToken(client, house.token_url, WORKERS, client_secret(house.layout))
        feeds = Feeds(client, urls, token)
        return [
            swapped
            for service in SERVICES
            for swapped in await rebuild_copies(house, service, feeds)
        ]


async def rebuild_copies(house, service, feeds):
    cluster = house.parts.by_name["postgres"]
    engine = create_engine(
        cluster.service_database(service.database).worker, pool_size=2, statement_timeout="60s"
    )
    sources = akses_copy.beside(import_module(f"{service.package}.consumers").SOURCES)
    found = []
    for owner, tables in HELD[service.name].copies.items():
        stream = STREAMS[owner]
        found += await rebuild(engine, feeds, Copies(stream, sources[stream], tables))
    await engine.dispose()
    return found


@pytest.mark.timeout(3000)
def test_each_part_away_in_turn_and_the_same_end(tmp_path, faults_scale, record_figure):
    seconds = faults_scale(SECONDS)
    assert {*AWAY.values()} == {"nats", *STREAMS}
    with (
        Stack(tmp_path / "house") as house,
        httpx.Client(base_url=house.gateway_url, timeout=PATIENCE, trust_env=False) as client,
    ):
        outages = Outages(house, client, seconds)
        progress = Disturbed([(words, partial(outages.take_away, n)) for words, n in AWAY.items()])
        figures = asyncio.run(small_story.play(house, tmp_path / "files", progress))
        progress.end()
        wait_until(lambda: positions(house) == (0, 0), seconds=SETTLE_SECONDS, what="all facts")
        assert [name for name in HELD if rows(house, name, WHOLE) != [(0, 0, 0)]] == []
        swapped = asyncio.run(rebuild_all(house))
    copies = [(s.table, s.rows) for s in swapped if s.changed or s.digest != s.digest_before]
    assert copies == []
    assert len(swapped) == sum(len(t) for h in HELD.values() for t in h.copies.values())
    assert [figure for figure in figures if not figure.exact] == []
    assert outages.seen["refused"] >= len(STREAMS)
    record_figure(
        4, outages=len(AWAY), outage_seconds=seconds, figures=len(figures), different=0,
        copies=len(swapped), copied_rows=sum(s.rows for s in swapped), dead_letters=0, behind=0,
        ahead=0, **{name.replace(" ", "_"): count for name, count in outages.seen.items()},
    )  # fmt: skip
