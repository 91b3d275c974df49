"""The eleven arithmetic checks of recapitulation, as a table.

A check looks only at figures that stand on the paper: a decree that states votes alone is checked
for its votes alone. What fails is refused with the number of the check, never mended in silence.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any, Self

from publication.domain.angka import BARIS_LP, Angka, kolom_suara
from publication.domain.koreksi import Koreksi, terapkan


@dataclass(frozen=True, slots=True)
class Batas:
    """Limits of one TPS, from the election's rules."""

    tps_maksimum: int
    cadangan: Decimal

    @classmethod
    def of(cls, aturan: Mapping[str, Any]) -> Self:
        """The limits that an election's rules set."""
        reserve = Decimal(str(aturan["cadangan_surat_suara"]))
        return cls(tps_maksimum=int(aturan["tps_maksimum"]), cadangan=reserve)

    def reserve(self, dpt: int) -> int:
        """Return the spare ballots for so many voters, rounded up."""
        return int((self.cadangan * dpt).to_integral_value(ROUND_CEILING))


@dataclass(frozen=True, slots=True)
class Lembar:
    """A paper to check: a TPS's form has limits; a recap has children's sums and corrections."""

    angka: Angka
    batas: Batas | None = None
    dihitung: Angka | None = None
    koreksi: Sequence[Koreksi] = ()


@dataclass(frozen=True, slots=True)
class Pelanggaran:
    """A figure that fails a check, beside what it was compared with."""

    aturan: int
    kolom: str
    dinyatakan: int
    pembanding: int

    @property
    def beda(self) -> int:
        """How far the declared figure is from the other."""
        return self.dinyatakan - self.pembanding

    def __str__(self) -> str:
        """Say it in a form that needs no language."""
        return f"{self.kolom} {self.dinyatakan} ({self.pembanding})"


Periksa = Callable[[int, Lembar], Iterator[Pelanggaran]]


@dataclass(frozen=True, slots=True)
class Pemeriksaan:
    """One check; a warning is stored with the figures and refuses nothing."""

    nomor: int
    nama: str
    dasar: str
    periksa: Periksa
    peringatan: bool = False


def _sum(n: int, angka: Angka, kolom: str, bagian: Sequence[str]) -> Iterator[Pelanggaran]:
    """Find `kolom` different from the sum of its parts, where all of them are stated."""
    if kolom not in angka or not bagian or any(b not in angka for b in bagian):
        return
    jumlah = sum(angka[b] for b in bagian)
    if angka[kolom] != jumlah:
        yield Pelanggaran(n, kolom, angka[kolom], jumlah)


def _laki_laki_perempuan(n: int, lembar: Lembar) -> Iterator[Pelanggaran]:
    for baris in BARIS_LP:
        yield from _sum(n, lembar.angka, f"{baris}.jumlah", (f"{baris}.l", f"{baris}.p"))


def _pengguna_dalam_dpt(n: int, lembar: Lembar) -> Iterator[Pelanggaran]:
    for kolom in ("l", "p", "jumlah"):
        pengguna = lembar.angka.get(f"pengguna.terdaftar.{kolom}")
        dpt = lembar.angka.get(f"pemilih.terdaftar.{kolom}")
        if pengguna is not None and dpt is not None and pengguna > dpt:
            yield Pelanggaran(n, f"pengguna.terdaftar.{kolom}", pengguna, dpt)


def _jumlah_pengguna(n: int, lembar: Lembar) -> Iterator[Pelanggaran]:
    asal = ("pengguna.terdaftar", "pengguna.pindahan", "pengguna.tambahan_ktp")
    for kolom in ("l", "p", "jumlah"):
        bagian = [f"{a}.{kolom}" for a in asal]
        yield from _sum(n, lembar.angka, f"pengguna.jumlah.{kolom}", bagian)


def _suara_sah(n: int, lembar: Lembar) -> Iterator[Pelanggaran]:
    yield from _sum(n, lembar.angka, "suara_sah", kolom_suara(lembar.angka))


def _total_suara(n: int, lembar: Lembar) -> Iterator[Pelanggaran]:
    yield from _sum(n, lembar.angka, "total_suara", ("suara_sah", "suara_tidak_sah"))


def _suara_pengguna_surat(n: int, lembar: Lembar) -> Iterator[Pelanggaran]:
    for kolom in ("surat_suara.digunakan", "pengguna.jumlah.jumlah"):
        yield from _sum(n, lembar.angka, "total_suara", (kolom,))


def _surat_suara(n: int, lembar: Lembar) -> Iterator[Pelanggaran]:
    bagian = [f"surat_suara.{b}" for b in ("digunakan", "dikembalikan", "tidak_digunakan")]
    yield from _sum(n, lembar.angka, "surat_suara.diterima", bagian)


