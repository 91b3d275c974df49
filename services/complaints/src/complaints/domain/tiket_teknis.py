"""Technical tickets: applications of KPU RI that the province triages, works around, escalates.

Severity has no regulation: it is this office's own procedure.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from complaints.domain.status import Aksi, Status, langkah, mesin_bernama
from complaints.domain.tiket import Jenis

SOP = "own procedure"
PETUGAS = "helpdesk"
#: A legal deadline that is nearer than this makes any fault one of the first severity.
MENDESAK = timedelta(hours=24)


class Aplikasi(StrEnum):
    """The application that fails."""

    SIDALIH = "sidalih"
    SILON = "silon"
    SIKADEKA = "sikadeka"
    SIAKBA = "siakba"
    SIREKAP = "sirekap"
    SILOG = "silog"
    SIPOL = "sipol"
    E_PPID = "e-ppid"
    JDIH = "jdih"
    SISTEM_INI = "sistem-ini"


class Kategori(StrEnum):
    """What kind of failure."""

    GANGGUAN = "gangguan"
    LAMBAT = "lambat"
    PEMELIHARAAN = "pemeliharaan"
    UNGGAH_MACET = "unggah-macet"
    DATA_SALAH = "data-salah"
    AKUN = "akun"
    KEBOCORAN_DATA = "kebocoran-data"
    PERTANYAAN = "pertanyaan"


class Keparahan(StrEnum):
    """Severity, S1 the gravest."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


TIKET_TEKNIS = mesin_bernama(
    Jenis.TIKET_TEKNIS,
    langkah([Status.TERDAFTAR], Aksi.PEMROSESAN, Status.DIPROSES, PETUGAS, SOP),
    langkah([Status.TERDAFTAR, Status.DIPROSES, Status.DIESKALASI], Aksi.ESKALASI,
            Status.DIESKALASI, PETUGAS, SOP),
    langkah([Status.DIPROSES, Status.DIESKALASI], Aksi.PEMULIHAN, Status.DIPULIHKAN, PETUGAS, SOP),
    langkah([Status.DIPULIHKAN], Aksi.BANTAHAN, Status.DIPROSES, "pelapor, helpdesk", SOP),
    langkah([Status.DIPULIHKAN], Aksi.PENUTUPAN, Status.SELESAI, "pelapor, helpdesk", SOP),
    langkah([Status.TERDAFTAR], Aksi.PENERUSAN, Status.DITERUSKAN, PETUGAS, SOP),
)  # fmt: skip


def keparahan(
    kategori: Kategori, dampak: int, terancam: datetime | None, at: datetime
) -> Keparahan:
    """Judge the severity: a leak or a legal deadline in danger is S1, whatever the rest."""
    if kategori is Kategori.KEBOCORAN_DATA or mendesak(terancam, at):
        return Keparahan.S1
    if kategori is Kategori.PERTANYAAN:
        return Keparahan.S4
    return Keparahan.S2 if dampak > 1 else Keparahan.S3


def mendesak(terancam: datetime | None, at: datetime) -> bool:
    """Say whether a legal deadline at stake is less than 24 hours away."""
    return terancam is not None and terancam - at < MENDESAK
