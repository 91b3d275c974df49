"""The connection to NATS: kept for ever, watched, and honest about its state.

An outage is a state, not an error. Two things need watching: a server that no longer answers on a
connection that still stands, and a client that no longer tries.
"""

import asyncio
import contextlib
import time
from typing import Any, Self

import nats
import nats.errors
import structlog
from nats.aio.client import Client

from election_common.settings import ServiceSettings
from election_common.tls import trusted

log = structlog.get_logger()

WATCH_SECONDS = 5.0
FLUSH_SECONDS = 5
COMPLAINT_SECONDS = 60.0
#: Longer than any attempt to connect; a client at work complains of each that fails.
SILENCE_SECONDS = 60.0


class BrokerStuckError(Exception):
    """The client neither is connected nor tries: only a new process helps."""


class Broker:
    """A connection of one service; `client` is set by `connect`."""

    client: Client

    def __init__(self) -> None:
        self._heard = time.monotonic()
        self._complaint: tuple[float, str] | None = None

    @classmethod
    async def connect(cls, settings: ServiceSettings, service: str) -> Self:
        """Connect, waiting until the server is there."""
        broker = cls()
        broker.client = await nats.connect(
            settings.nats_url,
            user=settings.nats_user,
            password=settings.nats_password.get_secret_value(),
            tls=trusted(settings.ca_file) if settings.nats_url.startswith("tls://") else None,
            name=service,
            inbox_prefix=f"_INBOX_{service.replace('-', '_')}".encode(),
            connect_timeout=2,
            reconnect_time_wait=0.5,
            max_reconnect_attempts=-1,
            allow_reconnect=True,
            error_cb=broker.complain,
        )
        return broker

    async def close(self) -> None:
        """End the connection; the client wants to say its last even to a server that is away."""
        with contextlib.suppress(nats.errors.Error, OSError):
            await self.client.close()

    async def complain(self, failure: Exception) -> None:
        """Note what the server or the client says is wrong.

        A forbidden publish looks like a timeout to its caller; the reason arrives only here.
        """
        log.warning("broker-error", failure=repr(failure))
        self._heard = time.monotonic()
        self._complaint = self._heard, repr(failure)

    def state(self) -> dict[str, Any]:
        """Whether events flow; acts do not depend on it."""
        since = time.monotonic() - COMPLAINT_SECONDS
        recent = self._complaint is not None and self._complaint[0] > since
        connected = self.client.is_connected
        return {
            "degraded": recent or not connected,
            "connected": connected,
            "complaint": self._complaint[1] if recent and self._complaint else None,
        }

    async def watch(self) -> None:
        """Watch the connection until cancelled.

        Raises:
            BrokerStuckError: The client has stopped trying.
        """
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            await self.check()

    async def check(self) -> None:
        """Connect anew when the server does not answer on the connection that stands.

        Raises:
            BrokerStuckError: The client has stopped trying.
        """
        if self.client.is_connected:
            try:
                await asyncio.wait_for(self.client.flush(FLUSH_SECONDS), FLUSH_SECONDS + 1)
            except (TimeoutError, nats.errors.Error) as failure:
                await self.complain(failure)
                await self.client.force_reconnect()
            else:
                self._heard = time.monotonic()
        elif time.monotonic() - self._heard > SILENCE_SECONDS:
            raise BrokerStuckError
