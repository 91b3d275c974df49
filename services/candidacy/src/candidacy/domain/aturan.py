"""The rules of candidacy, as data: each with regulation, article, validity and whether checked.

The law changed two days before registration opened in 2024 (MK 60/PUU-XXII/2024, PKPU 10/2024): a
rule is picked by the day of the act that it is for, and a new one needs no new code.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from election_common.errors import Refusal


class Nama(StrEnum):
    """What a rule is called; its value is in the data."""

    AMBANG_SUARA = "ambang_suara"
    AMBANG_KURSI = "ambang_kursi"
    AMBANG_PERSEORANGAN = "ambang_perseorangan"
    USIA_CALON = "usia_calon"
    PLENO = "pleno"


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

    @property
    def dasar(self) -> str:
        """The rule's legal basis, marked while nobody has checked it."""
        return f"{self.regulasi} {self.pasal}" + ("" if self.terverifikasi else " [M]")


def berlaku(aturan: Iterable[Aturan], nama: Nama, pada: date) -> Aturan | None:
    """Return the rule in force on a day; the latest where two overlap."""
    lawful = [
        a
        for a in aturan
        if a.nama == nama
        and a.berlaku_dari <= pada
        and (a.berlaku_sampai is None or pada <= a.berlaku_sampai)
    ]
    return max(lawful, key=lambda a: a.berlaku_dari, default=None)


def wajib_berlaku(aturan: Iterable[Aturan], nama: Nama, pada: date) -> Aturan:
    """Return the rule in force on a day; refuses with `aturan-tidak-ada`."""
    found = berlaku(aturan, nama, pada)
    if found is None:
        raise Refusal("aturan-tidak-ada", nama=nama.value, tanggal=pada.isoformat())
    return found
