"""Requests for information: PPID, superior, Komisi Informasi (UU 14/2008; PKPU 22/2023)."""

from datetime import datetime
from enum import StrEnum

from complaints.domain.status import Aksi, Status, langkah, mesin_bernama
from complaints.domain.tiket import Jenis
from election_common.errors import Refusal
from election_common.legal_time import WIB

UU = "UU 14/2008 Pasal"
DITANGANI = (Status.DIPROSES, Status.DIPERPANJANG)
DIPUTUS = (
    Status.DIBERIKAN,
    Status.DIBERIKAN_SEBAGIAN,
    Status.DITOLAK,
    Status.TIDAK_DIKUASAI,
)
TERBUKA = (Status.TERDAFTAR, *DITANGANI)


class AlasanKeberatan(StrEnum):
    """Reasons for an objection (UU 14/2008 Pasal 35 ayat (1))."""

    A = "a"
    B = "b"
    C = "c"
    D = "d"
    E = "e"
    F = "f"
    G = "g"


class Pengecualian(StrEnum):
    """Excluded information (UU 14/2008 Pasal 17 [M]), and the other lawful refusals."""

    A = "17a"
    B = "17b"
    C = "17c"
    D = "17d"
    E = "17e"
    F = "17f"
    G = "17g"
    H = "17h"
    I = "17i"
    J = "17j"
    TIDAK_LENGKAP = "tidak-lengkap"
    DATA_PRIBADI = "data-pribadi"


PERMOHONAN_INFORMASI = mesin_bernama(
    Jenis.PERMOHONAN_INFORMASI,
    langkah([Status.TERDAFTAR, *DITANGANI], Aksi.PERMINTAAN_PERBAIKAN, Status.PERLU_PERBAIKAN,
            "ppid", f"{UU} 22 ayat (2)"),
    langkah([Status.PERLU_PERBAIKAN], Aksi.KELENGKAPAN, Status.TERDAFTAR, "pelapor, ppid",
            f"{UU} 22 ayat (2)"),
    langkah([Status.TERDAFTAR], Aksi.PEMROSESAN, Status.DIPROSES, "ppid", f"{UU} 22 ayat (7)"),
    langkah([Status.DIPROSES], Aksi.PERPANJANGAN, Status.DIPERPANJANG, "ppid",
            f"{UU} 22 ayat (8) [M]; Perki 1/2019 Pasal 12"),
    langkah(DITANGANI, Aksi.PEMBERIAN, Status.DIBERIKAN, "ppid", f"{UU} 22 ayat (7)"),
    langkah(DITANGANI, Aksi.PEMBERIAN_SEBAGIAN, Status.DIBERIKAN_SEBAGIAN, "ppid",
            f"{UU} 22 ayat (7)"),
    langkah(DITANGANI, Aksi.PENOLAKAN, Status.DITOLAK, "ppid", f"{UU} 17, 22 ayat (7)"),
    langkah(DITANGANI, Aksi.PERNYATAAN_TIDAK_DIKUASAI, Status.TIDAK_DIKUASAI, "ppid",
            f"{UU} 22 ayat (7) huruf b"),
    langkah(TERBUKA, Aksi.KEBERATAN, Status.KEBERATAN, "sistem, pelapor",
            f"{UU} 35 ayat (1) huruf c"),
    langkah(DIPUTUS, Aksi.KEBERATAN, Status.KEBERATAN, "pelapor, ppid", f"{UU} 35, 36 ayat (1)"),
    langkah([Status.KEBERATAN], Aksi.TANGGAPAN_ATASAN, Status.TANGGAPAN_ATASAN,
            "sekretaris, ketua", f"{UU} 36 ayat (2) [M]; Perki 1/2019 Pasal 14"),
    langkah([Status.KEBERATAN, Status.TANGGAPAN_ATASAN], Aksi.SENGKETA, Status.SENGKETA_KI,
            "pelapor, ppid", f"{UU} 37 ayat (2) [M]"),
    langkah([Status.SENGKETA_KI], Aksi.PUTUSAN_KI, Status.PUTUSAN_KI, "ppid", f"{UU} 38 [M]"),
    langkah([*DIPUTUS, Status.TANGGAPAN_ATASAN, Status.PUTUSAN_KI], Aksi.PENUTUPAN,
            Status.SELESAI, "ppid", "PKPU 22/2023"),
    langkah([Status.TERDAFTAR], Aksi.PENERUSAN, Status.DITERUSKAN, "ppid",
            f"{UU} 22 ayat (7) huruf b"),
    langkah([*TERBUKA, Status.PERLU_PERBAIKAN], Aksi.PENCABUTAN, Status.DICABUT, "pelapor, ppid",
            "PKPU 22/2023 [M]"),
)  # fmt: skip


