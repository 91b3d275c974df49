"""What faults are tried on: a toy producer and consumer, and voters sealed under keys of a test."""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from devstack import nats_server
from devstack.nats_server import Broker
from devstack.postgres import Cluster, ServiceDatabase
from devstack.pytest_plugin import Api, Grants, Issuer
from election_common import keyring_file as key_file
from election_common.database import Sessions, create_engine, create_sessions
from election_common.keyring import Keyring
from voter_registry.main import create_app

sys.path.insert(0, str(Path(__file__).parent))  # for processes, which import the toy by its name

from toy import facts
from toy.rig import Rig
from voters import COLUMNS, KAB, PEMILIHAN, row


@pytest.fixture
def own_broker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, faults_scale: Callable[[int], int]
) -> Iterator[Broker]:
    """A broker that a test may hurt; it waits for a receiver that died as long as the test is."""
    wanted = nats_server.declaration()
    wanted["consumer"]["ack_wait"] = faults_scale(wanted["consumer"]["ack_wait"])
    monkeypatch.setattr(nats_server, "declaration", lambda: wanted)
    with Broker(tmp_path / "nats") as broker:
        yield broker


@pytest.fixture
def rig(
    tmp_path: Path,
    own_broker: Broker,
    fresh_database: Callable[[str], ServiceDatabase],
    issuer: Issuer,
    grants: Grants,
    keyring_file: Path,
) -> Rig:
    """A producer and a consumer on a broker of their own; the test starts their processes."""
    grants.database = fresh_database(facts.PRODUCER)
    grants.give("kantor@19", "kantor")  # whoever acts here
    grants.give("kantor@0", "kantor", wilayah="0")  # the consumer that reads the feed
    return Rig(
        tmp_path,
        producer=grants.database,
        consumer=fresh_database(facts.CONSUMER),
        broker=own_broker,
        issuer=issuer,
        keyring=keyring_file,
    )


@pytest.fixture
async def producing(rig: Rig) -> AsyncIterator[Any]:
    """Sessions of the producer's API, in which a test records facts."""
    engine = create_engine(rig.producer.app, pool_size=4)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
def ring(tmp_path: Path) -> Path:
    """A key file of the test's own: other tests keep theirs."""
    path = tmp_path / "keyring.json"
    key_file.main(["new", str(path)])
    return path


@pytest.fixture
def database(fresh_database: Callable[[str], ServiceDatabase]) -> ServiceDatabase:
    return fresh_database("voter-registry")


@pytest.fixture
def load(database: ServiceDatabase, cluster: Cluster, ring: Path) -> Callable[[int], list[UUID]]:
    """Load that many voters; returns their ids."""

    def insert(n: int) -> list[UUID]:
        keyring = Keyring.load(ring)
        with psycopg.connect(cluster.admin_dsn(database.name)) as owner:
            for function in ("siapkan_partisi", "pasang_partisi"):
                owner.execute(f"select {function}(%s, %s)", (PEMILIHAN, KAB))
            copy = f"copy pemilih ({', '.join(COLUMNS)}) from stdin"
            rows = [row(i, keyring) for i in range(n)]
            with owner.cursor().copy(copy) as stream:
                for one in rows:
                    stream.write_row(one)
        return [one[0] for one in rows]

    return insert


@pytest.fixture
def serve_with_ring(
    database: ServiceDatabase,
    ring: Path,
    service_env: Callable[..., None],
    serve: Callable[..., Awaitable[Api]],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[], Awaitable[Api]]:
    """Serve voter-registry under the keys that the voters are sealed with."""

    async def start() -> Api:
        service_env(database, "app")
        monkeypatch.setenv("KEYRING_FILE", str(ring))
        return await serve(create_app())

    return start


@pytest.fixture
async def sessions_of(database: ServiceDatabase) -> AsyncIterator[Callable[[str], Sessions]]:
    """Sessions of a role of voter-registry."""
    engines = []

    def make(role: str) -> Sessions:
        engines.append(create_engine(getattr(database, role), pool_size=4, statement_timeout="60s"))
        return create_sessions(engines[-1])

    yield make
    for engine in engines:
        await engine.dispose()
