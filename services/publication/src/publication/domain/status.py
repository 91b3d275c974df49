"""The machine of one unit's result: kecamatan, kabupaten/kota, province."""

from enum import StrEnum

from election_common.transitions import Machine, Transition


class Status(StrEnum):
    """How far a result is; before its plenary it is provisional."""

    SEMENTARA = "sementara"
    DISAHKAN = "disahkan"
    DIUMUMKAN = "diumumkan"


class Aksi(StrEnum):
    """What moves a result, by the names of the acts in `tindakan.py`."""

    REKAPITULASI = "rekapitulasi"
    PENGUMUMAN = "pengumuman"


T = Transition[Status, Aksi]

REKAPITULASI: Machine[Status, Aksi] = Machine(
    "rekapitulasi",
    [
        T(Status.SEMENTARA, Aksi.REKAPITULASI, Status.DISAHKAN, "ppk, kpu_kabko, kpu_provinsi",
          "PKPU 18/2024"),
        T(Status.DISAHKAN, Aksi.PENGUMUMAN, Status.DIUMUMKAN, "kpu_provinsi", "PKPU 18/2024"),
    ],
)  # fmt: skip