def _cadangan(n: int, lembar: Lembar) -> Iterator[Pelanggaran]:
    if lembar.batas is None:
        return
    dpt = lembar.angka["pemilih.terdaftar.jumlah"]
    diterima, wajib = lembar.angka["surat_suara.diterima"], dpt + lembar.batas.reserve(dpt)
    if diterima != wajib:
        yield Pelanggaran(n, "surat_suara.diterima", diterima, wajib)


def _jumlah_anak(n: int, lembar: Lembar) -> Iterator[Pelanggaran]:
    if lembar.dihitung is None:
        return
    seharusnya = terapkan(lembar.dihitung, lembar.koreksi)
    for kolom, nilai in lembar.angka.items():
        if nilai != seharusnya.get(kolom, 0):
            yield Pelanggaran(n, kolom, nilai, seharusnya.get(kolom, 0))


def _wajar(n: int, lembar: Lembar) -> Iterator[Pelanggaran]:
    for kolom, nilai in lembar.angka.items():
        if nilai < 0:
            yield Pelanggaran(n, kolom, nilai, 0)
    if lembar.batas is None:
        return
    total = lembar.angka["total_suara"]
    terbanyak = lembar.batas.tps_maksimum + lembar.batas.reserve(lembar.batas.tps_maksimum)
    if total > terbanyak:
        yield Pelanggaran(n, "total_suara", total, terbanyak)


def _catatan_koreksi(n: int, lembar: Lembar) -> Iterator[Pelanggaran]:
    """Find corrections that start from another figure, end at another, or name one twice."""
    dihitung = lembar.dihitung or {}
    seen: set[str] = set()
    for k in lembar.koreksi:
        dari, ke = dihitung.get(k.kolom, 0), lembar.angka.get(k.kolom, 0)
        if k.dari != dari or k.dari == k.ke or k.kolom in seen:
            yield Pelanggaran(n, k.kolom, k.dari, dari)
        elif k.ke != ke:
            yield Pelanggaran(n, k.kolom, ke, k.ke)
        seen.add(k.kolom)


_FORMULIR = "PKPU 17/2024: petunjuk pengisian C.HASIL [M]"
_REKAP = "PKPU 18/2024: D.HASIL [M]"

PEMERIKSAAN = (
    Pemeriksaan(1, "L + P = jumlah pada setiap baris", _FORMULIR, _laki_laki_perempuan),
    Pemeriksaan(2, "pengguna dari DPT tidak melebihi DPT", _FORMULIR, _pengguna_dalam_dpt),
    Pemeriksaan(3, "jumlah pengguna = terdaftar + pindahan + tambahan KTP-el", _FORMULIR,
                _jumlah_pengguna),
    Pemeriksaan(4, "jumlah suara per kolom = suara sah", _FORMULIR, _suara_sah),
    Pemeriksaan(5, "suara sah + suara tidak sah = total suara", _FORMULIR, _total_suara),
    Pemeriksaan(6, "total suara = surat suara digunakan = pengguna", _FORMULIR,
                _suara_pengguna_surat),
    Pemeriksaan(7, "surat suara diterima = digunakan + dikembalikan + tidak digunakan", _FORMULIR,
                _surat_suara),
    Pemeriksaan(8, "surat suara diterima = DPT + cadangan", "UU 1/2015 Pasal 80 [M]", _cadangan,
                peringatan=True),
    Pemeriksaan(9, "rekap = jumlah bawahannya + koreksi, untuk setiap angka dan jumlah TPS", _REKAP,
                _jumlah_anak),
    Pemeriksaan(10, "tidak ada angka negatif; TPS tidak melebihi maksimum + cadangan", _FORMULIR,
                _wajar),
    Pemeriksaan(11, "setiap perubahan antartingkat bercatatan koreksi yang benar", _REKAP,
                _catatan_koreksi),
)  # fmt: skip

_BY_NUMBER = {p.nomor: p for p in PEMERIKSAAN}

#: What a TPS's form is checked for.
UNTUK_FORMULIR = tuple(_BY_NUMBER[n] for n in (1, 2, 3, 4, 5, 6, 7, 10))
#: What a form is warned of.
PERINGATAN = tuple(p for p in PEMERIKSAAN if p.peringatan)
#: What a recap is checked for; the sum of its parts and its corrections come first, since whatever
#: else is wrong follows from them.
UNTUK_REKAP = tuple(_BY_NUMBER[n] for n in (9, 11, 1, 2, 3, 4, 5, 6, 7, 10))


def periksa(pemeriksaan: Iterable[Pemeriksaan], lembar: Lembar) -> list[Pelanggaran]:
    """Return every figure that fails one of these checks, in their order."""
    return [v for p in pemeriksaan for v in p.periksa(p.nomor, lembar)]
