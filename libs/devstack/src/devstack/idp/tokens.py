"""Access tokens as RFC 9068 has them, with what the house asks of a caller as claims."""

import secrets
import time

from joserfc import jwt
from joserfc.jwk import ECKey

from devstack.idp.accounts import Account
from devstack.idp.keys import ALGORITHM
from devstack.services import SERVICES
from election_common.peran import Peran

AUDIENCE = tuple(service.name for service in SERVICES)
LIFETIME_SECONDS = 600
ROLES = frozenset(map(str, Peran))


def issue(
    key: ECKey,
    *,
    issuer: str,
    role: str,
    wilayah: str,
    sub: str,
    peserta: str = "",
    unit: str = "",
    client: str = "",
) -> str:
    """Sign an access token for one role in one region; the client of a role has its name."""
    now = int(time.time())
    claims = {
        "iss": issuer,
        "aud": list(AUDIENCE),
        "sub": sub,
        "client_id": client or role,
        "iat": now,
        "exp": now + LIFETIME_SECONDS,
        "jti": secrets.token_urlsafe(16),
        "roles": [role],
        "wilayah": wilayah,
        "peserta": peserta,
        "unit": unit,
    }
    header = {"alg": ALGORITHM, "typ": "at+jwt", "kid": key.kid}
    return jwt.encode(header, claims, key)


def issue_id(key: ECKey, *, issuer: str, client: str, account: Account, nonce: str) -> str:
    """Sign an ID token: it tells an application who logged in, and opens nothing."""
    now = int(time.time())
    claims = {
        "iss": issuer,
        "aud": client,
        "sub": account.sub,
        "iat": now,
        "exp": now + LIFETIME_SECONDS,
        "nonce": nonce,
    }
    return jwt.encode({"alg": ALGORITHM, "typ": "JWT", "kid": key.kid}, claims, key)
