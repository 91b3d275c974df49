"""API clients of offices: public keys only, the old one beside the new for a while."""

from collections.abc import Container
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from election_common.errors import Refusal
from election_common.transitions import Machine, Transition

#: How the id of every client begins and that of nobody's account. Both are subjects of one issuer,
#: and a grant knows its holder by the subject alone: who registers a client gets nobody's access.
AWALAN = "klien-"
#: How long the old key may serve beside the new one.
MOST_OVERLAP = timedelta(days=30)
LEAST_RSA_BITS = 2048
PUBLIC = frozenset({"kty", "crv", "x", "y", "n", "e"})


class Status(StrEnum):
    """Whether a client may come."""

    AKTIF = "aktif"
    DITUTUP = "ditutup"


class Aksi(StrEnum):
    """What changes a client."""

    PENGGANTIAN_KUNCI = "penggantian-kunci"
    PENUTUPAN = "penutupan"


T = Transition[Status, Aksi]

KLIEN: Machine[Status, Aksi] = Machine(
    "klien",
    [
        T(Status.AKTIF, Aksi.PENGGANTIAN_KUNCI, Status.AKTIF, "admin", "operation of the system"),
        T(Status.AKTIF, Aksi.PENUTUPAN, Status.DITUTUP, "admin", "operation of the system"),
    ],
)


def require_registered(subjek: str, klien: Container[str]) -> None:
    """Refuse a client that nobody has registered yet: who would, gets what it was granted."""
    if subjek.startswith(AWALAN) and subjek not in klien:
        raise Refusal("tidak-ditemukan", jenis="klien", id=subjek)


def public_key(jwk: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The key as it is kept, with its own id (RFC 7638): EC P-256, or RSA of 2048 bits or more.

    Raises:
        Refusal: `kunci-tidak-sah` for anything else, above all for a private key.
    """
    try:
        key = _import(jwk)
    except (JoseError, LookupError, ValueError, TypeError) as failure:
        raise Refusal("kunci-tidak-sah", sebab="jwk") from failure
    if key is None or not _is_strong(key):
        raise Refusal("kunci-tidak-sah", sebab="kty, crv, n")
    if key.is_private:
        raise Refusal("kunci-tidak-sah", sebab="d")
    kid = key.thumbprint()
    public = {name: value for name, value in key.as_dict(private=False).items() if name in PUBLIC}
    return kid, {**public, "kid": kid, "use": "sig"}


def require_overlap(sampai: datetime, at: datetime) -> None:
    """Refuse an old key that would serve longer than is allowed (`kunci-lama-terlalu-lama`)."""
    if not at <= sampai <= at + MOST_OVERLAP:
        raise Refusal("kunci-lama-terlalu-lama", hari=MOST_OVERLAP.days)


def _import(jwk: dict[str, Any]) -> ECKey | RSAKey | None:
    match jwk.get("kty"):
        case "EC":
            return ECKey.import_key(jwk)
        case "RSA":
            return RSAKey.import_key(jwk)
    return None


def _is_strong(key: ECKey | RSAKey) -> bool:
    if isinstance(key, ECKey):
        return key.curve_name == "P-256"
    return key.public_key.key_size >= LEAST_RSA_BITS
