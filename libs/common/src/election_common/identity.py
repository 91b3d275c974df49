"""Access tokens: checked by every service itself, whatever the gateway has checked before."""

import asyncio
import ssl
import time
from typing import Any

import httpx
import structlog
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from election_common.actor import Actor
from election_common.errors import Refusal
from election_common.scope import SEMUA, level

log = structlog.get_logger()

ALGORITHMS = ["ES256", "RS256", "PS256"]
LEEWAY_SECONDS = 30
MAX_LIFETIME_SECONDS = 900
KEYS_SECONDS = 600
REFETCH_SECONDS = 30
NATIONAL = "0"


class Verifier:
    """Verifies RFC 9068 access tokens of one issuer for one audience."""

    def __init__(
        self, *, issuer: str, jwks_url: str, audience: str, trust: ssl.SSLContext | bool = True
    ):
        self._jwks_url = jwks_url
        self._trust = trust
        self._keys = KeySet([])
        self._fetched = float("-inf")
        self._lock = asyncio.Lock()
        self._claims = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            jti={"essential": True},
        )

    async def actor(self, token: str) -> Actor:
        """Return who the token speaks for; refuses with `token-tidak-sah`."""
        await self._refresh(older_than=KEYS_SECONDS)
        try:
            decoded = self._decode(token)
        except ValueError:  # unknown key id: perhaps the keys were rotated
            await self._refresh(older_than=REFETCH_SECONDS)
            decoded = self._decode_or_refuse(token)
        except JoseError as failure:
            raise Refusal("token-tidak-sah") from failure
        return _actor(decoded.header, decoded.claims)

    def _decode(self, token: str) -> jwt.Token:
        decoded = jwt.decode(token, self._keys, algorithms=ALGORITHMS)
        self._claims.validate(decoded.claims)
        return decoded

    def _decode_or_refuse(self, token: str) -> jwt.Token:
        try:
            return self._decode(token)
        except (JoseError, ValueError) as failure:
            raise Refusal("token-tidak-sah") from failure

    async def _refresh(self, older_than: float) -> None:
        """Fetch the keys again when those at hand are older; old keys serve while that fails."""
        async with self._lock:
            if time.monotonic() - self._fetched < older_than:
                return
            try:
                async with httpx.AsyncClient(timeout=3, verify=self._trust) as client:
                    answer = await client.get(self._jwks_url)
                self._keys = KeySet.import_key_set(answer.raise_for_status().json())
                self._fetched = time.monotonic()
            except httpx.HTTPError as failure:
                log.warning("jwks-unreachable", failure=repr(failure))
                if not self._keys.keys:
                    raise Refusal("penerbit-token-tidak-terjangkau") from failure


def _actor(header: dict[str, Any], claims: dict[str, Any]) -> Actor:
    """Read the actor from verified claims; refuses what is no access token of the house."""
    roles: Any = claims.get("roles")
    wilayah: Any = claims.get("wilayah")
    belongs = {name: claims.get(name, "") for name in ("peserta", "unit")}
    lawful = (
        header.get("typ", "").lower() == "at+jwt"
        and claims["exp"] - claims["iat"] <= MAX_LIFETIME_SECONDS
        and isinstance(roles, list)
        and all(isinstance(role, str) for role in roles)
        and isinstance(wilayah, str)
        and all(isinstance(name, str) and name != SEMUA for name in belongs.values())
    )
    if not lawful:
        raise Refusal("token-tidak-sah")
    if wilayah != NATIONAL:
        try:
            level(wilayah)
        except ValueError as failure:
            raise Refusal("token-tidak-sah") from failure
    return Actor(sub=claims["sub"], peran=frozenset(roles), wilayah=wilayah, **belongs)
