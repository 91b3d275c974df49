"""Access tokens: checked by every service itself, whatever the gateway has checked before."""

import hashlib
import ssl
from typing import Any, Literal

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key

from election_common.actor import Actor
from election_common.errors import Refusal
from election_common.key_sets import ALGORITHMS, IssuerKeys
from election_common.peran import Peran
from election_common.scope import NASIONAL, SEMUA, level

LEEWAY_SECONDS = 30
MAX_LIFETIME_SECONDS = 900
MAX_LENGTH = 16_384
#: How many tokens are remembered, by their digest, as rightly signed.
MAX_REMEMBERED = 10_000
ROLES = frozenset(Peran)
#: What a header may hold. A token never brings its key, nor says where one lies, nor asks for
#: anything that must be understood (`jwk`, `jku`, `x5u`, `x5c`, `crit`).
HEADER = frozenset({"alg", "kid", "typ"})
#: What only an ID token holds: it says who logged in, it opens nothing.
OF_AN_ID_TOKEN = frozenset({"nonce", "at_hash"})

#: How an issuer marks an access token: `typ: at+jwt` in the header (RFC 9068), or as Keycloak
#: does by default `typ: JWT` there and `typ: Bearer` among the claims.
Form = Literal["rfc9068", "keycloak"]
Claims = dict[str, Any]


class Verifier:
    """Verifies access tokens of one issuer for one audience."""

    def __init__(
        self,
        *,
        issuer: str,
        jwks_url: str,
        audience: str,
        form: Form = "rfc9068",
        trust: ssl.SSLContext | bool = True,
    ):
        self._keys = IssuerKeys(jwks_url, trust=trust)
        self._form = form
        self._decoded: dict[bytes, tuple[Key, jwt.Token]] = {}
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
        if len(token) > MAX_LENGTH:
            raise Refusal("token-tidak-sah")
        try:
            decoded = await self._decode(token)
            self._claims.validate(decoded.claims)
        except (JoseError, ValueError) as failure:
            raise Refusal("token-tidak-sah") from failure
        if not (_is_access(decoded, self._form) and _is_ours(decoded.claims)):
            raise Refusal("token-tidak-sah")
        return _actor(decoded.claims)

    async def _decode(self, token: str) -> jwt.Token:
        """Check header and signature, the latter once for these bytes and this key of the issuer.

        What the claims say is for the caller to check, each time: a token ends meanwhile.

        Raises:
            ValueError: The header is not such as ours.
            JoseError: The signature is not the issuer's.
        """
        digest = hashlib.sha256(token.encode()).digest()
        known = self._decoded.get(digest)
        kid = known[1].header["kid"] if known else _header(token)["kid"]
        key = await self._keys.get(kid)
        if known and known[0] is key:
            return known[1]
        decoded = jwt.decode(token, key, algorithms=ALGORITHMS)
        if len(self._decoded) >= MAX_REMEMBERED:
            self._decoded.clear()
        self._decoded[digest] = key, decoded
        return decoded


def _header(token: str) -> dict[str, str]:
    """The unverified header; raises ValueError unless it is plain and names its key."""
    header: object = jws.extract_compact(token.encode()).protected
    if not (isinstance(header, dict) and header.keys() <= HEADER and header.get("kid")):
        raise ValueError("header")
    if not all(isinstance(value, str) for value in header.values()):
        raise ValueError("header")
    return header


def _is_access(token: jwt.Token, form: Form) -> bool:
    """Say whether it is an access token of a short life, in the form of its issuer."""
    claims = token.claims
    typ = str(token.header.get("typ", "")).lower().removeprefix("application/")
    formal = typ == "at+jwt" or (
        form == "keycloak" and typ == "jwt" and claims.get("typ") == "Bearer"
    )
    lifetime = claims["exp"] - claims["iat"]
    return formal and not OF_AN_ID_TOKEN & claims.keys() and lifetime <= MAX_LIFETIME_SECONDS


def _is_ours(claims: Claims) -> bool:
    """Say whether roles, region, party and unit are such as the house knows."""
    roles, wilayah = claims.get("roles"), claims.get("wilayah")
    belongs = [claims.get(name, "") for name in ("peserta", "unit")]
    return (
        isinstance(roles, list)
        and all(isinstance(role, str) and role in ROLES for role in roles)
        and all(isinstance(name, str) and name != SEMUA for name in belongs)
        and _is_region(wilayah)
    )


def _is_region(wilayah: object) -> bool:
    if wilayah == NASIONAL:
        return True
    try:
        return isinstance(wilayah, str) and bool(level(wilayah))
    except ValueError:
        return False


def _actor(claims: Claims) -> Actor:
    return Actor(
        sub=claims["sub"],
        peran=frozenset(claims["roles"]),
        wilayah=claims["wilayah"],
        peserta=claims.get("peserta", ""),
        unit=claims.get("unit", ""),
    )
