"""The machine of a nomination: from the draft of a pair to its number on the ballot.

Repair comes once: from `diperbaiki` no step leads to `perlu-perbaikan`. A party's withdrawal is
recorded and changes nothing (UU 10/2016 Pasal 43 and 53 [M]): its rows lead where they began.
"""

from enum import StrEnum

from election_common.transitions import Machine, Transition


class Status(StrEnum):
    """How far a nomination is."""

    DRAF = "draf"
    DIAJUKAN = "diajukan"
    DIKEMBALIKAN = "dikembalikan"
    DITERIMA = "diterima"
    PERLU_PERBAIKAN = "perlu-perbaikan"
    DIPERBAIKI = "diperbaiki"
    MS_SEMENTARA = "ms-sementara"
    TMS = "tms"
    DITETAPKAN = "ditetapkan"
    BERNOMOR = "bernomor"
    DIBATALKAN = "dibatalkan"


class Aksi(StrEnum):
    """What moves a nomination."""

    PENGAJUAN = "pengajuan"
    PENERIMAAN = "penerimaan"
    PENGEMBALIAN = "pengembalian"
    HASIL_MS = "hasil-ms"
    HASIL_BMS = "hasil-bms"
    HASIL_TMS = "hasil-tms"
    PENGAJUAN_PERBAIKAN = "pengajuan-perbaikan"
    TANGGAPAN_TERBUKTI = "tanggapan-terbukti"
    PENETAPAN = "penetapan"
    PENGUNDIAN = "pengundian"
    PENARIKAN = "penarikan"
    PEMBATALAN = "pembatalan"


#: A nomination in these states holds its parties and its candidates: nobody else may use them.
MENGIKAT = frozenset(Status) - {Status.DRAF, Status.DIKEMBALIKAN, Status.TMS, Status.DIBATALKAN}

T = Transition[Status, Aksi]
S, A = Status, Aksi
PESERTA, PETUGAS, PLENO = "lo, admin_silon", "kpu_provinsi, penyetuju", "ketua, kpu_provinsi"

NOMINASI: Machine[Status, Aksi] = Machine(
    "nominasi",
    [
        T(S.DRAF, A.PENGAJUAN, S.DIAJUKAN, PESERTA, "PKPU 8/2024 Pasal 95"),
        T(S.DIKEMBALIKAN, A.PENGAJUAN, S.DIAJUKAN, PESERTA, "PKPU 8/2024 Pasal 95 [M]"),
        T(S.DIAJUKAN, A.PENERIMAAN, S.DITERIMA, PETUGAS, "PKPU 8/2024 [M]: tanda terima"),
        T(S.DIAJUKAN, A.PENGEMBALIAN, S.DIKEMBALIKAN, PETUGAS,
          "PKPU 8/2024 [M]: tanda pengembalian"),
        T(S.DITERIMA, A.HASIL_MS, S.MS_SEMENTARA, PETUGAS, "KPT 1229/2024 [M]"),
        T(S.DITERIMA, A.HASIL_BMS, S.PERLU_PERBAIKAN, PETUGAS, "KPT 1229/2024 [M]"),
        T(S.DITERIMA, A.HASIL_TMS, S.TMS, PETUGAS, "KPT 1229/2024 [M]"),
        T(S.PERLU_PERBAIKAN, A.PENGAJUAN_PERBAIKAN, S.DIPERBAIKI, PESERTA, "PKPU 8/2024 [M]"),
        T(S.PERLU_PERBAIKAN, A.HASIL_TMS, S.TMS, PETUGAS,
          "PKPU 8/2024 [M]: tidak diperbaiki dalam masanya"),
        T(S.DIPERBAIKI, A.HASIL_MS, S.MS_SEMENTARA, PETUGAS, "KPT 1229/2024 [M]"),
        T(S.DIPERBAIKI, A.HASIL_TMS, S.TMS, PETUGAS, "KPT 1229/2024 [M]"),
        T(S.MS_SEMENTARA, A.TANGGAPAN_TERBUKTI, S.TMS, PETUGAS, "PKPU 8/2024 Pasal 137"),
        T(S.MS_SEMENTARA, A.PENETAPAN, S.DITETAPKAN, PLENO, "PKPU 2/2024; PKPU 8/2024"),
        T(S.DITETAPKAN, A.PENGUNDIAN, S.BERNOMOR, PLENO, "PKPU 8/2024 [M]"),
        T(S.DITETAPKAN, A.PEMBATALAN, S.DIBATALKAN, PLENO, "PKPU 8/2024 Pasal 127-128 [M]"),
        T(S.BERNOMOR, A.PEMBATALAN, S.DIBATALKAN, PLENO, "PKPU 8/2024 Pasal 127-128 [M]"),
        *(
            T(status, A.PENARIKAN, status, PESERTA, "UU 10/2016 Pasal 43, 53 [M]: tanpa akibat")
            for status in S
            if status not in {S.DRAF, S.DIKEMBALIKAN, S.TMS, S.DIBATALKAN}
        ),
    ],
)  # fmt: skip
