"""Where a figure comes from. It belongs to each figure and is shown with it."""

from enum import StrEnum


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
