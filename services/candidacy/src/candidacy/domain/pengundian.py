"""Drawing the numbers: by a published seed that anybody can repeat, or the balls of the plenary."""

import hashlib
from collections.abc import Collection, Mapping
from enum import StrEnum

from election_common.errors import Refusal

#: How a seed becomes numbers; published beside the result, so that anybody can repeat it.
ALGORITMA = "sha256-v1: urutkan pasangan menurut SHA-256(benih + '|' + id), nomor 1 yang terkecil"


class Cara(StrEnum):
    """How the numbers were drawn."""

    BENIH = "benih"
    FISIK = "fisik"


def undi(benih: str, pasangan: Collection[str]) -> dict[str, int]:
    """Return the number of each pair; the same seed and pairs always give the same numbers."""
    ordered = sorted(pasangan, key=lambda id_: hashlib.sha256(f"{benih}|{id_}".encode()).digest())
    return {id_: nomor for nomor, id_ in enumerate(ordered, start=1)}


def wajib_lengkap(nomor: Mapping[str, int], pasangan: Collection[str]) -> None:
    """Refuse numbers that are not 1, 2, ... for exactly the determined pairs."""
    if set(nomor) != set(pasangan) or sorted(nomor.values()) != list(range(1, len(pasangan) + 1)):
        raise Refusal("nomor-urut-tidak-sesuai", jumlah=len(pasangan))


def wajib_sama(
    pertama: Mapping[str, int], kedua: Mapping[str, int], *, oleh_pertama: str, oleh: str
) -> None:
    """Refuse a second entry by the same person, or one that differs from the first."""
    if oleh == oleh_pertama:
        raise Refusal("penilai-sama")
    if dict(pertama) != dict(kedua):
        raise Refusal("hasil-undian-berbeda")
