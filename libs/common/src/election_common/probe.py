"""The probe port of a worker: that it lives, whether it is well, and its metrics."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST

from election_common import sync_watch
from election_common.alarms import Alarms
from election_common.broker import Broker

_HEAD = "HTTP/1.1 {} {}\r\ncontent-type: {}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n"
_JSON = "application/json"

Answer = tuple[HTTPStatus, str, bytes]


@dataclass(frozen=True, slots=True)
class Health:
    """What a worker says of itself.

    Without a broker, or with an alarm, a worker is degraded and still ready: its acts wait in the
    outbox. Only in production it is not ready on a server that may lose what it acknowledged.
    """

    broker: Broker
    alarms: Alarms
    metrics: Callable[[], Awaitable[bytes]]
    production: bool

    def readiness(self) -> Answer:
        """Answer `/readyz`."""
        broker, alarms = self.broker.state(), self.alarms.open
        ready = not (self.production and sync_watch.ALARM in alarms)
        degraded = broker["degraded"] or bool(alarms)
        status = "degraded" if degraded else "ok"
        body = {"status": status if ready else "not ready", "broker": broker, "alarms": alarms}
        return _json(HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE, body)

    async def answer(self, path: str) -> Answer:
        """Answer a request."""
        if path == "/readyz":
            return self.readiness()
        if path != "/metrics":
            return _json(HTTPStatus.OK, {"status": "ok"})
        return HTTPStatus.OK, CONTENT_TYPE_LATEST, await self.metrics()


async def serve_probe(health: Health, port: int, address: str = "127.0.0.1") -> asyncio.Server:
    """Answer `/livez`, `/readyz` and `/metrics`; on the loopback address unless told otherwise."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            request = await reader.readuntil(b"\r\n\r\n")
            path = request.decode(errors="replace").split(" ", 2)[1:2]
            status, kind, body = await health.answer(path[0] if path else "")
            head = _HEAD.format(status.value, status.phrase, kind, len(body))
            writer.write(head.encode() + body)
            await writer.drain()
        writer.close()

    return await asyncio.start_server(answer, address, port)


def _json(status: HTTPStatus, body: dict[str, Any]) -> Answer:
    return status, _JSON, json.dumps(body).encode()
