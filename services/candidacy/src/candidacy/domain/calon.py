"""A candidate: age, titles, and what about him asks for further documents."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from election_common.errors import Refusal
from election_common.legal_time import WIB
from election_common.tindakan import Jendela
from election_common.umur import umur


class Posisi(StrEnum):
    """Whom a document is about: the pair, or one of its two."""

    PASANGAN = "pasangan"
    CALON = "calon"
    WAKIL = "wakil"


class Pemicu(StrEnum):
    """What about a candidate asks for further documents."""

    SEKOLAH_ASING = "sekolah-asing"
    IJAZAH_HILANG = "ijazah-hilang"
    GANTI_NAMA = "ganti-nama"
    TERPIDANA = "terpidana"
    TERPIDANA_KEALPAAN = "terpidana-kealpaan"
    WAJIB_MUNDUR = "wajib-mundur"
    BUMN = "bumn"
    KEPALA_DAERAH_LAIN = "kepala-daerah-lain"
    PETAHANA = "petahana"
    PENYELENGGARA = "penyelenggara"


class Letak(StrEnum):
    """On which side of the name a title is written."""

    DEPAN = "depan"
    BELAKANG = "belakang"


@dataclass(frozen=True, slots=True)
class Gelar:
    """A title, and the kind of document that proves it."""

    teks: str
    letak: Letak
    bukti: str


def wajib_berijazah(gelar: Iterable[Gelar], ijazah: Collection[str]) -> None:
    """Refuse a title that no diploma is to prove (`gelar-tanpa-ijazah`).

    Any other document is MS one day, and would print it.
    """
    for g in gelar:
        if g.bukti not in ijazah:
            raise Refusal("gelar-tanpa-ijazah", bukti=g.bukti, ijazah=", ".join(ijazah))


def nama_tercetak(nama: str, gelar: Iterable[Gelar], terbukti: Collection[str]) -> str:
    """Return the name as it is printed: a title only when its diploma is MS."""
    proven = [g for g in gelar if g.bukti in terbukti]
    depan = " ".join([*(g.teks for g in proven if g.letak is Letak.DEPAN), nama])
    return ", ".join([depan, *(g.teks for g in proven if g.letak is Letak.BELAKANG)])


def tanggal_acuan(acuan: str, jadwal: Sequence[Jendela]) -> date:
    """Return the day on which age is counted: the last one of the window that the rule names."""
    days = [j.selesai.astimezone(WIB).date() for j in jadwal if j.tindakan == acuan]
    if not days:
        raise Refusal("tanggal-acuan-tidak-ada", acuan=acuan)
    return max(days)


def cukup_umur(tanggal_lahir: date, pada: date, minimum: int) -> bool:
    """Say whether a candidate has the age on the day that counts (PKPU 10/2024 Pasal 15)."""
    return umur(tanggal_lahir, pada) >= minimum
