"""Corrections: how a plenary changes a figure that its children add up to, in the open."""

from collections.abc import Iterable
from dataclasses import dataclass

from election_common.provenance import Asal
from publication.domain.angka import Angka


@dataclass(frozen=True, slots=True)
class Koreksi:
    """A figure that a plenary changed: from, to, why, before which witnesses."""

    kolom: str
    dari: int
    ke: int
    alasan: str
    saksi: str
    asal: Asal


def terapkan(dihitung: Angka, koreksi: Iterable[Koreksi]) -> dict[str, int]:
    """Return computed figures with the corrections added to them."""
    hasil = dict(dihitung)
    for k in koreksi:
        hasil[k.kolom] = hasil.get(k.kolom, 0) + k.ke - k.dari
    return hasil
