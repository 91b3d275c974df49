"""Parties of the last DPRD election, whose votes and seats are the currency of nomination."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from election_common.errors import Refusal
from election_common.provenance import Asal, weakest


@dataclass(frozen=True, slots=True)
class Partai:
    """A party with what it won; a figure that was not found is None, never zero."""

    kode: str
    nomor: int
    nama: str
    suara: int | None
    asal_suara: Asal
    kursi: int | None
    asal_kursi: Asal


@dataclass(frozen=True, slots=True)
class Perolehan:
    """What some parties hold together; None while a part of it is unknown."""

    suara: int | None
    kursi: int | None
    asal: Asal | None


def perolehan(partai: Iterable[Partai]) -> Perolehan:
    """Add up parties; the sum is as weak as its weakest part."""
    rows = list(partai)
    asal = {a for p in rows for a in (p.asal_suara, p.asal_kursi)}
    return Perolehan(
        suara=_sum([p.suara for p in rows]),
        kursi=_sum([p.kursi for p in rows]),
        asal=weakest(asal) if asal else None,
    )


def pilih(partai: Mapping[str, Partai], kode: Sequence[str]) -> list[Partai]:
    """Return the parties of a coalition; refuses unknown or repeated ones."""
    unknown = [k for k in kode if k not in partai]
    if unknown or len(set(kode)) != len(kode):
        raise Refusal("partai-tidak-dikenal", partai=", ".join(unknown) or ", ".join(kode))
    return [partai[k] for k in kode]


def require_distinct(known: Sequence[tuple[str, int]], named: Sequence[tuple[str, int]]) -> None:
    """Refuse parties (code, number) of which two share a code or a number."""
    together = set(known) | set(named)
    for part in (0, 1):
        if len({row[part] for row in together}) != len(together):
            raise Refusal("nomor-partai-ganda")
    if len(set(named)) != len(named):
        raise Refusal("nomor-partai-ganda")


def sisa(partai: Mapping[str, Partai], terpakai: Collection[str]) -> list[Partai]:
    """Return the parties that support nobody yet (PKPU 10/2024 Pasal 135)."""
    return [p for p in partai.values() if p.kode not in terpakai]


def _sum(parts: Sequence[int | None]) -> int | None:
    known = [n for n in parts if n is not None]
    return sum(known) if len(known) == len(parts) else None
