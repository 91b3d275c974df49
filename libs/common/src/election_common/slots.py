"""Load shedding: so many requests at once, so many that wait, and nobody beyond.

A process that takes on more than it can do answers nobody in time; one that refuses at once stays
quick for those whom it takes.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from election_common.errors import Refusal
from election_common.route_table import DEFAULT, RouteRule, found

#: Answered whatever the load: whoever watches must be able to see.
EXEMPT = frozenset({"/livez", "/readyz", "/metrics"})
WAIT_SECONDS = 1.0


class Slots:
    """A bounded number of requests at work, and a bounded queue before them."""

    def __init__(self, at_once: int, waiting: int):
        self._free = asyncio.Semaphore(at_once)
        self._room = waiting

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Hold a slot; refuses with `layanan-penuh`, at once when the queue is full."""
        if self._free.locked():
            await self._wait()
        else:
            await self._free.acquire()  # does not wait: nobody has taken it since
        try:
            yield
        finally:
            self._free.release()

    async def _wait(self) -> None:
        if self._room == 0:
            raise Refusal("layanan-penuh")
        self._room -= 1
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self._free.acquire()
        except TimeoutError as failure:
            raise Refusal("layanan-penuh") from failure
        finally:
            self._room += 1


class SlotsMiddleware:
    """Gives each request a slot, and so much time until its answer begins as its route has."""

    def __init__(self, app: ASGIApp, slots: Slots, streams: Slots, public: Slots):
        self.app = app
        self._slots = slots
        self._streams = streams
        self._public = public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["path"] in EXEMPT:
            await self.app(scope, receive, send)
            return
        rule = found(scope).rule or DEFAULT
        async with self._of(rule).one():
            await self._in_time(rule, scope, receive, send)

    def _of(self, rule: RouteRule) -> Slots:
        if not rule.streams:
            return self._slots
        return self._public if rule.public else self._streams

    async def _in_time(self, rule: RouteRule, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with asyncio.timeout(rule.seconds) as limit:

                async def send_in_time(message: Message) -> None:
                    limit.reschedule(None)  # a stream may take as long as it flows
                    await send(message)

                await self.app(scope, receive, send_in_time)
        except TimeoutError as failure:
            if not limit.expired():
                raise
            raise Refusal("waktu-habis") from failure
