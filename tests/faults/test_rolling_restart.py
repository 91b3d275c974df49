"""Row 25: two processes of a service behind the real gateway are restarted in turn, under load.

Nobody who asks at the gateway notices: no request fails, and each process ends well in time.
"""

import asyncio
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from functools import partial

import httpx
import psycopg
import pytest

from devstack import ports, probing
from devstack.edge import Edge
from devstack.python_process import web_app
from devstack.services import SERVICES
from devstack.waiting import wait_until

SECONDS_TO_END = 25
CALLERS = 8
ROUNDS = 10
#: A busy machine answers late; it must answer all the same.
PATIENCE = 10
NOWHERE = "http://127.0.0.1:1"
READ = "/voter-registry/v1/wilayah/19"
ACT = "/voter-registry/v1/pemilihan/goyang-2024/waktu-legal"
READY = "cluster.voter-registry.membership_healthy"
ROLE = "kpu_provinsi"
OFFICER = "petugas"

pytestmark = pytest.mark.timeout(900)


@dataclass
class Load:
    """Reads and acts, sent without a pause until they are told to end."""

    url: str
    token: str
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    seen: Counter = field(default_factory=Counter)
    tick: int = 0

    async def run(self, seconds):
        async with httpx.AsyncClient(
            base_url=self.url, timeout=PATIENCE, trust_env=False
        ) as client:
            tasks = [asyncio.create_task(self.read(client)) for _ in range(CALLERS)]
            tasks.append(asyncio.create_task(self.act(client)))
            await seconds
            self.ended.set()
            await asyncio.gather(*tasks)

    async def read(self, client):
        while not self.ended.is_set():
            await self.note("read", client.get(READ))

    async def act(self, client):
        while not self.ended.is_set():
            self.tick += 1
            body = {"waktu": f"2024-06-01T00:{self.tick // 60 % 60:02d}:{self.tick % 60:02d}+07:00"}
            headers = {
                "authorization": f"Bearer {self.token}",
                "idempotency-key": uuid.uuid4().hex,
            }
            await self.note("act", client.post(ACT, json=body, headers=headers))
            await asyncio.sleep(0.02)

    async def note(self, what, request):
        try:
            outcome = (await request).status_code
        except httpx.TransportError as failure:
            outcome = type(failure).__name__
        self.seen[what, outcome] += 1


@pytest.fixture
def database(fresh_database, grants):
    made = fresh_database("voter-registry")
    grants.database = made
    grants.give(OFFICER, ROLE)
    with psycopg.connect(made.owner, autocommit=True) as owner:
        owner.execute("insert into wilayah values ('19', 'Babel', 'provinsi', null, 'uji')")
        owner.execute("insert into ruleset values ('uji-2024', 'Uji')")
        owner.execute(
            "insert into pemilihan (id, nama, jenis, wilayah, hari_pemungutan, ruleset, sandbox,"
            " waktu_legal, versi) values ('goyang-2024', 'Goyang', 'pilkada', '19', '2024-11-27',"
            " 'uji-2024', true, '2024-05-01T00:00:00+07:00', 1)"
        )
    return made


@pytest.fixture
def processes(database, issuer, keyring_file, tmp_path):
    """Two processes of voter-registry's API on one database."""
    (tmp_path / "files").mkdir()
    env = {
        "ENVIRONMENT": "development",
        "DATABASE_URL": database.app,
        "NATS_URL": "nats://127.0.0.1:1",
        "NATS_USER": "nobody",
        "NATS_PASSWORD": "nothing",
        "ISSUER": issuer.url,
        "JWKS_URL": issuer.jwks_url,
        "KEYRING_FILE": str(keyring_file),
        "FILES_URL": (tmp_path / "files").as_uri(),
        "ENDING_SECONDS": "2",  # the gateway needs up to one to see two failed probes
    }
    app = f"{SERVICES[0].package}.main:create_app"
    places = [ports.pick(), ports.pick()]
    both = [web_app(f"api-{p}", tmp_path, app=app, port=p, env=env) for p in places]
    with both[0], both[1]:
        yield dict(zip(places, both, strict=True))


@pytest.fixture
def edge(processes, issuer, tmp_path):
    others = (*(service.name for service in SERVICES), "public-files", "control-plane")
    upstreams = dict.fromkeys(others, NOWHERE) | {
        SERVICES[0].name: " ".join(f"http://127.0.0.1:{port}" for port in processes),
        "issuer": issuer.url,
    }
    with Edge(tmp_path / "pintu", upstreams=upstreams, issuer=issuer.url) as door:
        yield door


def both_are_asked(edge):
    """Whether the gateway has seen both processes ready."""
    found = probing.answer(f"{edge.admin_url}/stats?filter=^{READY}$")
    return found is not None and found[1].strip() == f"{READY}: 2".encode()


async def restart_in_turn(processes, edge, rounds):
    """End and start each, one after the other; gives how long each took to end, and its code."""
    ends = []
    for _ in range(rounds):
        for process in processes.values():
            child = process._child
            begin = time.monotonic()
            await asyncio.to_thread(process.stop)
            ends.append((time.monotonic() - begin, child.poll()))
            await asyncio.to_thread(process.start)
            seen = partial(both_are_asked, edge)
            await asyncio.to_thread(wait_until, seen, seconds=PATIENCE, what="readiness")
    return ends


async def test_a_rolling_restart_is_not_noticed(
    processes, edge, issuer, faults_scale, record_figure
):
    load = Load(edge.url, issuer.token(ROLE, sub=OFFICER))
    ends = []

    async def roll():
        ends.extend(await restart_in_turn(processes, edge, rounds=faults_scale(ROUNDS)))

    await load.run(roll())
    assert set(load.seen) == {("read", 200), ("act", 200)}
    assert {code for _, code in ends} == {0}
    record_figure(
        25,
        limits={"slowest_end_seconds": SECONDS_TO_END},
        restarts=len(ends),
        requests=load.seen.total(),
        failed=sum(n for (_, outcome), n in load.seen.items() if outcome != 200),
        slowest_end_seconds=round(max(seconds for seconds, _ in ends), 1),
    )
