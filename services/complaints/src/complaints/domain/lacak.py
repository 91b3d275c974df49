"""Tracking: a random public id that says nothing by itself, and a PIN for what is not public."""

import re
from enum import StrEnum

from election_common.errors import Refusal

#: Without letters and digits that are taken for one another on paper or by telephone.
ABJAD = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
PANJANG = 12
POLA = re.compile(rf"KPU-[{ABJAD}]{{{PANJANG}}}")
PANJANG_PIN = 6


class HasilPin(StrEnum):
    """What became of a PIN."""

    COCOK = "cocok"
    SALAH = "salah"
    TERKUNCI = "terkunci"
    HANGUS = "hangus"


def require_pin(pin: str | None, *, dikabari: bool) -> None:
    """Refuse to make a PIN for a reporter who cannot be told it (`pin-harus-dipilih`)."""
    if pin is None and not dikabari:
        raise Refusal("pin-harus-dipilih")


def nomor_lacak(acak: int) -> str:
    """Write a random number (of at least 60 bits) as a tracking id."""
    letters = []
    for _ in range(PANJANG):
        acak, rest = divmod(acak, len(ABJAD))
        letters.append(ABJAD[rest])
    return "KPU-" + "".join(letters)


def cari_lacak(teks: str) -> str | None:
    """Find a tracking id in what somebody wrote, in whatever case."""
    match = POLA.search(teks.upper())
    return match[0] if match else None
