"""The probe port of a worker: it lives, and how its connection to the broker does."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Any

from election_common.broker import Broker

_ANSWER = (
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
    "content-length: {}\r\nconnection: close\r\n\r\n"
)


async def serve_probe(broker: Broker, port: int, address: str = "127.0.0.1") -> asyncio.Server:
    """Answer `/livez` and `/readyz` on a port; of the loopback address unless told otherwise.

    Without a broker a worker is degraded and still ready: its acts wait in the outbox.
    """

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            request = await reader.readuntil(b"\r\n\r\n")
            body = json.dumps(_body(request, broker.state)).encode()
            writer.write(_ANSWER.format(len(body)).encode() + body)
            await writer.drain()
        writer.close()

    return await asyncio.start_server(answer, address, port)


def _body(request: bytes, state: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    if not request.startswith(b"GET /readyz "):
        return {"status": "ok"}
    broker = state()
    return {"status": "degraded" if broker["degraded"] else "ok", "broker": broker}
