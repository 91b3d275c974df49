"""Drawing the numbers: by the balls of the plenary, or by a seed that was announced."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from election_common.errors import Refusal

#: What two persons enter: the numbers that the balls gave, or the outside value of a seed.
Entri = Mapping[str, int] | str


class Cara(StrEnum):
    """How the numbers were drawn."""

    BENIH = "benih"
    FISIK = "fisik"


def wajib_beralasan(alasan: str | None, *, diumumkan: bool) -> None:
    """Refuse balls without a reason where a seed was announced (`bola-tanpa-alasan`)."""
    # whoever knows the seed knows its numbers with the outside value, and may like balls better
    if diumumkan and alasan is None:
        raise Refusal("bola-tanpa-alasan")


def wajib_lengkap(nomor: Mapping[str, int], pasangan: Collection[str]) -> None:
    """Refuse numbers that are not 1, 2, ... for exactly the determined pairs."""
    if set(nomor) != set(pasangan) or sorted(nomor.values()) != list(range(1, len(pasangan) + 1)):
        raise Refusal("nomor-urut-tidak-sesuai", jumlah=len(pasangan))


def wajib_sama(pertama: Entri, kedua: Entri, *, oleh_pertama: str, oleh: str) -> None:
    """Refuse a second entry by the same person, or one that differs from the first."""
    if oleh == oleh_pertama:
        raise Refusal("penilai-sama")
    if pertama != kedua:
        raise Refusal("hasil-undian-berbeda")
