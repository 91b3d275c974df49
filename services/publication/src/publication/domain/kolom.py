"""The columns of the form: pairs of candidates, and the empty column against a single pair."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from election_common.errors import Refusal
from publication.domain.angka import Angka, kolom_suara, suara


class Jenis(StrEnum):
    """What a column stands for."""

    PASLON = "PASLON"
    KOLOM_KOSONG = "KOLOM_KOSONG"


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column of the form; it stays when its pair is revoked, with the number of the decision."""

    nomor: int
    jenis: Jenis
    label: str
    pembatalan: str | None = None


def columns(pasangan: Sequence[tuple[int, str, str]]) -> list[Kolom]:
    """Return the columns of these pairs; a single pair stands against the empty column."""
    kolom = [Kolom(nomor, Jenis.PASLON, f"{calon} - {wakil}") for nomor, calon, wakil in pasangan]
    if len(kolom) == 1:
        kolom.append(Kolom(2, Jenis.KOLOM_KOSONG, "Kolom kosong"))
    return kolom


def require_numbered(kolom: Sequence[Kolom]) -> None:
    """Refuse columns that are not numbered 1, 2, ... (`kolom-tidak-sesuai`)."""
    if sorted(k.nomor for k in kolom) != list(range(1, len(kolom) + 1)):
        raise Refusal("kolom-tidak-sesuai", kolom=", ".join(str(k.nomor) for k in kolom))


def require_columns(angka: Angka, kolom: Collection[Kolom]) -> None:
    """Refuse figures whose votes are not those of the election's columns (`kolom-tidak-sesuai`)."""
    beda = set(kolom_suara(angka)) ^ {suara(k.nomor) for k in kolom}
    if beda:
        raise Refusal("kolom-tidak-sesuai", kolom=", ".join(sorted(beda)))


def require_witnesses(paslon: Sequence[int], kolom: Collection[Kolom]) -> None:
    """Refuse witnesses of nobody, or two rows for one pair (`saksi-tidak-sesuai`)."""
    known = {k.nomor for k in kolom if k.jenis is Jenis.PASLON}
    if len(set(paslon)) != len(paslon) or not set(paslon) <= known:
        raise Refusal("saksi-tidak-sesuai", paslon=", ".join(map(str, paslon)))
