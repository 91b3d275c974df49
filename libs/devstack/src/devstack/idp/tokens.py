"""Access tokens as RFC 9068 has them, with what the house asks of a caller as claims."""

import secrets
import time

from joserfc import jwt
from joserfc.jwk import ECKey

from devstack.idp.keys import ALGORITHM
from devstack.services import SERVICES

AUDIENCE = tuple(service.name for service in SERVICES)
LIFETIME_SECONDS = 600
ROLES = frozenset(
    {
        *("kpu_ri", "kpu_provinsi", "kpu_kabko", "operator", "verifikator", "penyetuju", "ketua"),
        *("anggota", "sekretaris", "ppk", "pps", "pantarlih", "kpps", "partai", "lo"),
        *("admin_silon", "saksi", "pemantau", "bawaslu", "dkpp", "ppid", "helpdesk", "wbs_tim"),
        *("penerbit", "kantor", "publik", "admin"),
    }
)


def issue(
    key: ECKey,
    *,
    issuer: str,
    role: str,
    wilayah: str,
    sub: str,
    peserta: str = "",
    unit: str = "",
) -> str:
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
        "peserta": peserta,
        "unit": unit,
    }
    header = {"alg": ALGORITHM, "typ": "at+jwt", "kid": key.kid}
    return jwt.encode(header, claims, key)
