"""Conversations on WhatsApp: what a message wants, and how long the office may answer freely."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from complaints.domain.lacak import cari_lacak

#: Free text is allowed for so long after the user's last message; later only a template is.
JENDELA = timedelta(hours=24)
#: As long as a story may be at any other door.
CERITA_TERPANJANG = 8000


class Maksud(StrEnum):
    """What a message wants."""

    STATUS = "status"
    LAPOR = "lapor"
    SETUJU = "setuju"
    BERHENTI = "berhenti"
    MULAI = "mulai"
    TANYA = "tanya"
    BERKAS = "berkas"


@dataclass(frozen=True, slots=True)
class Dipahami:
    """A message as understood: what it wants, and of what."""

    maksud: Maksud
    nilai: str


_KATA = {
    "lapor": Maksud.LAPOR,
    "report": Maksud.LAPOR,
    "setuju": Maksud.SETUJU,
    "agree": Maksud.SETUJU,
    "berhenti": Maksud.BERHENTI,
    "stop": Maksud.BERHENTI,
    "mulai": Maksud.MULAI,
    "start": Maksud.MULAI,
}
#: What parts the first word from the rest: a space, the end of its line, a colon alone.
_BATAS = re.compile(r"[\s.,:!]+")


def pahami(teks: str, *, berkas: bool = False) -> Dipahami:
    """Understand a message by its first word, or by the tracking id in it.

    Args:
        teks: Its words, or the caption of its file.
        berkas: Whether a file came with it.
    """
    if berkas and not teks.strip():
        return Dipahami(Maksud.BERKAS, "")
    lacak = cari_lacak(teks)
    if lacak:
        return Dipahami(Maksud.STATUS, lacak)
    first, *rest = _BATAS.split(teks.strip().lstrip(".,:!"), maxsplit=1)
    maksud = _KATA.get(first.lower(), Maksud.TANYA)
    return Dipahami(maksud, teks.strip() if maksud is Maksud.TANYA else "".join(rest))


def sambung(tertunda: str, baru: str) -> str:
    """Add words to a story that waits for consent; of one that grows too long the last are kept.

    Who is asked for his consent often goes on telling, or sends the same once more.
    """
    return tertunda if baru in tertunda else f"{tertunda}\n{baru}".strip()[-CERITA_TERPANJANG:]


def didiamkan(berhenti_pada: datetime | None, terdaftar_pada: datetime | None) -> bool:
    """Say whether somebody is left alone who said stop.

    All his tickets are silent until he says start, or agrees anew; whoever registers a report
    after he stopped and wants word of it has agreed to that anew.

    Args:
        berhenti_pada: When he said stop, unless he has taken it back.
        terdaftar_pada: When the ticket was registered that a message is about, if it is about one.
    """
    if berhenti_pada is None:
        return False
    return terdaftar_pada is None or terdaftar_pada <= berhenti_pada


def bebas_sampai(pesan_terakhir: datetime) -> datetime:
    """Until when free text is allowed after a message of the user."""
    return pesan_terakhir + JENDELA
