"""The toy's databases, broker and processes, and how a test looks into them."""

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import httpx
import psycopg

from devstack import ports
from devstack.nats_server import Broker
from devstack.postgres import ServiceDatabase
from devstack.pytest_plugin import Issuer
from devstack.waiting import wait_until
from election_common.database import Sessions, transaction
from toy import facts, process
from toy.process import Part

#: Reaches the worst wait of a relay or a consumer after an outage, beside other tests.
SETTLE_SECONDS = 180


class Rig:
    """A producer, a consumer, and the broker between them."""

    def __init__(
        self,
        folder: Path,
        *,
        producer: ServiceDatabase,
        consumer: ServiceDatabase,
        broker: Broker,
        issuer: Issuer,
        keyring: Path,
    ):
        self.folder = folder
        self.producer = producer
        self.consumer = consumer
        self.broker = broker
        self.api_port = ports.pick()
        self.relay_probe, self.probe = (f"http://127.0.0.1:{ports.pick()}" for _ in range(2))
        self.url = f"http://127.0.0.1:{self.api_port}"
        self._issuer = issuer
        self._keyring = keyring
        self.settings: dict[str, str] = {}
        with psycopg.connect(producer.owner) as owner:
            owner.execute(facts.ACTS)
        with psycopg.connect(consumer.owner) as owner:
            owner.execute(facts.EFFECTS)

    def environment(self, service: str, dsn: str) -> dict[str, str]:
        """Settings of a process of a service."""
        return {
            "ENVIRONMENT": "development",
            "DATABASE_URL": dsn,
            "NATS_URL": self.broker.url,
            "NATS_MONITOR_URL": self.broker.monitor_url,
            "NATS_USER": service,
            "NATS_PASSWORD": self.broker.password(service),
            "ISSUER": self._issuer.url,
            "JWKS_URL": self._issuer.jwks_url,
            "KEYRING_FILE": str(self._keyring),
            "FILES_URL": self.folder.as_uri(),
            "FEEDS": json.dumps({facts.STREAM: self.url}),
            "TOKEN_URL": f"{self._issuer.url}/token",
            "CLIENT_ID": "kantor",
            "CLIENT_SECRET": "x",
            "GAP_SECONDS": "1",
            "RECONCILE_SECONDS": "5",
            **self.settings,
        }

    def api(self) -> Part:
        """The producer's API."""
        env = self.environment(facts.PRODUCER, self.producer.app)
        return self._part(process.api, env, f"{self.url}/livez")

    def relay(self, *, second: bool = False) -> Part:
        """The producer's worker, or a second one beside it."""
        env = self.environment(facts.PRODUCER, self.producer.worker)
        probe = f"http://127.0.0.1:{ports.pick()}" if second else self.relay_probe
        return self._part(process.relay, env, f"{probe}/livez")

    def consumers(self) -> Part:
        """The consumer's worker."""
        env = self.environment(facts.CONSUMER, self.consumer.worker)
        return self._part(process.consumer, env, f"{self.probe}/livez")

    def _part(self, target: Callable[[], None], env: dict[str, str], probe: str) -> Part:
        port = probe.rpartition(":")[2].partition("/")[0]
        log = self.folder / f"{target.__name__}-{port}.log"
        return Part(target, env | {"WORKER_PORT": port, "API_PORT": port}, log, probe)

    async def record(self, sessions: Sessions, names: Iterable[str]) -> int:
        """Record one fact of each aggregate, a transaction each; returns how many."""
        count = 0
        for name in names:
            async with transaction(sessions, scope=None) as tx:
                await facts.record(tx, facts.Dihitung(nama=name, n=count))
            count += 1
        return count

    def settle(self, events: int, seconds: float = SETTLE_SECONDS) -> float:
        """Wait until so many facts have their effect; returns how long that took."""
        begin = time.monotonic()
        with psycopg.connect(self.consumer.worker, autocommit=True) as connection:
            query = "select count(*) from inbox"
            wait_until(
                lambda: connection.execute(query).fetchone()[0] >= events,
                seconds=seconds,
                what=f"{events} facts in effect",
            )
        return time.monotonic() - begin

    @staticmethod
    def rows(database: ServiceDatabase, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What a query shows to the database's owner."""
        with psycopg.connect(database.owner) as connection:
            return connection.execute(query, values).fetchall()

    @staticmethod
    def execute(database: ServiceDatabase, statement: str, *values: object) -> None:
        """Change something as the database's owner."""
        with psycopg.connect(database.owner) as connection:
            connection.execute(statement, values)

    def alarms(self, probe: str = "") -> dict[str, str]:
        """The alarms that a worker's probe shows, the consumer's unless said."""
        try:
            alarms: dict[str, str] = httpx.get(f"{probe or self.probe}/readyz").json()["alarms"]
        except httpx.TransportError:
            return {}
        return alarms

    def await_alarm(self, name: str, probe: str = "") -> None:
        """Wait until a worker says that something is wrong."""
        wait_until(lambda: name in self.alarms(probe), seconds=30, what=f"alarm {name}")

    def await_no_alarm(self, name: str) -> None:
        """Wait until the consumer's worker says that it is mended."""
        wait_until(lambda: name not in self.alarms(), seconds=30, what=f"no alarm {name}")

    def published(self) -> int:
        """How many facts the relay has marked as stored by the broker."""
        ((count,),) = self.rows(
            self.producer, "select count(*) from outbox where terbit_pada is not null"
        )
        return count

    def require_exactly_once(self) -> dict[str, int]:
        """Hold the consumer's effects against the producer's record; returns what was counted.

        Each fact had one effect, each aggregate's in the order of `seq`, and no letter is dead.
        """
        recorded = self.rows(self.producer, "select id_agregat, seq from outbox order by 1, 2")
        expected: dict[str, list[int]] = {}
        for name, seq in recorded:
            expected.setdefault(name, []).append(seq)
        assert all(seqs == list(range(1, len(seqs) + 1)) for seqs in expected.values())
        gates = dict(self.rows(self.consumer, "select id_agregat, seq from gerbang"))
        assert gates == {name: len(seqs) for name, seqs in expected.items()}
        ordered = "select data->>'nama', (data->>'n')::integer from outbox order by id_agregat, seq"
        effects = self.rows(self.consumer, "select agregat, n from efek order by agregat, no")
        assert effects == self.rows(self.producer, ordered)
        assert self.rows(self.consumer, "select count(*) from inbox") == [(len(recorded),)]
        assert self.rows(self.consumer, "select count(*) from dead_letter") == [(0,)]
        return {"events": len(recorded), "effects": len(effects), "lost": 0, "repeated": 0}
