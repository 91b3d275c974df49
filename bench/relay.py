"""The relay beside nats-py: durable messages a second of 200 aggregates, same server, same sync.

Below them the way on: how many facts a second the consumer takes in, beside the relay's figure.
"""

import asyncio
import json
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import httpx
import nats
import psycopg
from nats.js import JetStreamContext
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.measure import Figure, alternate
from bench.registry import VOTER_REGISTRY, Registry, registry
from devstack.nats_server import Broker
from devstack.python_process import migration
from devstack.services import SERVICES
from election_common.alarms import Alarms
from election_common.consumer import Consumer
from election_common.database import Tx, create_engine, create_sessions
from election_common.events import Reading
from election_common.gap import Feeds
from election_common.gate import Subscription
from election_common.machine import MachineToken
from election_common.relay import Refused, relay_once
from election_common.tables import inbox

AGGREGATES = 200
FACTS = 2_000
IN_FLIGHT = 100
LEAST_OF_PEER = 0.5
SUBJECT = "voter-registry.bench.dihitung.v1"
PUBLICATION = SERVICES[1]
BODY = json.dumps({"data": {"n": 1}, "padding": "x" * 300}).encode()

# A round's facts, as acts leave them; aggregates go on from one round to the next.
RECORD = """
    insert into outbox (jenis_agregat, id_agregat, seq, subject, data, terjadi_pada)
    select 'bench', 'a' || n %% %(aggregates)s, %(first)s + n / %(aggregates)s, %(subject)s,
           '{"n": 1}', now()
    from generate_series(0, %(facts)s - 1) n
"""


class Counted(Reading):
    """A fact of the bench."""

    subject: ClassVar = SUBJECT

    n: int


@dataclass(slots=True)
class Flow:
    """Both ends of the broker."""

    registry: Registry
    broker: Broker
    publication: str
    rounds: int = 0

    def publish_bare(self) -> float:
        """Publish with nats-py, so many in flight; returns messages a second."""
        return asyncio.run(self._publish_bare())

    def relay(self) -> float:
        """Relay a round's facts; returns facts a second."""
        first = 1 + self.rounds * FACTS // AGGREGATES
        self.rounds += 1
        values = {"aggregates": AGGREGATES, "facts": FACTS, "first": first, "subject": SUBJECT}
        with psycopg.connect(self.registry.database.owner) as owner:
            owner.execute(RECORD, values)
        return asyncio.run(self._relay())

    def consume(self) -> float:
        """Take in all that was relayed; returns facts a second."""
        return asyncio.run(self._consume())

    async def _publish_bare(self) -> float:
        # Into the other stream: the consumer that is measured reads only ours.
        async with self._jetstream(PUBLICATION.name) as js:
            slots = asyncio.Semaphore(IN_FLIGHT)

            async def publish() -> None:
                async with slots:
                    await js.publish("publication.bench.dihitung.v1", BODY)

            begin = time.perf_counter()
            await asyncio.gather(*(publish() for _ in range(FACTS)))
            return FACTS / (time.perf_counter() - begin)

    async def _relay(self) -> float:
        async with (
            self._jetstream(VOTER_REGISTRY.name) as js,
            _engine(self.registry.database.worker) as engine,
            engine.connect() as connection,
        ):
            auto = await connection.execution_options(isolation_level="AUTOCOMMIT")
            begin = time.perf_counter()
            moved, refused = 0, Refused(Alarms())
            while moved < FACTS:
                moved += await relay_once(auto, js, VOTER_REGISTRY.name, refused)
            return FACTS / (time.perf_counter() - begin)

    async def _consume(self) -> float:
        async with (
            self._jetstream(PUBLICATION.name) as js,
            _engine(self.publication) as engine,
        ):
            sessions = create_sessions(engine)
            async with httpx.AsyncClient() as client:
                feeds = Feeds(client, {}, MachineToken(client, "", "", ""))
                table = {SUBJECT: Subscription(Counted, _ignore, together=True)}
                stream = VOTER_REGISTRY.stream
                consumer = Consumer(
                    sessions, stream=stream, table=table, feeds=feeds, gap_seconds=60,
                    alarms=Alarms(),
                )  # fmt: skip
            begin = time.perf_counter()
            running = asyncio.create_task(consumer.run(js, PUBLICATION.name))
            wanted = self.rounds * FACTS
            async with asyncio.timeout(300):
                while await _taken_in(engine) < wanted:  # noqa: ASYNC110 - rows are counted
                    await asyncio.sleep(0.05)
            seconds = time.perf_counter() - begin
            running.cancel()
            await asyncio.wait([running])
            return wanted / seconds

    @asynccontextmanager
    async def _jetstream(self, user: str) -> AsyncIterator[JetStreamContext]:
        client = await nats.connect(
            self.broker.url,
            user=user,
            password=self.broker.password(user),
            inbox_prefix=f"_INBOX_{user.replace('-', '_')}".encode(),
        )
        yield client.jetstream(timeout=5)
        await client.close()


def measure() -> list[Figure]:
    """Measure the relay in turn with its peer, then the consumer."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, registry() as house:
        cluster = house.cluster
        database = cluster.create_service_database(PUBLICATION.database)
        env = {"ENVIRONMENT": "development", "DATABASE_URL": database.owner}
        migration("publication", Path(name), config=PUBLICATION.migrations, env=env).start()
        with Broker(Path(name) / "nats") as broker:
            flow = Flow(house, broker, database.worker)
            seen = alternate({"peer": flow.publish_bare, "relay": flow.relay})
            taken_in = flow.consume()
    return [
        Figure(f"relay, {AGGREGATES} aggregates : nats-py, {IN_FLIGHT} in flight", seen["relay"],
               seen["peer"], "/s", at_least=LEAST_OF_PEER),
        Figure("consumer, inbox and gate : relay", taken_in, seen["relay"], "/s"),
    ]  # fmt: skip


@asynccontextmanager
async def _engine(url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(url, pool_size=12)
    yield engine
    await engine.dispose()


async def _ignore(tx: Tx, event: Counted, *, at: datetime) -> None:
    """Have no effect but the inbox."""


async def _taken_in(engine: AsyncEngine) -> int:
    """How many facts of the bench have passed their gates."""
    query = select(func.count()).select_from(inbox).where(inbox.c.subject == SUBJECT)
    async with engine.connect() as connection:
        count: int = (await connection.execute(query)).scalar_one()
        return count
