"""The form of identity numbers (PP 37/2007 Pasal 37): 6 digits region, birth date, serial.

The region is that of first registration and the birth date may be wrong without the number being
so: neither is compared with the record here. A woman's day of birth is 40 higher.
"""

from enum import StrEnum


class GalatNik(StrEnum):
    """Why a number cannot be a NIK."""

    BENTUK = "nik-bukan-16-digit"
    TANGGAL = "nik-tanggal-lahir-mustahil"
    SERI = "nik-nomor-seri-0000"
    SERAGAM = "nik-angka-seragam"


DIGITS = 16
DAYS = frozenset([*range(1, 32), *range(41, 72)])
MONTHS = range(1, 13)


def galat_nik(nik: str) -> GalatNik | None:
    """Say why this is no NIK, or None."""
    if len(nik) != DIGITS or not (nik.isascii() and nik.isdigit()):
        return GalatNik.BENTUK
    if len(set(nik)) == 1:
        return GalatNik.SERAGAM
    if int(nik[6:8]) not in DAYS or int(nik[8:10]) not in MONTHS:
        return GalatNik.TANGGAL
    return GalatNik.SERI if nik[12:] == "0000" else None


def galat_nkk(nkk: str) -> str | None:
    """Say why this is no family card number, or None: its form alone is checked."""
    lawful = len(nkk) == DIGITS and nkk.isascii() and nkk.isdigit()
    return None if lawful else "nkk-bukan-16-digit"
