"""Articles of common questions: which one answers what somebody wrote."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


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


def _hits(artikel: Artikel, words: set[str]) -> int:
    return len(words.intersection(artikel.kata_kunci))
