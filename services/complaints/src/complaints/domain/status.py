"""States of tickets and what moves them; each regime's machine uses its part of both."""

from collections.abc import Iterable
from enum import StrEnum

from complaints.domain.tiket import Jenis
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


def lawful(mesin: Mesin, status: Status, aksi: Aksi, siapa: str) -> bool:
    """Say whether the table holds the step for one kind of actor."""
    return any(
        (row.dari, row.tindakan) == (status, aksi) and siapa in _names(row) for row in mesin
    )


def _names(row: Langkah) -> list[str]:
    return row.pelaku.split(", ")


def mesin_bernama(jenis: Jenis, *rows: Iterable[Langkah]) -> Mesin:
    """The machine of a regime, by its name."""
    return Machine(jenis.value, [row for group in rows for row in group])
