"""Fixtures of the common library: a service's database, and JetStream as that service sees it."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import nats
import pytest

from devstack.nats_server import Broker
from devstack.postgres import ServiceDatabase
from election_common.database import create_engine, create_sessions


@pytest.fixture
def database(fresh_database: Callable[[str], ServiceDatabase]) -> ServiceDatabase:
    return fresh_database("voter-registry")


@pytest.fixture
async def engine(database: ServiceDatabase) -> AsyncIterator[Any]:
    engine = create_engine(database.worker, pool_size=8)
    yield engine
    await engine.dispose()


@pytest.fixture
def sessions(engine: Any) -> Any:
    return create_sessions(engine)


@pytest.fixture
async def js(broker: Broker) -> AsyncIterator[Any]:
    """JetStream as voter-registry may use it."""
    client = await nats.connect(
        broker.url,
        user="voter-registry",
        password=broker.password("voter-registry"),
        inbox_prefix=b"_INBOX_voter_registry",
        max_reconnect_attempts=-1,
        reconnect_time_wait=0.2,
        error_cb=_ignore,
    )
    yield client.jetstream(timeout=2)
    await client.close()


async def _ignore(_: Exception) -> None:
    """An outage is part of a test."""
