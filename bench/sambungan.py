"""Kept connections that send acts, at the least cost: the load shares its cores with the house.

The story's client takes 1 to 2 ms of a core for an act; two hundred a second would be a third of
one, and the delays would be the client's own.
"""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx

from devstack.story.caller import WAITING_HELPS

END = b"\r\n\r\n"
PATIENCE_SECONDS = 60.0
PAUSE_SECONDS = 0.05


@dataclass(slots=True)
class Sambungan:
    """One connection to the gateway, of one caller; it asks for one thing at a time."""

    gateway: str
    token: str
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def act(self, path: str, key: str, body: Any) -> None:  # noqa: ANN401 - what JSON can say
        """Ask for an act once those before it are answered, and again while the house is full.

        Raises:
            RuntimeError: It was refused.
        """
        request = self._request(path, key, json.dumps(body).encode())
        async with self._turn, asyncio.timeout(PATIENCE_SECONDS):
            while (status := await self._ask(request)) in WAITING_HELPS:  # noqa: ASYNC110 - by asking
                await asyncio.sleep(PAUSE_SECONDS)
        if not httpx.codes.is_success(status):
            raise RuntimeError(f"{path}: {status}")

    async def _ask(self, request: bytes) -> int:
        reader, writer = self._line = self._line or await self._connect()
        writer.write(request)
        head = (await reader.readuntil(END)).lower()
        _, _, length = head.partition(b"content-length: ")
        await reader.readexactly(int(length.partition(b"\r\n")[0]))
        return int(head.split(maxsplit=2)[1])

    def close(self) -> None:
        """End the connection."""
        if self._line is not None:
            self._line[1].close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        where = urlsplit(self.gateway)
        return await asyncio.open_connection(where.hostname, where.port)

    def _request(self, path: str, key: str, body: bytes) -> bytes:
        head = (
            f"POST {path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {self.token}\r\n"
            f"idempotency-key: {key}\r\ncontent-type: application/json\r\n"
            f"content-length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body
