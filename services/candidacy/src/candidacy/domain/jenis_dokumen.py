"""Kinds of required documents, as data: who must bring which, and who may read it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from candidacy.domain.calon import Posisi
from election_common.actor import PESERTA, Actor


class Kelas(StrEnum):
    """Disclosure: P0 everybody, P1 by consent, P2 Bawaslu and the pair itself, P3 KPU alone."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"


class Lingkup(StrEnum):
    """Whether the pair brings a document once, or each candidate his own."""

    PASANGAN = "pasangan"
    CALON = "calon"


@dataclass(frozen=True, slots=True)
class JenisDokumen:
    """A kind of document.

    Attributes:
        pemicu: What asks for it, None when it is mandatory.
        menentukan: Whether a candidate fails by it; a higher diploma proves a title alone.
    """

    kode: str
    nama: str
    lingkup: Lingkup
    pemicu: str | None
    kelas: Kelas
    dasar: str
    menentukan: bool = True


#: A document that somebody must bring.
Butir = tuple[Posisi, str]

PEMBACA_KPU = frozenset(
    {"kpu_provinsi", "operator", "verifikator", "penyetuju", "ketua", "anggota"}
)


def wajib(
    jenis: Sequence[JenisDokumen], pemicu: Mapping[Posisi, Collection[str]]
) -> dict[Butir, JenisDokumen]:
    """Return what a pair must bring, given what each candidate's particulars ask for."""
    return {
        (posisi, j.kode): j
        for j in jenis
        for posisi in _positions(j)
        if j.pemicu is None or j.pemicu in pemicu.get(posisi, ())
    }


def boleh_baca(kelas: Kelas, by: Actor) -> bool:
    """Say whether somebody who may see a dossier may read a document of this class in it."""
    if by.peran & PEMBACA_KPU:
        return True
    return kelas is not Kelas.P3 and bool(by.peran & (PESERTA | {"bawaslu"}))


def _positions(jenis: JenisDokumen) -> tuple[Posisi, ...]:
    return (Posisi.PASANGAN,) if jenis.lingkup is Lingkup.PASANGAN else (Posisi.CALON, Posisi.WAKIL)
