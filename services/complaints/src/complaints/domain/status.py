"""States of tickets and what moves them; each regime's machine uses its part of both."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NoReturn

from complaints.domain.tiket import Jenis
from election_common.errors import Refusal
from election_common.transitions import Machine, Transition


class Status(StrEnum):
    """Where a ticket is."""

    TERDAFTAR = "terdaftar"
    PERLU_PERBAIKAN = "perlu-perbaikan"
    TERVERIFIKASI = "terverifikasi"
    DIDISPOSISIKAN = "didisposisikan"
    DITELAAH = "ditelaah"
    DIPROSES = "diproses"
    DIPERPANJANG = "diperpanjang"
    DIESKALASI = "dieskalasi"
    PADA_PEMILIK = "pada-pemilik"
    DIJAWAB = "dijawab"
    DIBERIKAN = "diberikan"
    DIBERIKAN_SEBAGIAN = "diberikan-sebagian"
    DITOLAK = "ditolak"
    TIDAK_DIKUASAI = "tidak-dikuasai"
    KEBERATAN = "keberatan"
    TANGGAPAN_ATASAN = "tanggapan-atasan"
    SENGKETA_KI = "sengketa-ki"
    PUTUSAN_KI = "putusan-ki"
    DIPULIHKAN = "dipulihkan"
    DITERUSKAN = "diteruskan"
    SELESAI = "selesai"
    DITUTUP_OTOMATIS = "ditutup-otomatis"
    DICABUT = "dicabut"
    GUGUR = "gugur"


class Aksi(StrEnum):
    """What moves a ticket: the act-noun in its address."""

    PERMINTAAN_PERBAIKAN = "permintaan-perbaikan"
    KELENGKAPAN = "kelengkapan"
    VERIFIKASI = "verifikasi"
    DISPOSISI = "disposisi"
    PENELAAHAN = "penelaahan"
    PEMROSESAN = "pemrosesan"
    PERPANJANGAN = "perpanjangan"
    ESKALASI = "eskalasi"
    PENYERAHAN = "penyerahan"
    JAWABAN = "jawaban"
    BANTAHAN = "bantahan"
    PEMBERIAN = "pemberian"
    PEMBERIAN_SEBAGIAN = "pemberian-sebagian"
    PENOLAKAN = "penolakan"
    PERNYATAAN_TIDAK_DIKUASAI = "pernyataan-tidak-dikuasai"
    KEBERATAN = "keberatan"
    TANGGAPAN_ATASAN = "tanggapan-atasan"
    SENGKETA = "sengketa"
    PUTUSAN_KI = "putusan-ki"
    PEMULIHAN = "pemulihan"
    PENERUSAN = "penerusan"
    PENUTUPAN = "penutupan"
    PENUTUPAN_OTOMATIS = "penutupan-otomatis"
    PENCABUTAN = "pencabutan"
    PENGGUGURAN = "pengguguran"


#: Who acts without a token of an office: the reporter by his PIN, and the clock and the events.
PELAPOR, SISTEM = "pelapor", "sistem"

Langkah = Transition[Status, Aksi]
Mesin = Machine[Status, Aksi]


def langkah(
    dari: Iterable[Status], aksi: Aksi, ke: Status, pelaku: str, dasar: str
) -> Iterable[Langkah]:
    """Rows of one act that several states allow."""
    return [Langkah(state, aksi, ke, pelaku, dasar) for state in dari]


def pelaku(mesin: Mesin, aksi: Aksi) -> frozenset[str]:
    """Everybody who may do an act in some state of a machine."""
    return frozenset(name for row in mesin if row.tindakan == aksi for name in _names(row))


def require_lawful(mesin: Mesin, status: Status, aksi: Aksi, siapa: frozenset[str]) -> Status:
    """Return the state that an act of somebody leads to.

    Raises:
        Refusal: `peran-tidak-berwenang`, when the act is others'; `tahap-tidak-mengizinkan`.
    """
    others = pelaku(mesin, aksi)
    if others and not others & siapa:
        _refuse(aksi, others)
    ke = mesin.step(status, aksi)
    here = {n for row in mesin if (row.dari, row.tindakan) == (status, aksi) for n in _names(row)}
    if not here & siapa:
        _refuse(aksi, here)
    return ke


def _refuse(aksi: Aksi, names: Iterable[str]) -> NoReturn:
    raise Refusal("peran-tidak-berwenang", tindakan=aksi.value, peran=", ".join(sorted(names)))


def _names(row: Langkah) -> list[str]:
    return row.pelaku.split(", ")


def mesin_bernama(jenis: Jenis, *rows: Iterable[Langkah]) -> Mesin:
    """The machine of a regime, by its name."""
    return Machine(jenis.value, [row for group in rows for row in group])
