"""The calendar of working days: Monday to Friday, without national holidays and cuti bersama.

Holidays are those of the joint decree of three ministers (SKB). Voting days that are local, and
whatever the decree changes late, come as rows of data that override it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache

from holidays.countries.indonesia import Indonesia  # now: the first request would wait for it

from election_common.legal_time import WIB

SABTU = 5
BUKA, TUTUP = time(8), time(16)
#: The same for whoever writes outside of them.
JAM_LAYANAN = f"Senin-Jumat {BUKA:%H.%M}-{TUTUP:%H.%M} WIB"
_PERKIRAAN = " (perkiraan)"


class SebabLibur(StrEnum):
    """Why a day is no working day."""

    AKHIR_PEKAN = "akhir-pekan"
    LIBUR_NASIONAL = "libur-nasional"
    CUTI_BERSAMA = "cuti-bersama"
    LIBUR_SETEMPAT = "libur-setempat"


@dataclass(frozen=True, slots=True)
class Libur:
    """A day off: why, and what it is called."""

    sebab: SebabLibur
    nama: str


@dataclass(frozen=True, slots=True)
class Kalender:
    """Working days.

    Attributes:
        khusus: What overrides a day: a day off, or None for one that is worked.
        versi: The last decree that it goes by.
    """

    khusus: Mapping[date, Libur | None] = field(default_factory=dict)
    versi: int = 0

    def libur(self, hari: date) -> Libur | None:
        """Return why nobody works on a day, or None."""
        if hari in self.khusus:
            return self.khusus[hari]
        if hari.weekday() >= SABTU:
            return Libur(SebabLibur.AKHIR_PEKAN, "Sabtu" if hari.weekday() == SABTU else "Minggu")
        return _skb(hari.year).get(hari)

    def jam_layanan(self, hari: date) -> tuple[datetime, datetime] | None:
        """Return office hours of a day (08.00-16.00 WIB), or None when it is no working day."""
        if self.libur(hari) is not None:
            return None
        return datetime.combine(hari, BUKA, WIB), datetime.combine(hari, TUTUP, WIB)

    def buka(self, at: datetime) -> bool:
        """Say whether the office is open at a moment."""
        jam = self.jam_layanan(at.astimezone(WIB).date())
        return jam is not None and jam[0] <= at < jam[1]


@cache
def _skb(tahun: int) -> Mapping[date, Libur]:
    """National holidays and cuti bersama of a year; a day that is both is a national holiday."""
    found: dict[date, Libur] = {}
    for category, sebab in (
        ("government", SebabLibur.CUTI_BERSAMA),
        ("public", SebabLibur.LIBUR_NASIONAL),
    ):
        days = Indonesia(years=tahun, categories=(category,), language="id")
        found |= {day: Libur(sebab, name.replace(_PERKIRAAN, "")) for day, name in days.items()}
    return found