def require_first_extension(jumlah: int, menurut_aturan: int) -> None:
    """Refuse to extend an answer twice: the law gives one extension (UU 14/2008 Pasal 22 ayat (8)).

    Args:
        jumlah: Days that the answer has now.
        menurut_aturan: Days that its rule gives without any extension.

    Raises:
        Refusal: `perpanjangan-hanya-sekali`.
    """
    if jumlah != menurut_aturan:
        raise Refusal("perpanjangan-hanya-sekali")


def require_extension_in_time(batas: datetime | None, at: datetime) -> None:
    """Refuse to extend a term that is over: it was missed (UU 14/2008 Pasal 22 ayat (7), (8)).

    Args:
        batas: The end of the term of the answer.
        at: Legal time.

    Raises:
        Refusal: `perpanjangan-lewat-waktu`.
    """
    if batas is not None and at > batas:
        raise Refusal("perpanjangan-lewat-waktu", batas=f"{batas.astimezone(WIB):%Y-%m-%d}")


#: What one may object to before there is an answer: that what must be published at intervals is not
#: (b); and, once the term of the answer is over, that none came (c) or not in time (g).
SEBELUM_DIJAWAB = frozenset({AlasanKeberatan.B})
SETELAH_LEWAT = frozenset({AlasanKeberatan.C, AlasanKeberatan.G})


def require_objection_founded(
    status: Status, alasan: AlasanKeberatan, batas: datetime | None, at: datetime
) -> None:
    """Refuse an objection to what has not happened (UU 14/2008 Pasal 35 ayat (1) huruf a-g).

    Args:
        status: The state of the request.
        alasan: The reason of the law.
        batas: The end of the term of the answer.
        at: Legal time.

    Raises:
        Refusal: `keberatan-belum-beralasan`.
    """
    lewat = batas is not None and at > batas
    if status in DIPUTUS or alasan in SEBELUM_DIJAWAB or (lewat and alasan in SETELAH_LEWAT):
        return
    raise Refusal("keberatan-belum-beralasan", huruf=alasan.value)


def require_objection_in_time(batas: datetime | None, at: datetime) -> None:
    """Refuse an objection after its term (UU 14/2008 Pasal 36 ayat (1): 30 working days).

    Args:
        batas: The end of the term; None where the law sets none, as Perki 1/2019 does not.
        at: Legal time.

    Raises:
        Refusal: `keberatan-lewat-waktu`.
    """
    if batas is not None and at > batas:
        raise Refusal("keberatan-lewat-waktu", batas=f"{batas.astimezone(WIB):%Y-%m-%d}")


def require_rights_over(batas: datetime | None, at: datetime) -> None:
    """Refuse to close a request while its reporter may object or go to the Komisi Informasi.

    Closed, it would take neither (UU 14/2008 Pasal 36 ayat (1), 37 ayat (2)).

    Args:
        batas: The end of the reporter's term.
        at: Legal time.

    Raises:
        Refusal: `hak-pelapor-berjalan`.
    """
    if batas is not None and at <= batas:
        raise Refusal("hak-pelapor-berjalan", batas=f"{batas.astimezone(WIB):%Y-%m-%d}")
