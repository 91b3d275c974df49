"""The keys of an issuer: fetched from one address, kept while it is away, asked for seldom."""

import asyncio
import ssl
import time

import httpx
import structlog
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet

from election_common.errors import Refusal

log = structlog.get_logger()

ALGORITHMS = ["ES256", "RS256", "PS256"]
#: Keys older than this are fetched again.
KEEP_SECONDS = 600.0
#: An unknown key may be a new one, and an issuer that was away may be back: but whoever makes up
#: key ids does not make us ask more often than this.
ASK_SECONDS = 30.0
TIMEOUT_SECONDS = 3.0


class IssuerKeys:
    """The verifying keys of one issuer.

    Args:
        url: Where its key set lies. A token never says so.
        trust: Whose certificates are believed there.
    """

    def __init__(self, url: str, *, trust: ssl.SSLContext | bool = True):
        self._url = url
        self._trust = trust
        self._keys: dict[str, Key] = {}
        self._fetched = self._asked = float("-inf")
        self._lock = asyncio.Lock()

    async def get(self, kid: str) -> Key:
        """The key with this id.

        Raises:
            ValueError: The issuer has none.
            Refusal: `penerbit-token-tidak-terjangkau` when no keys were ever had.
        """
        if kid not in self._keys or time.monotonic() - self._fetched >= KEEP_SECONDS:
            await self._refresh(kid)
        if not self._keys:
            raise Refusal("penerbit-token-tidak-terjangkau")
        if kid not in self._keys:
            raise ValueError("kid")
        return self._keys[kid]

    async def _refresh(self, kid: str) -> None:
        """Fetch the keys, unless they were asked for just now; who has a key waits for nobody."""
        if self._lock.locked() and kid in self._keys:
            return
        async with self._lock:
            pause = ASK_SECONDS if self._keys else 1.0
            if time.monotonic() - self._asked < pause:
                return
            self._asked = time.monotonic()
            try:
                self._keys = await self._fetch()
                self._fetched = time.monotonic()
            except (httpx.HTTPError, JoseError, ValueError, LookupError, TypeError) as failure:
                log.warning("jwks-unreachable", failure=repr(failure))

    async def _fetch(self) -> dict[str, Key]:
        async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS, verify=self._trust) as client:
            answer = await client.get(self._url)
        keys = KeySet.import_key_set(answer.raise_for_status().json()).keys
        return {key.kid: key for key in keys if key.kid and key.key_type in {"EC", "RSA"}}
