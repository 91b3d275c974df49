"""Public input on a pair: while one is open, nobody is determined.

The ticket, with its reporter, is kept by complaints; here stands only that one is open, so nothing
of the reporter can reach the pair. An input that came too late is answered so at once: it is kept,
and nobody waits for it.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from candidacy.domain import tindakan
from candidacy.domain.nominasi import Status as StatusNominasi
from election_common.errors import Refusal
from election_common.tindakan import Jendela, require_open
from election_common.transitions import Machine, Transition


class Status(StrEnum):
    """How far an input is."""

    TERBUKA = "terbuka"
    TERBUKTI = "terbukti"
    TIDAK_TERBUKTI = "tidak-terbukti"
    TERLAMBAT = "terlambat"


class Hasil(StrEnum):
    """What an input is answered with: after clarification, or at once."""

    TERBUKTI = "terbukti"
    TIDAK_TERBUKTI = "tidak-terbukti"
    TERLAMBAT = "terlambat"
    NOMINASI_TIDAK_DIKENAL = "nominasi-tidak-dikenal"


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
    Hasil.TERBUKTI: Aksi.NYATAKAN_TERBUKTI,
    Hasil.TIDAK_TERBUKTI: Aksi.NYATAKAN_TIDAK_TERBUKTI,
}

#: A nomination in these states was determined: an input can no longer stop that.
DITETAPKAN = frozenset(
    {StatusNominasi.DITETAPKAN, StatusNominasi.BERNOMOR, StatusNominasi.DIBATALKAN}
)


def terima(nominasi: StatusNominasi, jadwal: Iterable[Jendela], pada: datetime) -> Status:
    """Return how an input that was received at `pada` stands: open, or too late.

    Raises:
        Refusal: `jadwal-belum-diterima` when no window is known.
    """
    try:
        require_open(tindakan.TANGGAPAN, jadwal, pada)
    except Refusal as refusal:
        if refusal.code != "di-luar-jadwal":
            raise
        return Status.TERLAMBAT
    return Status.TERLAMBAT if nominasi in DITETAPKAN else Status.TERBUKA
