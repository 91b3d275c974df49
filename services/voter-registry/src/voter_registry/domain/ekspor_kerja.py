"""Working exports: voters leave the system for one case, by two persons, in the due columns.

Bawaslu's copy holds seven elements without NIK, the KPU's own form all: what may leave depends on
who receives it (DKPP 4-PKE-DKPP/I/2024 [M]).
"""

from collections.abc import Collection, Mapping
from datetime import timedelta
from enum import StrEnum

from election_common.errors import Refusal
from election_common.transitions import Machine, Transition
from voter_registry.domain.data_pribadi import PENDATAAN, UNSUR


class Status(StrEnum):
    """State of an export."""

    DIAJUKAN = "diajukan"
    DITOLAK = "ditolak"
    DISETUJUI = "disetujui"
    TERSEDIA = "tersedia"
    DIAMBIL = "diambil"
    DIHAPUS = "dihapus"


class Langkah(StrEnum):
    """What is done with an export."""

    SETUJUI = "setujui"
    TOLAK = "tolak"
    BUAT = "buat"
    AMBIL = "ambil"
    HAPUS = "hapus"


T = Transition[Status, Langkah]
DASAR = "UU 27/2022 Pasal 35, 39"

EKSPOR_KERJA: Machine[Status, Langkah] = Machine(
    "ekspor-kerja",
    [
        T(Status.DIAJUKAN, Langkah.SETUJUI, Status.DISETUJUI, "penyetuju", DASAR),
        T(Status.DIAJUKAN, Langkah.TOLAK, Status.DITOLAK, "penyetuju", DASAR),
        T(Status.DISETUJUI, Langkah.BUAT, Status.TERSEDIA, "system", DASAR),
        T(Status.TERSEDIA, Langkah.AMBIL, Status.DIAMBIL, "who asked for it", DASAR),
        T(Status.TERSEDIA, Langkah.HAPUS, Status.DIHAPUS, "system", DASAR),
        T(Status.DIAMBIL, Langkah.HAPUS, Status.DIHAPUS, "system", DASAR),
    ],
)

#: How long a file is there once it is made.
BERLAKU = timedelta(hours=24)

PENERIMA: Mapping[str, frozenset[str]] = {
    "kpu": frozenset({*PENDATAAN, "nik", "nkk"}),
    "pengadilan": frozenset({*UNSUR, "nik", "tanggal_lahir"}),
    "bawaslu": frozenset(UNSUR),
}


def periksa_kolom(penerima: str, kolom: Collection[str]) -> tuple[str, ...]:
    """Return the columns of an export in one order, the row's id first.

    Raises:
        Refusal: `kolom-tidak-untuk-penerima` for those that the recipient may not have.
    """
    foreign = set(kolom) - PENERIMA[penerima]
    if foreign:
        raise Refusal(
            "kolom-tidak-untuk-penerima", penerima=penerima, kolom=", ".join(sorted(foreign))
        )
    wanted = {"id", *kolom}
    return tuple(k for k in (*PENDATAAN, "nik", "nkk") if k in wanted)
