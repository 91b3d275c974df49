"""Gaps: facts that the broker lost are fetched from the feed of the service that recorded them."""

import time
from collections.abc import Mapping
from typing import Any

import httpx
import structlog

from election_common.events import Aggregate, Envelope, source_of
from election_common.machine import MachineToken
from election_common.settings import ServiceSettings
from election_common.tls import trusted

log = structlog.get_logger()

TIMEOUT_SECONDS = 5.0
PAGE = 500


class ForeignFactError(ValueError):
    """A feed shows as its own what is a fact of another service."""


class Feeds:
    """Reads the feeds of other services, with one client and this service's own token.

    Args:
        client: The client for all feeds.
        urls: Base URL of the producer by stream.
        token: The token that feeds are read with.
    """

    def __init__(self, client: httpx.AsyncClient, urls: Mapping[str, str], token: MachineToken):
        self._client = client
        self._urls = urls
        self._token = token

    @classmethod
    def of(cls, settings: ServiceSettings) -> "Feeds":
        """The feeds that the settings name, perhaps none."""
        # addresses inside the house: an environment's proxy has no business there
        client = httpx.AsyncClient(
            timeout=TIMEOUT_SECONDS, trust_env=False, verify=trusted(settings.ca_file)
        )
        secret = settings.client_secret.get_secret_value()
        token = MachineToken(client, settings.token_url, settings.client_id, secret)
        return cls(client, settings.feeds, token)

    def know(self, stream: str) -> bool:
        """Whether the stream's producer has an address here."""
        return stream in self._urls

    async def events_from(self, stream: str, aggregate: Aggregate, seq: int) -> list[Envelope]:
        """Facts of an aggregate from `seq` on, in order, at most a page.

        Raises:
            httpx.HTTPError: The producer or the issuer of tokens is away, or refuses.
            ForeignFactError: It shows facts that are not its own.
        """
        _, kind, id_ = aggregate
        page = await self._get(stream, "", agregat=kind, id=id_, seq_dari=seq, limit=PAGE)
        return _facts(stream, page)

    async def page(self, stream: str, after: int) -> tuple[int, int, list[Envelope]]:
        """A page of the whole feed: its epoch, the `after` of the next page, the facts.

        Raises:
            httpx.HTTPError: As above.
            ForeignFactError: As above.
        """
        page = await self._get(stream, "", after=after, limit=PAGE)
        return page["feed_epoch"], page["after"], _facts(stream, page)

    async def summary(self, stream: str, **bucket: int) -> dict[str, Any]:
        """The producer's summary: digests of all buckets, or the aggregates of one.

        Raises:
            httpx.HTTPError: As above.
        """
        return await self._get(stream, "/ringkasan", **bucket)

    async def _get(self, stream: str, path: str, **params: str | int) -> dict[str, Any]:
        answer = await self._client.get(
            f"{self._urls[stream]}/v1/perubahan{path}",
            params=params,
            headers={"authorization": f"Bearer {await self._token.get()}"},
        )
        found: dict[str, Any] = answer.raise_for_status().json()
        return found

    async def close(self) -> None:
        """Close the client."""
        await self._client.aclose()


def _facts(stream: str, page: Mapping[str, Any]) -> list[Envelope]:
    events = [Envelope.model_validate(one) for one in page["peristiwa"]]
    if not all(event.is_of(source_of(stream)) for event in events):
        raise ForeignFactError(f"the feed of {stream} shows facts of another service")
    return events


class Gaps:
    """Since when each aggregate waits for a fact that has not come."""

    def __init__(self, seconds: float):
        self._seconds = seconds
        self._since: dict[Aggregate, float] = {}

    def is_due(self, event: Envelope) -> bool:
        """Note that an event came too early; say whether its aggregate has waited long enough.

        After each yes the wait begins anew, so that a producer is not asked all the time.
        """
        now = time.monotonic()
        if now - self._since.setdefault(event.aggregate, now) < self._seconds:
            return False
        self._since[event.aggregate] = now
        return True

    def close(self, event: Envelope) -> None:
        """Forget an aggregate that goes on."""
        self._since.pop(event.aggregate, None)
