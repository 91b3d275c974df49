"""The machine of a voter list, per election and kabupaten/kota.

The authority that establishes DPS and DPT is KPU Kabupaten/Kota; the province recapitulates.
"""

from enum import StrEnum

from election_common.transitions import Machine, Transition


class Tahap(StrEnum):
    """Stage of a list."""

    DIBUKA = "dibuka"
    DP4 = "dp4"
    TPS_DIPETAKAN = "tps-dipetakan"
    COKLIT = "coklit"
    DPHP = "dphp"
    DPS = "dps"
    DPSHP = "dpshp"
    DPSHP_DITETAPKAN = "dpshp-ditetapkan"
    REKAP_DITERIMA = "rekap-diterima"
    DPT = "dpt"


class Aksi(StrEnum):
    """What moves a list, by the names of the acts in `tindakan.py`."""

    IMPOR_DP4 = "impor-dp4"
    PEMETAAN_TPS = "pemetaan-tps"
    COKLIT = "coklit"
    KEGANDAAN = "kegandaan"
    REKAP_DPHP = "rekapitulasi-dphp"
    SUSUN_DPS = "penyusunan-dps"
    TETAPKAN_DPS = "penetapan-dps"
    PERBAIKAN = "perbaikan"
    REKAP_DPSHP = "rekapitulasi-dpshp"
    SUSUN_DPSHP = "penyusunan-dpshp"
    TETAPKAN_DPSHP = "penetapan-dpshp"
    SUSUN_DPT = "penyusunan-dpt"
    TERIMA_REKAP = "penerimaan-rekap"
    TETAPKAN_DPT = "penetapan-dpt"


T = Transition[Tahap, Aksi]

DAFTAR_PEMILIH: Machine[Tahap, Aksi] = Machine(
    "daftar-pemilih",
    [
        T(Tahap.DIBUKA, Aksi.IMPOR_DP4, Tahap.DP4, "kpu_kabko", "UU 7/2017 Pasal 201"),
        T(Tahap.DP4, Aksi.PEMETAAN_TPS, Tahap.TPS_DIPETAKAN, "kpu_kabko", "PKPU 7/2024 [M]"),
        T(Tahap.TPS_DIPETAKAN, Aksi.COKLIT, Tahap.COKLIT, "pantarlih", "Kpt 799/2024"),
        T(Tahap.COKLIT, Aksi.COKLIT, Tahap.COKLIT, "pantarlih", "Kpt 799/2024"),
        T(Tahap.COKLIT, Aksi.KEGANDAAN, Tahap.COKLIT, "kpu_kabko", "UU 7/2017 Pasal 198(2)"),
        T(Tahap.COKLIT, Aksi.REKAP_DPHP, Tahap.DPHP, "pps", "Kpt 799/2024 [M]"),
        T(Tahap.DPHP, Aksi.REKAP_DPHP, Tahap.DPHP, "pps, ppk", "Kpt 799/2024 [M]"),
        # Each village is locked by its own minutes; until then what is wrong in it can be mended.
        T(Tahap.DPHP, Aksi.COKLIT, Tahap.DPHP, "pantarlih, pps", "Kpt 799/2024 [M]"),
        T(Tahap.DPHP, Aksi.KEGANDAAN, Tahap.DPHP, "kpu_kabko", "UU 7/2017 Pasal 198(2)"),
        T(Tahap.DPHP, Aksi.SUSUN_DPS, Tahap.DPHP, "kpu_kabko", "PKPU 7/2024 [M]"),
        T(Tahap.DPHP, Aksi.TETAPKAN_DPS, Tahap.DPS, "ketua", "PKPU 7/2024"),
        T(Tahap.DPS, Aksi.PERBAIKAN, Tahap.DPS, "pps", "PKPU 7/2024 [M]"),
        T(Tahap.DPS, Aksi.KEGANDAAN, Tahap.DPS, "kpu_kabko", "UU 7/2017 Pasal 198(2)"),
        T(Tahap.DPS, Aksi.REKAP_DPSHP, Tahap.DPSHP, "pps", "PKPU 7/2024 [M]"),
        T(Tahap.DPSHP, Aksi.PERBAIKAN, Tahap.DPSHP, "pps", "PKPU 7/2024 [M]"),
        T(Tahap.DPSHP, Aksi.KEGANDAAN, Tahap.DPSHP, "kpu_kabko", "UU 7/2017 Pasal 198(2)"),
        T(Tahap.DPSHP, Aksi.REKAP_DPSHP, Tahap.DPSHP, "pps, ppk", "PKPU 7/2024 [M]"),
        T(Tahap.DPSHP, Aksi.SUSUN_DPSHP, Tahap.DPSHP, "kpu_kabko", "UU 7/2017 Pasal 207 [M]"),
        T(
            Tahap.DPSHP,
            Aksi.TETAPKAN_DPSHP,
            Tahap.DPSHP_DITETAPKAN,
            "ketua",
            "UU 7/2017 Pasal 207 [M]",
        ),
        T(Tahap.DPSHP, Aksi.SUSUN_DPT, Tahap.DPSHP, "kpu_kabko", "PKPU 7/2024 [M]"),
        T(Tahap.DPSHP, Aksi.TETAPKAN_DPT, Tahap.DPT, "ketua", "PKPU 7/2024"),
        T(
            Tahap.DPSHP_DITETAPKAN,
            Aksi.SUSUN_DPT,
            Tahap.DPSHP_DITETAPKAN,
            "kpu_kabko",
            "UU 7/2017 Pasal 208 [M]",
        ),
        T(Tahap.DPSHP_DITETAPKAN, Aksi.TETAPKAN_DPT, Tahap.DPT, "ketua", "UU 7/2017 Pasal 208 [M]"),
        T(Tahap.DIBUKA, Aksi.TERIMA_REKAP, Tahap.REKAP_DITERIMA, "kpu_kabko", "PKPU 7/2024 [M]"),
        T(Tahap.REKAP_DITERIMA, Aksi.TETAPKAN_DPT, Tahap.DPT, "ketua", "PKPU 7/2024"),
    ],
)
