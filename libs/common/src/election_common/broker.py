"""The connection to NATS: kept for ever, watched, and honest about its state.

An outage is a state, not an error, and so is a server that was never there. Two things need
watching: a server that no longer answers on a connection that still stands, and a client that no
longer tries.
"""

import asyncio
import contextlib
import time
from typing import Any

import nats.errors
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription

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


class PatientClient(Client):
    """The library's client, refusing until its server was reached for the first time.

    The library would keep what is asked of it meanwhile, and forget it with an attempt that fails.
    """

    reached = False

    async def request(self, *args: Any, **options: Any) -> Msg:
        """As the library's.

        Raises:
            nats.errors.ConnectionClosedError: The server was never reached.
        """
        self._require_reached()
        return await super().request(*args, **options)

    async def subscribe(self, *args: Any, **options: Any) -> Subscription:
        """As the library's.

        Raises:
            nats.errors.ConnectionClosedError: The server was never reached.
        """
        self._require_reached()
        return await super().subscribe(*args, **options)

    def _require_reached(self) -> None:
        if not self.reached:
            raise nats.errors.ConnectionClosedError


class Broker:
    """A connection of one service; `client` may be used at any time, and fails without a server.

    Args:
        settings: Where the server is, and who connects.
        service: Name of the service.

    Attributes:
        complaints: How often server or client said that something is wrong.
    """

    def __init__(self, settings: ServiceSettings, service: str):
        self.client = PatientClient()
        self._settings = settings
        self._service = service
        self.complaints = 0
        self._heard = time.monotonic()
        self._complaint: tuple[float, str] | None = None

    async def connect(self) -> None:
        """Connect, waiting until the server is there."""
        settings = self._settings
        await self.client.connect(
            settings.nats_url,
            user=settings.nats_user,
            password=settings.nats_password.get_secret_value(),
            tls=trusted(settings.ca_file) if settings.nats_url.startswith("tls://") else None,
            name=self._service,
            inbox_prefix=f"_INBOX_{self._service.replace('-', '_')}".encode(),
            connect_timeout=2,
            reconnect_time_wait=0.5,  # type: ignore[arg-type]  # it is only slept
            max_reconnect_attempts=-1,
            allow_reconnect=True,
            error_cb=self.complain,
        )
        self.client.reached = True

    async def keep(self) -> None:
        """Connect, and watch the connection until cancelled.

        Raises:
            ExceptionGroup: With `BrokerStuckError`, when the client has stopped trying.
        """
        async with asyncio.TaskGroup() as group:
            group.create_task(self.connect())
            group.create_task(self.watch())

    async def close(self) -> None:
        """End the connection; the client wants to say its last even to a server that is away."""
        if self.client.reached:
            with contextlib.suppress(nats.errors.Error, OSError):
                await self.client.close()

    async def complain(self, failure: Exception) -> None:
        """Note what the server or the client says is wrong.

        A forbidden publish looks like a timeout to its caller; the reason arrives only here.
        """
        log.warning("broker-error", failure=repr(failure))
        self.complaints += 1
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
