"""The rules of one election, as data: each with regulation, article, validity and whether checked.

What a rule is called and how its value looks is fixed here; the value itself never is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from election_common.errors import Refusal


class Nama(StrEnum):
    """Rules that every ruleset must hold."""

    USIA_MINIMUM = "usia_minimum"
    TPS_MAKSIMUM = "tps_maksimum"
    DPSHP_DITETAPKAN = "dpshp_ditetapkan"
    KODE_TMS = "kode_tms"
    LABEL_PEMILIH = "label_pemilih"
    CADANGAN_SURAT_SUARA = "cadangan_surat_suara"


@dataclass(frozen=True, slots=True)
class Aturan:
    """One rule, valid from `berlaku_dari` until `berlaku_sampai` (both inclusive)."""

    nama: str
    nilai: Any
    regulasi: str
    pasal: str
    berlaku_dari: date
    berlaku_sampai: date | None
    terverifikasi: bool

    def in_force(self, on: date) -> bool:
        """Say whether the rule is in force on a day."""
        return self.berlaku_dari <= on and (
            self.berlaku_sampai is None or on <= self.berlaku_sampai
        )


#: The reason of the code of duplicates.
GANDA = "ganda"


@dataclass(frozen=True, slots=True)
class Ruleset:
    """The rules in force on one day."""

    id: str
    aturan: dict[str, Aturan]

    @property
    def usia_minimum(self) -> int:
        """Age in years on voting day from which one votes without having married."""
        return int(self.aturan[Nama.USIA_MINIMUM].nilai)

    @property
    def tps_maksimum(self) -> int:
        """Most voters of one polling station."""
        return int(self.aturan[Nama.TPS_MAKSIMUM].nilai)

    @property
    def dpshp_ditetapkan(self) -> bool:
        """Whether KPU Kabupaten/Kota establishes the DPSHP."""
        return bool(self.aturan[Nama.DPSHP_DITETAPKAN].nilai)

    @property
    def kode_ganda(self) -> str:
        """The code of a duplicate on the coklit sheet; refuses a ruleset that has none."""
        kodes = self.aturan[Nama.KODE_TMS].nilai
        found = [kode for kode, arti in kodes.items() if arti.get("alasan") == GANDA]
        if not found:
            raise Refusal("ruleset-tidak-lengkap", ruleset=self.id, kurang="kode_tms: ganda")
        return str(found[0])

    def akibat_tms(self, kode: str) -> str:
        """What a code of the coklit sheet does: `tms` or `pindah_tps`; refuses an unknown code."""
        kodes = self.aturan[Nama.KODE_TMS].nilai
        if kode not in kodes:
            raise Refusal("kode-tms-tidak-dikenal", kode=kode, dikenal=", ".join(kodes))
        return str(kodes[kode]["akibat"])


def require_values(aturan: Iterable[Aturan]) -> None:
    """Refuse a value in a form that its rule cannot be read from (`nilai-aturan-tidak-sah`).

    A ruleset is registered once: a slip that is taken would fail every act of its election.
    """
    wrong = [a.nama for a in aturan if a.nama in BENTUK and not BENTUK[a.nama](a.nilai)]
    if wrong:
        raise Refusal("nilai-aturan-tidak-sah", nama=", ".join(wrong))


def _whole(most: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and 0 < value <= most


def _share(value: Any) -> bool:  # noqa: ANN401 - what a caller sent
    try:
        return isinstance(value, str) and 0 <= Decimal(value) < 1
    except ArithmeticError:
        return False


def _codes(value: Any) -> bool:  # noqa: ANN401 - as above
    """Each code says what it does, and one is that of a duplicate: `kode_ganda` asks for it."""
    if not isinstance(value, dict) or not all(isinstance(code, dict) for code in value.values()):
        return False
    codes = value.values()
    doubles = [code.get("akibat") for code in codes if code.get("alasan") == GANDA]
    return doubles == ["tms"] and all(code.get("akibat") in AKIBAT for code in codes)


def _labels(value: Any) -> bool:  # noqa: ANN401 - as above
    return isinstance(value, dict) and all(isinstance(label, str) for label in value.values())


AKIBAT = ("tms", "pindah_tps")
#: How the value of each rule looks.
BENTUK: Mapping[str, Callable[[Any], bool]] = {
    Nama.USIA_MINIMUM: _whole(99),
    Nama.TPS_MAKSIMUM: _whole(10_000),
    Nama.DPSHP_DITETAPKAN: lambda value: isinstance(value, bool),
    Nama.KODE_TMS: _codes,
    Nama.LABEL_PEMILIH: _labels,
    Nama.CADANGAN_SURAT_SUARA: _share,
}


def in_force(ruleset: str, aturan: Iterable[Aturan], on: date) -> Ruleset:
    """Pick the rules in force on a day; refuses a set that lacks one (`ruleset-tidak-lengkap`)."""
    rules = {a.nama: a for a in aturan if a.in_force(on)}
    missing = [name.value for name in Nama if name not in rules]
    if missing:
        raise Refusal("ruleset-tidak-lengkap", ruleset=ruleset, kurang=", ".join(missing))
    return Ruleset(ruleset, rules)
