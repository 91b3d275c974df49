"""The machine of a nomination: from the draft of a pair to its number on the ballot.

Repair comes once: from `diperbaiki` no step leads to `perlu-perbaikan`. A party's withdrawal is
recorded and changes nothing (UU 10/2016 Pasal 43 and 53 [M]): its rows lead where they began.
"""

from enum import StrEnum

from candidacy.domain import tindakan
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
PESERTA, PETUGAS, PLENO, PENARIK = (
    ", ".join(sorted(roles))
    for roles in (
        tindakan.PASANGAN, tindakan.PETUGAS, tindakan.PLENO, tindakan.PENARIKAN.peran
    )
)  # fmt: skip

NOMINASI: Machine[Status, Aksi] = Machine(
    "nominasi",
    [
        T(Status.DRAF, Aksi.PENGAJUAN, Status.DIAJUKAN, PESERTA, "PKPU 8/2024 Pasal 95"),
        T(
            Status.DIKEMBALIKAN,
            Aksi.PENGAJUAN,
            Status.DIAJUKAN,
            PESERTA,
            "PKPU 8/2024 Pasal 95 [M]",
        ),
        T(
            Status.DIAJUKAN,
            Aksi.PENERIMAAN,
            Status.DITERIMA,
            PETUGAS,
            "PKPU 8/2024 [M]: tanda terima",
        ),
        T(
            Status.DIAJUKAN,
            Aksi.PENGEMBALIAN,
            Status.DIKEMBALIKAN,
            PETUGAS,
            "PKPU 8/2024 [M]: tanda pengembalian",
        ),
        T(Status.DITERIMA, Aksi.HASIL_MS, Status.MS_SEMENTARA, PETUGAS, "KPT 1229/2024 [M]"),
        T(Status.DITERIMA, Aksi.HASIL_BMS, Status.PERLU_PERBAIKAN, PETUGAS, "KPT 1229/2024 [M]"),
        T(Status.DITERIMA, Aksi.HASIL_TMS, Status.TMS, PETUGAS, "KPT 1229/2024 [M]"),
        T(
            Status.PERLU_PERBAIKAN,
            Aksi.PENGAJUAN_PERBAIKAN,
            Status.DIPERBAIKI,
            PESERTA,
            "PKPU 8/2024 [M]",
        ),
        T(
            Status.PERLU_PERBAIKAN,
            Aksi.HASIL_TMS,
            Status.TMS,
            PETUGAS,
            "PKPU 8/2024 [M]: tidak diperbaiki dalam masanya",
        ),
        T(
            Status.PERLU_PERBAIKAN,
            Aksi.HASIL_MS,
            Status.MS_SEMENTARA,
            PETUGAS,
            "KPT 1229/2024 [M]: yang tidak diperbaiki hanya bukti gelar, dicetak tanpa gelar",
        ),
        T(Status.DIPERBAIKI, Aksi.HASIL_MS, Status.MS_SEMENTARA, PETUGAS, "KPT 1229/2024 [M]"),
        T(Status.DIPERBAIKI, Aksi.HASIL_TMS, Status.TMS, PETUGAS, "KPT 1229/2024 [M]"),
        T(
            Status.MS_SEMENTARA,
            Aksi.TANGGAPAN_TERBUKTI,
            Status.TMS,
            PETUGAS,
            "PKPU 8/2024 Pasal 137",
        ),
        T(
            Status.MS_SEMENTARA,
            Aksi.PENETAPAN,
            Status.DITETAPKAN,
            PLENO,
            "PKPU 2/2024; PKPU 8/2024",
        ),
        T(Status.DITETAPKAN, Aksi.PENGUNDIAN, Status.BERNOMOR, PLENO, "PKPU 8/2024 [M]"),
        T(
            Status.DITETAPKAN,
            Aksi.PEMBATALAN,
            Status.DIBATALKAN,
            PLENO,
            "PKPU 8/2024 Pasal 127-128 [M]",
        ),
        T(
            Status.BERNOMOR,
            Aksi.PEMBATALAN,
            Status.DIBATALKAN,
            PLENO,
            "PKPU 8/2024 Pasal 127-128 [M]",
        ),
        *(
            T(status, Aksi.PENARIKAN, status, PENARIK, "UU 10/2016 Pasal 43, 53 [M]: tanpa akibat")
            for status in Status
            if status not in {Status.DRAF, Status.DIKEMBALIKAN, Status.TMS, Status.DIBATALKAN}
        ),
    ],
)
