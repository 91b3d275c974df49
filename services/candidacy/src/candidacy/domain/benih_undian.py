"""A seed for the draw, whose numbers nobody can choose and anybody can repeat.

Whoever chooses a seed could try many until one pleases him. So its digest is announced before an
outside value is known, both together give the numbers, and another person reveals them. Whoever
reveals could also try many outside values, so somebody else reads that value and enters it again.
"""

import hashlib
from collections.abc import Collection
from datetime import datetime

from election_common.errors import Refusal

#: How seed and value become numbers; published beside the result, so that anybody can repeat it.
ALGORITMA = (
    "sha256-v2: SHA-256(benih) sama dengan `komitmen` yang diumumkan (/v1/pengundian/benih) sebelum"
    " nilai luar diketahui; urutkan pasangan menurut SHA-256(benih + '|' + nilai_luar + '|' + id),"
    " nomor 1 yang terkecil"
)


def wajib_belum_diketahui(pada: datetime, *, kini: datetime) -> None:
    """Refuse to announce a seed whose outside value is known (`nilai-luar-sudah-diketahui`)."""
    if pada <= kini:
        raise Refusal("nilai-luar-sudah-diketahui", pada=pada.isoformat())


def wajib_terbuka(
    komitmen: str, benih: str, *, pada: datetime, kini: datetime, oleh_pertama: str, oleh: str
) -> None:
    """Refuse a seed that its announcer reveals, that comes too early, or that is another one.

    Raises:
        Refusal: `penilai-sama`; `nilai-luar-ditunggu`; `benih-tidak-sesuai`.
    """
    if oleh == oleh_pertama:
        raise Refusal("penilai-sama")
    if kini < pada:
        raise Refusal("nilai-luar-ditunggu", pada=pada.isoformat())
    if _digest(benih) != komitmen:
        raise Refusal("benih-tidak-sesuai")


def undi(benih: str, nilai_luar: str, pasangan: Collection[str]) -> dict[str, int]:
    """Return the number of each pair; the same seed, value and pairs give the same numbers."""
    ordered = sorted(pasangan, key=lambda id_: _digest(f"{benih}|{nilai_luar}|{id_}"))
    return {id_: nomor for nomor, id_ in enumerate(ordered, start=1)}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
