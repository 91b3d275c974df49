"""Reception of a dossier: completeness, and nothing of what a document says."""

from collections.abc import Collection
from enum import StrEnum

from candidacy.domain.nominasi import Aksi


class Keberadaan(StrEnum):
    """What reception finds of a document: that it is there, nothing of what it says."""

    ADA = "ada"
    TIDAK_ADA = "tidak-ada"


class Sebab(StrEnum):
    """Why a nomination is returned."""

    TIDAK_LENGKAP = "tidak-lengkap"
    AMBANG_BATAS = "ambang-batas"
    PARTAI_GANDA = "partai-ganda"
    CALON_GANDA = "calon-ganda"


def penerimaan(sebab: Collection[Sebab]) -> Aksi:
    """Return what reception leads to: accepted only when nothing speaks against it."""
    return Aksi.PENGEMBALIAN if sebab else Aksi.PENERIMAAN
