"""Articles of common questions: which one answers what somebody wrote."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: With its title and version it is within the 4,096 characters that the provider takes.
ISI_TERPANJANG = 3400


@dataclass(frozen=True, slots=True)
class Artikel:
    """The newest version of an article, with the words that call for it."""

    kode: str
    versi: int
    pemilik: str
    judul: str
    isi: str
    kata_kunci: tuple[str, ...]


def jawaban(artikel: Iterable[Artikel], teks: str) -> Artikel | None:
    """Return the article whose words occur most in a question; None when none of them does."""
    words = set(re.findall(r"\w+", teks.lower()))
    best = max(artikel, key=lambda a: (_hits(a, words), a.kode), default=None)
    return best if best is not None and _hits(best, words) else None


def ringkas(isi: str, kode: str) -> str:
    """Shorten the words of an article to what a message holds, and say where the rest is read.

    They end with a word, unless there is no end of one.
    """
    if len(isi) <= ISI_TERPANJANG:
        return isi
    rest = f" … Selengkapnya: /complaints/v1/artikel/{kode}"
    room = ISI_TERPANJANG - len(rest)
    whole = re.match(r"(?s).*(?=\s)", isi[: room + 1])
    return (whole[0].rstrip() if whole else isi[:room]) + rest


def _hits(artikel: Artikel, words: set[str]) -> int:
    return len(words.intersection(artikel.kata_kunci))
