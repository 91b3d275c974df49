"""Where a figure comes from. It belongs to each figure and is shown with it."""

from collections.abc import Collection
from enum import StrEnum

from election_common.errors import Refusal


class Asal(StrEnum):
    """Provenance of a figure; only `official` may ever be called resmi."""

    OFFICIAL = "official"
    SNAPSHOT = "snapshot"
    PRESS = "press"
    INFERRED = "inferred"
    GENERATED = "generated"


#: From the strongest to the weakest: a sum is as weak as its weakest part.
_STRENGTH = (Asal.OFFICIAL, Asal.SNAPSHOT, Asal.PRESS, Asal.INFERRED, Asal.GENERATED)


def weakest(asal: set[Asal]) -> Asal:
    """Provenance of a figure that is computed from figures of these provenances."""
    return max(asal, key=_STRENGTH.index)


def require_real(asal: Collection[Asal], *, production: bool) -> None:
    """Refuse generated figures in production (`data-buatan-dilarang`)."""
    if production and Asal.GENERATED in asal:
        raise Refusal("data-buatan-dilarang")
