"""The machine of one required document: uploaded, sealed, judged by two, repaired at most once.

BMS (not yet qualified) exists in the first round only: what was sealed again after repair knows no
step to it. A verifier proposes, another person approves (four eyes).
"""

from enum import StrEnum

from election_common.errors import Refusal
from election_common.transitions import Machine, Transition


class Status(StrEnum):
    """How far a document is."""

    BELUM_ADA = "belum-ada"
    DIUNGGAH = "diunggah"
    DISEGEL = "disegel"
    DIUSULKAN = "diusulkan"
    BMS = "bms"
    DIPERBAIKI = "diperbaiki"
    DISEGEL_ULANG = "disegel-ulang"
    DIUSULKAN_ULANG = "diusulkan-ulang"
    MS = "ms"
    TMS = "tms"


class Aksi(StrEnum):
    """What moves a document."""

    UNGGAHAN = "unggahan"
    PENYEGELAN = "penyegelan"
    PEMBUKAAN = "pembukaan"
    USULAN = "usulan"
    PENOLAKAN_USULAN = "penolakan-usulan"
    PERSETUJUAN_MS = "persetujuan-ms"
    PERSETUJUAN_BMS = "persetujuan-bms"
    PERSETUJUAN_TMS = "persetujuan-tms"
    LEWAT_WAKTU = "lewat-waktu"


class Nilai(StrEnum):
    """What a verifier finds of a document."""

    MS = "ms"
    BMS = "bms"
    TMS = "tms"


class Alasan(StrEnum):
    """Why a document is not accepted."""

    TIDAK_DILEGALISASI = "tidak-dilegalisasi"
    KEDALUWARSA = "kedaluwarsa"
    PENERBIT_KELIRU = "penerbit-keliru"
    PENGADILAN_KELIRU = "pengadilan-bukan-domisili"
    NAMA_BERBEDA = "nama-berbeda"
    TANGGAL_LAHIR_BERBEDA = "tanggal-lahir-berbeda"
    TIDAK_TERBACA = "tidak-terbaca"
    TIDAK_DITANDATANGANI = "tidak-ditandatangani"
    TANPA_METERAI = "tanpa-meterai"
    LHKPN_BERBEDA = "lhkpn-berbeda"
    PAJAK_TIDAK_LENGKAP = "pajak-tidak-lengkap"
    BENTUK_FOTO = "bentuk-foto"
    GELAR_TIDAK_TERBUKTI = "gelar-tidak-terbukti"
    PENERBIT_MENYANGKAL = "penerbit-menyangkal"
    PENERBIT_TIDAK_TERHUBUNGI = "penerbit-tidak-terhubungi"
    JEDA_BELUM_LEWAT = "jeda-belum-lewat"
    PENCALONAN_GANDA = "pencalonan-ganda"
    BELUM_CUKUP_UMUR = "belum-cukup-umur"
    TIDAK_SEHAT = "tidak-sehat"


PERSETUJUAN = {
    Nilai.MS: Aksi.PERSETUJUAN_MS,
    Nilai.BMS: Aksi.PERSETUJUAN_BMS,
    Nilai.TMS: Aksi.PERSETUJUAN_TMS,
}

T = Transition[Status, Aksi]
PESERTA, PETUGAS = "lo, admin_silon", "kpu_provinsi, penyetuju"
DASAR = "UU 10/2016 Pasal 45; KPT 1229/2024 [M]"

DOKUMEN_SYARAT: Machine[Status, Aksi] = Machine(
    "dokumen-syarat",
    [
        T(Status.BELUM_ADA, Aksi.UNGGAHAN, Status.DIUNGGAH, PESERTA, DASAR),
        T(Status.DIUNGGAH, Aksi.UNGGAHAN, Status.DIUNGGAH, PESERTA, DASAR),
        T(Status.DIUNGGAH, Aksi.PENYEGELAN, Status.DISEGEL, PESERTA, "PKPU 8/2024 Pasal 95"),
        T(
            Status.DISEGEL,
            Aksi.PEMBUKAAN,
            Status.DIUNGGAH,
            PETUGAS,
            "PKPU 8/2024 [M]: tanda pengembalian",
        ),
        T(Status.DISEGEL, Aksi.USULAN, Status.DIUSULKAN, "verifikator", DASAR),
        T(Status.DIUSULKAN, Aksi.PENOLAKAN_USULAN, Status.DISEGEL, PETUGAS, DASAR),
        T(Status.DIUSULKAN, Aksi.PERSETUJUAN_MS, Status.MS, PETUGAS, DASAR),
        T(Status.DIUSULKAN, Aksi.PERSETUJUAN_BMS, Status.BMS, PETUGAS, DASAR),
        T(Status.DIUSULKAN, Aksi.PERSETUJUAN_TMS, Status.TMS, PETUGAS, DASAR),
        T(Status.BMS, Aksi.UNGGAHAN, Status.DIPERBAIKI, PESERTA, "PKPU 8/2024 [M]"),
        T(Status.BMS, Aksi.LEWAT_WAKTU, Status.TMS, PETUGAS, "PKPU 8/2024 [M]"),
        T(Status.DIPERBAIKI, Aksi.UNGGAHAN, Status.DIPERBAIKI, PESERTA, "PKPU 8/2024 [M]"),
        T(Status.DIPERBAIKI, Aksi.PENYEGELAN, Status.DISEGEL_ULANG, PESERTA, "PKPU 8/2024 [M]"),
        T(
            Status.DIPERBAIKI,
            Aksi.LEWAT_WAKTU,
            Status.TMS,
            PETUGAS,
            "PKPU 8/2024 [M]: tidak diajukan",
        ),
        T(Status.DISEGEL_ULANG, Aksi.USULAN, Status.DIUSULKAN_ULANG, "verifikator", DASAR),
        T(Status.DIUSULKAN_ULANG, Aksi.PENOLAKAN_USULAN, Status.DISEGEL_ULANG, PETUGAS, DASAR),
        T(Status.DIUSULKAN_ULANG, Aksi.PERSETUJUAN_MS, Status.MS, PETUGAS, DASAR),
        T(Status.DIUSULKAN_ULANG, Aksi.PERSETUJUAN_TMS, Status.TMS, PETUGAS, DASAR),
    ],
)


def usulkan(status: Status, nilai: Nilai, alasan: Alasan | None) -> Status:
    """Return the state after a proposal; refuses one that nobody could approve.

    Raises:
        Refusal: `tahap-tidak-mengizinkan`, also for BMS after repair; `alasan-wajib` unless MS.
    """
    proposed = DOKUMEN_SYARAT.step(status, Aksi.USULAN)
    DOKUMEN_SYARAT.step(proposed, PERSETUJUAN[nilai])
    if (nilai is Nilai.MS) == (alasan is not None):
        raise Refusal("alasan-wajib", nilai=nilai.value)
    return proposed


def putuskan(status: Status, nilai: Nilai, *, setuju: bool, oleh: str, pengusul: str) -> Status:
    """Return the state after a second person's decision; refuses the proposer himself."""
    if oleh == pengusul:
        raise Refusal("penilai-sama")
    return DOKUMEN_SYARAT.step(status, PERSETUJUAN[nilai] if setuju else Aksi.PENOLAKAN_USULAN)
