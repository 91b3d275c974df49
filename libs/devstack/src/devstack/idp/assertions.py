"""`private_key_jwt` (RFC 7523): an office proves that it holds its key, each time anew."""

import json
import re
import time

import httpx
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ALGORITHMS = ["ES256", "RS256", "PS256"]
MAX_LIFETIME_SECONDS = 300
LEEWAY_SECONDS = 30
CLIENT = re.compile(r"[a-z0-9-]{3,64}")


class Assertions:
    """Clients as the gateway has registered them.

    Args:
        akses_url: The gateway's service of access, which shows each client's public keys.
        audience: The token endpoint; an assertion meant for another place proves nothing here.
    """

    def __init__(self, akses_url: str, audience: str):
        self._akses_url = akses_url
        self._seen: dict[str, float] = {}
        self._claims = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            aud={"essential": True, "value": audience},
            exp={"essential": True},
            jti={"essential": True},
        )

    async def client(self, assertion: str) -> str | None:
        """The client that an assertion speaks for; None when it proves nothing."""
        try:
            client = _claimed(assertion)
            decoded = jwt.decode(assertion, await self._keys(client), algorithms=ALGORITHMS)
            self._claims.validate(decoded.claims)
        except (JoseError, ValueError, LookupError, httpx.HTTPError):
            return None
        claims = decoded.claims
        lawful = claims.get("iss") == claims.get("sub") == client
        return client if lawful and self._is_first(client, claims) else None

    async def _keys(self, client: str) -> KeySet:
        async with httpx.AsyncClient(timeout=3, trust_env=False) as http:
            answer = await http.get(f"{self._akses_url}/v1/klien/{client}/jwks")
        return KeySet.import_key_set(answer.raise_for_status().json())

    def _is_first(self, client: str, claims: dict[str, object]) -> bool:
        """Say whether a short-lived assertion comes for the first time."""
        now, ends = time.time(), float(str(claims["exp"]))
        self._seen = {key: end for key, end in self._seen.items() if end > now - LEEWAY_SECONDS}
        key = f"{client}/{claims['jti']}"
        if ends > now + MAX_LIFETIME_SECONDS or key in self._seen:
            return False
        self._seen[key] = ends
        return True


def _claimed(assertion: str) -> str:
    """Whom an assertion claims to speak for, not yet verified; raises ValueError or JoseError."""
    claims = json.loads(jws.extract_compact(assertion.encode()).payload)
    client = claims.get("sub") if isinstance(claims, dict) else None
    if not (isinstance(client, str) and CLIENT.fullmatch(client)):
        raise ValueError("sub")
    return client
