"""Fixtures of the common library: a service's database, and JetStream as that service sees it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar

import httpx
import nats
import psycopg
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from devstack.nats_server import Broker
from devstack.postgres import ServiceDatabase
from election_common.alarms import Alarms
from election_common.consumer import Consumer
from election_common.database import create_engine, create_sessions
from election_common.events import Envelope, Event, Reading, cloud_event, record_event
from election_common.gap import Feeds
from election_common.gate import Subscription
from election_common.machine import MachineToken
from publication.main import create_app


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


STREAM = "PUBLICATION"
SUBJECT = "publication.uji.dihitung.v1"


class Counted(Event):
    subject: ClassVar = SUBJECT
    agregat: ClassVar = "uji"

    n: int


class Count(Reading):
    subject: ClassVar = SUBJECT

    n: int


class Producer:
    """publication: its outbox, and its API as the world of the consumer."""

    def __init__(self, sessions: Any, app: FastAPI, issuer: Any, owner: str):
        self.sessions = sessions
        self.dsn = owner
        self.asked = 0
        idp = FastAPI()

        @idp.post("/token")
        async def token() -> dict[str, Any]:
            self.asked += 1
            return {"access_token": issuer.token("kantor", wilayah="0"), "expires_in": 600}

        self.client = httpx.AsyncClient(
            mounts={
                "http://publication": httpx.ASGITransport(app),
                "http://idp": httpx.ASGITransport(idp),
            }
        )

    async def record(
        self, count: int, aggregate: str = "a", first: int = 1
    ) -> list[dict[str, Any]]:
        """Record facts and number them as the relay does; returns all as it would send them."""
        async with self.sessions.begin() as tx:
            at = datetime.now(UTC)
            for n in range(first, first + count):
                await record_event(tx, Counted(n=n), aggregate, at=at)
            await tx.execute(text("select nomori_outbox()"))
            rows = await tx.execute(
                text("select * from outbox where id_agregat = :a order by id"), {"a": aggregate}
            )
            return [cloud_event("publication", row) for row in rows]

    @asynccontextmanager
    async def owner(self) -> AsyncIterator[Any]:
        """A connection that may change what was recorded."""
        async with await psycopg.AsyncConnection.connect(self.dsn) as connection:
            yield connection

    @property
    def feeds(self) -> Feeds:
        token = MachineToken(self.client, "http://idp/token", "kantor", "x")
        return Feeds(self.client, {STREAM: "http://publication"}, token)


@pytest.fixture
async def producer(fresh_database, service_env, serve, issuer, grants):
    database = fresh_database("publication")
    service_env(database, "app")
    grants.give("kantor@0", "kantor", wilayah="0")
    app = create_app()
    await serve(app)
    engine = create_engine(database.worker, pool_size=2)
    producer = Producer(create_sessions(engine), app, issuer, database.owner)
    yield producer
    await producer.client.aclose()
    await engine.dispose()


class Counting:
    """A consumer of the producer's counts, with what it counted."""

    def __init__(self, sessions, feeds, gap_seconds=0.0):
        self.effects = []
        self.alarms = Alarms()
        self.table = {SUBJECT: Subscription(Count, self.count)}
        self.consumer = Consumer(
            sessions, stream=STREAM, table=self.table, feeds=feeds, gap_seconds=gap_seconds,
            alarms=self.alarms,
        )  # fmt: skip

    async def count(self, tx, event, *, at):
        self.effects.append(event.n)

    async def take(self, event):
        return await self.consumer.take(Envelope.model_validate(event))


@pytest.fixture
def make_counting(sessions):
    """Makes consumers of the producer's counts."""
    return lambda feeds, gap_seconds=0.0: Counting(sessions, feeds, gap_seconds)


@pytest.fixture
def counting(make_counting, producer):
    """One that fetches at once what is missing."""
    return make_counting(producer.feeds)
