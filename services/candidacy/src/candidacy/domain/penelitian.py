"""Research of a dossier: what is true of its documents, and what follows from it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from candidacy.domain import tindakan
from candidacy.domain.dokumen_syarat import Status
from candidacy.domain.jenis_dokumen import Butir, JenisDokumen
from candidacy.domain.nominasi import Aksi
from candidacy.domain.nominasi import Status as StatusNominasi
from election_common.errors import Refusal
from election_common.tindakan import Jendela

PUTARAN_TERAKHIR = 2
SELESAI = frozenset({Status.MS, Status.BMS, Status.TMS})


def putaran_hasil(nominasi: StatusNominasi, putaran: int) -> int:
    """Return the round that a result is of: the last one too for what nobody has repaired."""
    return PUTARAN_TERAKHIR if nominasi is StatusNominasi.PERLU_PERBAIKAN else putaran


def wajib_lewat(nominasi: StatusNominasi, jadwal: Iterable[Jendela], pada: datetime) -> None:
    """Refuse to end what may still be repaired (`masa-perbaikan-belum-berakhir`)."""
    if nominasi is not StatusNominasi.PERLU_PERBAIKAN:
        return
    until = [j.selesai for j in jadwal if j.tindakan == tindakan.PERBAIKAN.jendela]
    if any(pada <= end for end in until):
        raise Refusal("masa-perbaikan-belum-berakhir", sampai=max(until).isoformat())


def wajib_selesai(butir: Mapping[Butir, Status]) -> None:
    """Refuse a result while documents are not judged (`penelitian-belum-selesai`)."""
    belum = [f"{posisi}/{jenis}" for (posisi, jenis), s in butir.items() if s not in SELESAI]
    if belum:
        raise Refusal(
            "penelitian-belum-selesai",
            members={"belum": belum},
            jumlah=len(belum),
            contoh=", ".join(belum[:3]),
        )


def penentu(found: Mapping[Butir, Status], wajib: Mapping[Butir, JenisDokumen]) -> list[Status]:
    """Return how the documents were judged that the result follows from.

    A diploma that proves a title alone may be repaired, but fails nobody: the name is then printed
    without the title.
    """
    return [s for b, s in found.items() if wajib[b].menentukan or s is not Status.TMS]


def hasil(statuses: Collection[Status], *, cukup_umur: bool) -> Aksi:
    """Return the result of research: MS only when every document is; BMS while repair may help."""
    found = set(statuses)
    if not cukup_umur or Status.TMS in found:
        return Aksi.HASIL_TMS
    return Aksi.HASIL_BMS if Status.BMS in found else Aksi.HASIL_MS
