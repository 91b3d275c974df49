"""Calls the house as its offices do: through the gateway, with a token of the acting role.

Every act carries an Idempotency-Key made from what it is, so a story that was interrupted asks for
the same act again and is answered as the first time. Where waiting helps, it waits.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import httpx

from devstack.idp.accounts import Account
from devstack.idp.client import TokenClient

PATIENCE_SECONDS = 240.0
PARALLEL = 8
WAITING_HELPS = frozenset({429, 502, 503, 504})
CONFLICT = 409
SLOWEST_RETRY_SECONDS = 1.0


class Refused(Exception):
    """The house said no; `problem` is its problem document."""

    def __init__(self, status: int, problem: dict[str, Any]):
        super().__init__(f"{status} {problem.get('code')}: {problem.get('detail')}")
        self.status = status
        self.problem = problem


class Caller:
    """One story's connection to the gateway."""

    def __init__(self, gateway: str, tokens: TokenClient, seed: str):
        self._tokens = tokens
        self._seed = seed
        limits = httpx.Limits(max_connections=PARALLEL * 2)
        self._http = httpx.AsyncClient(base_url=gateway, timeout=65.0, limits=limits)
        self._slots = asyncio.Semaphore(PARALLEL)
        self.calls = 0

    async def close(self) -> None:
        """End the connections."""
        await self._http.aclose()

    async def appoint(self, accounts: Iterable[Account]) -> None:
        """Give many accounts their access before they act."""
        await asyncio.to_thread(self._tokens.appoint, list(accounts))

    async def get(
        self, path: str, role: str = "", kode: str = "19", **params: str
    ) -> httpx.Response:
        """Read a resource as a role of the region `kode`; without a role, as the public does.

        Raises:
            Refused: The house said no for a reason that waiting does not mend.
        """
        return await self._send("GET", path, role, kode, params=params)

    async def act(
        self,
        path: str,
        role: str,
        wilayah: str,
        what: str,
        *,
        if_match: str | None = None,
        peserta: str = "",
        media_type: str = "text/csv",
        **body: Any,
    ) -> httpx.Response:
        """Ask for an act; `what` names it among all acts of the story.

        `peserta` is the party or pair that the role acts for, `media_type` that of raw content.

        Raises:
            Refused: The house said no for a reason that waiting does not mend.
        """
        key = hashlib.sha256(f"{self._seed}/{path}/{what}".encode()).hexdigest()
        headers = {"idempotency-key": key} | ({"if-match": if_match} if if_match else {})
        if "content" in body:
            headers["content-type"] = media_type
        return await self._send(
            "POST", path, role, wilayah, peserta=peserta, headers=headers, **body
        )

    async def operation(
        self, started: httpx.Response, service: str, role: str, wilayah: str
    ) -> dict[str, Any]:
        """Wait for the operation that an act has started; returns its result.

        Raises:
            Refused: The operation failed.
        """
        where = f"/{service}{started.headers['location']}"
        while True:
            state = (await self.get(where, role, wilayah)).json()
            if state["status"] == "selesai":
                result: dict[str, Any] = state["hasil"]
                return result
            if state["status"] == "gagal":
                raise Refused(CONFLICT, state["masalah"] | {"hasil": state["hasil"]})
            await asyncio.sleep(0.2)

    async def all(self, tasks: Iterable[Awaitable[None]], tick: Callable[[], None]) -> None:
        """Do many things, a few at a time; `tick` is called after each."""

        async def one(task: Awaitable[None]) -> None:
            async with self._slots:
                await task
            tick()

        async with asyncio.TaskGroup() as group:
            for task in tasks:
                group.create_task(one(task))

    async def _send(
        self, method: str, path: str, role: str, wilayah: str, *, peserta: str = "", **options: Any
    ) -> httpx.Response:
        """Send until there is an answer that waiting would not change."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + PATIENCE_SECONDS
        headers = options.pop("headers", {})
        while True:
            if role:
                token = await asyncio.to_thread(self._tokens.token, role, wilayah, peserta=peserta)
                headers["authorization"] = f"Bearer {token}"
            self.calls += 1
            try:
                answer = await self._http.request(method, path, headers=headers, **options)
            except httpx.TransportError:
                if loop.time() > deadline:
                    raise
                await asyncio.sleep(1)
                continue
            if answer.is_success:
                return answer
            wait = _wait_seconds(answer)
            if wait is None or loop.time() > deadline:
                raise Refused(answer.status_code, _problem(answer))
            await asyncio.sleep(wait)


def _wait_seconds(answer: httpx.Response) -> float | None:
    """How long to wait before asking again, or None when that would not help."""
    after = answer.headers.get("retry-after")
    if answer.status_code in WAITING_HELPS or (answer.status_code == CONFLICT and after):
        return min(float(after or 1), SLOWEST_RETRY_SECONDS)
    return None


def _problem(answer: httpx.Response) -> dict[str, Any]:
    try:
        problem: dict[str, Any] = answer.json()
    except ValueError:
        problem = {"code": "tanpa-penjelasan", "detail": answer.text[:200]}
    return problem
