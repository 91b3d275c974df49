"""What the services say about themselves, asked at most every few seconds."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

TIMEOUT_SECONDS = 3.0
KEEP_SECONDS = 5.0


class UnreachableError(Exception):
    """Services that did not answer as they must."""

    def __init__(self, services: list[str]):
        super().__init__(", ".join(services))
        self.services = services


@dataclass(frozen=True, slots=True)
class Health:
    """Whether a service is ready, and how long it took to say so."""

    service: str
    ready: bool
    milliseconds: float


class Upstream:
    """The services behind the gateway.

    Args:
        client: Where requests go out.
        services: Base URL by service name.
    """

    def __init__(self, client: httpx.AsyncClient, services: Mapping[str, str]):
        self._client = client
        self._services = services
        self._kept: dict[str, tuple[float, dict[str, Any]]] = {}
        self._lock = asyncio.Lock()

    async def documents(self, path: str, *, optional: bool = False) -> dict[str, dict[str, Any]]:
        """Return the JSON document at the path of each service; kept for a few seconds.

        Args:
            path: Path at the service.
            optional: A service may have none (404) and is left out then.

        Raises:
            UnreachableError: Some service did not answer well.
        """
        async with self._lock:
            fetched_at, documents = self._kept.get(path, (float("-inf"), {}))
            if time.monotonic() - fetched_at >= KEEP_SECONDS:
                documents = await self._fetch_all(path, optional=optional)
                self._kept[path] = time.monotonic(), documents
            return documents

    async def health(self) -> list[Health]:
        """Ask each service whether it is ready."""
        return await asyncio.gather(*(self._health(service) for service in self._services))

    async def _fetch_all(self, path: str, *, optional: bool) -> dict[str, dict[str, Any]]:
        answers = await asyncio.gather(*(self._get(name, path) for name in self._services))
        by_service = dict(zip(self._services, answers, strict=True))
        if optional:
            by_service = {
                service: answer
                for service, answer in by_service.items()
                if answer is None or answer.status_code != httpx.codes.NOT_FOUND
            }
        failed = [name for name, answer in by_service.items() if not (answer and answer.is_success)]
        if failed:
            raise UnreachableError(failed)
        return {name: answer.json() for name, answer in by_service.items() if answer}

    async def _health(self, service: str) -> Health:
        begin = time.monotonic()
        answer = await self._get(service, "/readyz")
        ready = answer is not None and answer.is_success
        return Health(service, ready, round((time.monotonic() - begin) * 1000, 1))

    async def _get(self, service: str, path: str) -> httpx.Response | None:
        try:
            return await self._client.get(f"{self._services[service]}{path}")
        except httpx.HTTPError:
            return None
