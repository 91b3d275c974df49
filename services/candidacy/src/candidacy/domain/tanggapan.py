"""Public input on a pair: while one is open, nobody is determined.

The ticket, with its reporter, is kept by complaints; here stands only that one is open, so nothing
of the reporter can reach the pair.
"""

from enum import StrEnum

from election_common.transitions import Machine, Transition


class Status(StrEnum):
    """How far an input is."""

    TERBUKA = "terbuka"
    TERBUKTI = "terbukti"
    TIDAK_TERBUKTI = "tidak-terbukti"


class Aksi(StrEnum):
    """What answers an input."""

    NYATAKAN_TERBUKTI = "nyatakan-terbukti"
    NYATAKAN_TIDAK_TERBUKTI = "nyatakan-tidak-terbukti"


T = Transition[Status, Aksi]

TANGGAPAN: Machine[Status, Aksi] = Machine(
    "tanggapan-calon",
    [
        T(Status.TERBUKA, Aksi.NYATAKAN_TERBUKTI, Status.TERBUKTI, "kpu_provinsi, penyetuju",
          "PKPU 8/2024 Pasal 137"),
        T(Status.TERBUKA, Aksi.NYATAKAN_TIDAK_TERBUKTI, Status.TIDAK_TERBUKTI,
          "kpu_provinsi, penyetuju", "PKPU 8/2024 Pasal 137"),
    ],
)  # fmt: skip

JAWABAN = {
    Status.TERBUKTI: Aksi.NYATAKAN_TERBUKTI,
    Status.TIDAK_TERBUKTI: Aksi.NYATAKAN_TIDAK_TERBUKTI,
}
