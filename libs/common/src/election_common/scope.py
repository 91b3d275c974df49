"""What an actor may see: a half-open range of region codes, and of whom within it.

Codes are digits without dots (19, 1906, 190601, 1906011001, plus 3 for a TPS), so every region and
all that lies in it is one range of `text COLLATE "C"`: 1906 is `1906` up to `1906~`. The range
keeps the index under row-level security, which a prefix match does not.

Beyond regions, rows may belong to a party or pair (`peserta`), to a sealed unit (`unit`) or to the
citizen who made them (`pemilik`). Each of the three is one value or `SEMUA`; the empty one matches
nothing, as does a setting that was forgotten.
"""

from dataclasses import dataclass
from typing import Self

SEMUA = "*"
#: The nation, which contains every region.
NASIONAL = "0"
LENGTHS = {2: "provinsi", 4: "kabupaten_kota", 6: "kecamatan", 10: "desa_kelurahan", 13: "tps"}


def level(kode: str) -> str:
    """Name the level of a region code; raises ValueError when it is no code."""
    if not kode.isascii() or not kode.isdigit() or len(kode) not in LENGTHS:
        raise ValueError(f"not a region code: {kode!r}")
    return LENGTHS[len(kode)]


def ancestors(kode: str) -> list[str]:
    """List the codes that contain this one, the province first, itself last."""
    return [kode[:n] for n in LENGTHS if n <= len(kode)]


@dataclass(frozen=True, slots=True)
class Scope:
    """The range `dari <= kode < sampai`, of whom `peserta`, `unit` and `pemilik` say."""

    dari: str
    sampai: str
    peserta: str = SEMUA
    unit: str = SEMUA
    pemilik: str = SEMUA

    @classmethod
    def wilayah(cls, kode: str) -> Self:
        """Scope of one region and all that lies in it."""
        level(kode)
        return cls(kode, kode + "~")

    @classmethod
    def nasional(cls) -> Self:
        """Scope of the whole nation."""
        return cls(NASIONAL, "~")

    def covers(self, kode: str) -> bool:
        """Say whether the region lies in this scope."""
        return self.dari <= kode < self.sampai

    def __and__(self, other: Self) -> Self:
        """The part that both scopes share; empty when they share none."""
        return type(self)(
            max(self.dari, other.dari),
            min(self.sampai, other.sampai),
            _shared(self.peserta, other.peserta),
            _shared(self.unit, other.unit),
            _shared(self.pemilik, other.pemilik),
        )


def _shared(one: str, other: str) -> str:
    if SEMUA in {one, other}:
        return other if one == SEMUA else one
    return one if one == other else ""
