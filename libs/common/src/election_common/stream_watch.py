"""Watches the durable consumers of a service: that they are there, and what the server gave up.

Streams and consumers are declared by the deployment, not here: a service may not make them. One
that was deleted is an alarm until it is declared again; the worker then goes on by itself, and a
comparison with the producer follows at once.
"""

import asyncio
from collections import Counter
from collections.abc import Collection, Mapping

import nats.errors
import structlog
from nats.js import JetStreamContext
from nats.js.errors import NotFoundError

from election_common.alarms import Alarms
from election_common.pull import fetch, pulling
from election_common.reconcile import GIVEN_UP, Reconciler

log = structlog.get_logger()

WATCH_SECONDS = 5.0
#: The stream of what the server says of consumers: `deploy/nats/streams.toml`.
ADVISORY = "ADVISORY"


class StreamWatch:
    """Watches the consumers of one service.

    Args:
        js: The service's connection.
        service: Its name, and that of its durable consumers.
        streams: The streams that it reads.
        reconcilers: What compares each stream's copies with their producer.
        alarms: Where is said what is wrong.
    """

    def __init__(
        self,
        js: JetStreamContext,
        service: str,
        streams: Collection[str],
        reconcilers: Mapping[str, Reconciler],
        alarms: Alarms,
    ):
        self.pending: dict[str, int] = {}
        self.given_up: Counter[str] = Counter()
        self._js = js
        self._service = service
        self._streams = streams
        self._reconcilers = reconcilers
        self._alarms = alarms

    async def run(self) -> None:
        """Look at every consumer every few seconds, until cancelled."""
        while True:
            for stream in self._streams:
                try:
                    await self.look(stream)
                except (nats.errors.Error, TimeoutError) as failure:
                    log.warning("stream-not-seen", stream=stream, failure=repr(failure))
            await asyncio.sleep(WATCH_SECONDS)

    async def look(self, stream: str) -> None:
        """Note how many facts wait in a stream, or that it is gone."""
        name = f"stream-gone {stream}"
        try:
            info = await self._js.consumer_info(stream, self._service)
        except NotFoundError:
            self._alarms.sound(name, f"no consumer {self._service}: declare the streams")
            return
        self.pending[stream] = (info.num_pending or 0) + (info.num_ack_pending or 0)
        if self._alarms.clear(name):
            self._hasten(stream)

    async def hear(self) -> None:
        """Hear which deliveries the server has given up, until cancelled."""
        while True:
            try:
                async with pulling(self._js, stream=ADVISORY, durable=self._service) as advisories:
                    while True:
                        for message in await fetch(advisories):
                            self.note(message.subject)
                            await message.ack()
            except Exception as failure:  # noqa: BLE001 - the stream keeps what was not heard
                log.warning("advisories-not-heard", failure=repr(failure))
                await asyncio.sleep(WATCH_SECONDS)

    def note(self, subject: str) -> None:
        """Note that a delivery was given up; the fact comes from the feed, asked at once."""
        stream, consumer = subject.split(".")[-2:]
        if consumer == self._service:
            self.given_up[stream] += 1
            text = f"{self.given_up[stream]} since the start"
            self._alarms.sound(GIVEN_UP.format(stream), text)
            self._hasten(stream)

    def _hasten(self, stream: str) -> None:
        if stream in self._reconcilers:
            self._reconcilers[stream].hasten()
