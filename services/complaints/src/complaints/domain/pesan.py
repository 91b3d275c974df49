"""Outbound messages: states of delivery, retries, and how addresses are written and shown."""

import hashlib
import hmac
import re
from datetime import timedelta
from enum import StrEnum


class Status(StrEnum):
    """How far a message has come."""

    ANTRE = "antre"
    MENGIRIM = "mengirim"
    TERKIRIM = "terkirim"
    TERSAMPAIKAN = "tersampaikan"
    DIBACA = "dibaca"
    GAGAL = "gagal"


#: The provider's words for the states that it reports, in any order.
DARI_PENYEDIA = {
    "sent": Status.TERKIRIM,
    "delivered": Status.TERSAMPAIKAN,
    "read": Status.DIBACA,
    "failed": Status.GAGAL,
}
_URUTAN = [
    Status.ANTRE,
    Status.MENGIRIM,
    Status.TERKIRIM,
    Status.GAGAL,
    Status.TERSAMPAIKAN,
    Status.DIBACA,
]
#: Not given to the provider yet, as far as is known.
BELUM_PERGI = frozenset({Status.ANTRE, Status.MENGIRIM})
SAMPAI = frozenset({Status.TERSAMPAIKAN, Status.DIBACA})
#: How long a message is tried: an outage of the provider, or a token that ended on a Friday, costs
#: no citizen his word. What concerns all messages is never the failure of one.
LAMA_MENCOBA = timedelta(days=3)
JEDA_TERPANJANG = timedelta(minutes=30)
#: Errors of the Cloud API that are about the one message, which no repetition mends: no such
#: receiver; a parameter is missing, is wrong, or its form or number is not the template's.
TETAP = frozenset({131026, 131008, 131009, 132000, 132012})
#: Free text outside of the 24 hours: the same message goes again as a template.
DI_LUAR_JENDELA = 131047
TELEPON = re.compile(r"(?:\+?62|0)8\d{7,12}")
#: Any other number that has a country's code (E.164): citizens abroad, offices with a landline.
E164 = re.compile(r"\+[1-9]\d{6,14}")


def maju(sekarang: Status, kabar: Status) -> Status:
    """Return the state after a report: reports come in any order, so the furthest one stands."""
    return max(sekarang, kabar, key=_URUTAN.index)


def jadi_templat(sekarang: Status, galat: int | None, *, sebagai_templat: bool) -> bool:
    """Say whether a message goes again as a template, since its text came after the 24 hours.

    The provider says so in its answer, or takes the text and reports it afterwards.
    """
    ended = sekarang in SAMPAI or sekarang is Status.GAGAL
    return galat == DI_LUAR_JENDELA and not sebagai_templat and not ended


def jeda_ulang(percobaan: int) -> timedelta:
    """How long to wait after so many attempts."""
    return min(JEDA_TERPANJANG, timedelta(seconds=2 ** min(percobaan, 12)))


def telepon(nomor: str) -> str:
    """Write a number in one form: 0812... and +62 812... become 62812..., others +60 12... +6012...

    Raises:
        ValueError: It is neither an Indonesian mobile number nor one with its country's code.
    """
    digits = re.sub(r"[\s().-]", "", nomor)
    if E164.fullmatch(digits) and not TELEPON.fullmatch(digits):
        return digits
    if not TELEPON.fullmatch(digits):
        raise ValueError("not a telephone number")
    return "62" + digits.removeprefix("+").removeprefix("62").removeprefix("0")


def sidik_bukti(rahasia: str, id_: str) -> str:
    """What is kept of the provider's id of a message: its HMAC, since the number stands in it.

    The key is the secret shared with the provider and no key of the keyring: reports and
    repetitions come for days, also while those are rotated.
    """
    return hmac.digest(rahasia.encode(), f"bukti|v1|{id_}".encode(), hashlib.sha256).hex()


def samarkan(alamat: str) -> str:
    """Show no more of an address than its owner needs to know it again."""
    return "*" * 6 + alamat[-4:] if alamat else ""
