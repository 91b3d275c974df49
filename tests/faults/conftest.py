"""The toy that faults are tried on: a producer and a consumer, each with its own database."""

import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from devstack import nats_streams
from devstack.nats_server import Broker
from devstack.postgres import ServiceDatabase
from devstack.pytest_plugin import Grants, Issuer
from election_common.database import create_engine, create_sessions

sys.path.insert(0, str(Path(__file__).parent))  # for processes, which import the toy by its name

from toy import facts
from toy.rig import Rig


@pytest.fixture
def own_broker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, faults_scale: Callable[[int], int]
) -> Iterator[Broker]:
    """A broker that a test may hurt; it waits for a receiver that died as long as the test is."""
    wanted = nats_streams.declaration()
    wanted["consumer"]["ack_wait"] = faults_scale(wanted["consumer"]["ack_wait"])
    monkeypatch.setattr(nats_streams, "declaration", lambda: wanted)
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
