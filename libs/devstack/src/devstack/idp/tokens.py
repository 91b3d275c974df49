"""Access tokens as RFC 9068 has them, with the two claims of the house: roles and wilayah."""

import secrets
import time

from joserfc import jwt
from joserfc.jwk import ECKey

from devstack.idp.keys import ALGORITHM

AUDIENCE = ("voter-registry", "publication")
LIFETIME_SECONDS = 600
ROLES = frozenset(
    {
        *("kpu_ri", "kpu_provinsi", "kpu_kabko", "operator", "verifikator", "penyetuju", "ketua"),
        *("anggota", "sekretaris", "ppk", "pps", "pantarlih", "kpps", "partai", "lo"),
        *("admin_silon", "saksi", "pemantau", "bawaslu", "dkpp", "ppid", "helpdesk", "wbs_tim"),
        *("penerbit", "kantor", "publik", "admin"),
    }
)


def issue(key: ECKey, *, issuer: str, role: str, wilayah: str, sub: str) -> str:
    """Sign an access token for one role in one region; the client of a role has its name."""
    now = int(time.time())
    claims = {
        "iss": issuer,
        "aud": list(AUDIENCE),
        "sub": sub,
        "client_id": role,
        "iat": now,
        "exp": now + LIFETIME_SECONDS,
        "jti": secrets.token_urlsafe(16),
        "roles": [role],
        "wilayah": wilayah,
    }
    header = {"alg": ALGORITHM, "typ": "at+jwt", "kid": key.kid}
    return jwt.encode(header, claims, key)
