"""What the services say about themselves: asked seldom, however many wish to know.

Whoever comes needs no token, and nothing at a service sheds its probes: what is found serves all
who come within a moment, and they wait for the one who looks.
"""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

import httpx

TIMEOUT_SECONDS = 3.0
DOCUMENT_SECONDS = 5.0
HEALTH_SECONDS = 1.0

T = TypeVar("T")
Merge = Callable[[Mapping[str, dict[str, Any]]], dict[str, Any]]


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


@dataclass(slots=True)
class Kept(Generic[T]):
    """What was found, and until when it serves."""

    _found: T | None = None
    _until: float = float("-inf")
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, find: Callable[[], Awaitable[T]], seconds: float) -> T:
        """What was found within these seconds, or is found now."""
        async with self._lock:
            if self._found is None or time.monotonic() >= self._until:
                self._found = await find()
                self._until = time.monotonic() + seconds
            return self._found


class Upstream:
    """The services behind the gateway.

    Args:
        client: Where requests go out.
        services: Base URL by service name.
    """

    def __init__(self, client: httpx.AsyncClient, services: Mapping[str, str]):
        self._client = client
        self._services = services
        self._documents: defaultdict[str, Kept[bytes | list[str]]] = defaultdict(Kept)
        self._healths: Kept[list[Health]] = Kept()

    async def document(self, path: str, merge: Merge, *, optional: bool = False) -> bytes:
        """Return the JSON documents at the path of all services as one.

        Args:
            path: Path at the service.
            merge: Makes one of those documents, by service.
            optional: A service may have none (404) and is left out then.

        Raises:
            UnreachableError: Some service did not answer well.
        """
        make = partial(self._make, path, merge, optional)
        found = await self._documents[path].get(make, DOCUMENT_SECONDS)
        if isinstance(found, list):
            raise UnreachableError(found)
        return found

    async def health(self) -> list[Health]:
        """Whether each service is ready."""
        return await self._healths.get(self._ask_all, HEALTH_SECONDS)

    async def _make(self, path: str, merge: Merge, optional: bool) -> bytes | list[str]:
        """The document, or the services that did not answer well."""
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
            return failed
        documents = {name: answer.json() for name, answer in by_service.items() if answer}
        return json.dumps(merge(documents), ensure_ascii=False, separators=(",", ":")).encode()

    async def _ask_all(self) -> list[Health]:
        return await asyncio.gather(*(self._health(service) for service in self._services))

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
