"""What the clock does by itself: terms that are over, and deadlines that come near."""

from datetime import datetime
from uuid import UUID

from complaints.domain.aturan import Tahap
from complaints.domain.mesin import LEWAT, MILIK_PELAPOR, berjalan
from complaints.domain.permohonan_informasi import AlasanKeberatan
from complaints.domain.status import SISTEM, Aksi, Status
from complaints.domain.tiket import Jenis
from complaints.domain.tiket_teknis import MENDESAK, Keparahan
from complaints.store import tenggat as store
from complaints.store import tiket as tiket_store
from complaints.store.base import new_id
from complaints.store.tiket import Tiket
from complaints.usecases.langkah import add_history, move_by_system
from complaints.usecases.tenggat import reclassify_terms
from election_common.database import Tx
from election_common.scope import Scope

CHUNK = 100


async def finish_overdue(tx: Tx, *, at: datetime) -> int:
    """Do what follows from terms that are over; returns how many there were.

    Each is marked in the transaction of what follows, so none is missed or done twice.
    """
    found = await store.overdue(tx, at, CHUNK)
    for row in found:
        await _follow(tx, row.tiket, Tahap(row.tahap), row.waktu)
    return len(found)


async def escalate_endangered(tx: Tx, *, at: datetime) -> int:
    """Raise tickets whose legal deadline is less than 24 hours away; returns how many."""
    found = await tiket_store.endangered(tx, at, MENDESAK)
    for tiket, legal in found:
        was = Keparahan(tiket.keparahan or Keparahan.S4)
        before = berjalan(Jenis(tiket.jenis), Status(tiket.status), was)
        rincian = {"dari": was.value, "ke": Keparahan.S1.value}
        tiket.keparahan, tiket.eskalasi = Keparahan.S1, tiket.eskalasi + 1
        await tx.flush()
        await reclassify_terms(tx, tiket, before, at=legal)
        await _add(tx, tiket, "kenaikan-keparahan", rincian, legal)
    return len(found)


async def _follow(tx: Tx, id_: UUID, tahap: Tahap, at: datetime) -> None:
    await store.mark_overdue(tx, id_, tahap, at)
    tiket = await tiket_store.get(tx, Scope.nasional(), id_, lock=True)
    if tiket is None:  # sealed since: the worker has no business with it
        return
    aksi = LEWAT.get((Jenis(tiket.jenis), tahap))
    if aksi is None and tahap in MILIK_PELAPOR:
        return
    if aksi is None:
        tiket.eskalasi += 1
        await tx.flush()
        await _add(tx, tiket, "tenggat-lewat", {"tahap": tahap.value}, at)
        return
    rincian = {"tahap": tahap.value}
    if aksi is Aksi.KEBERATAN:
        rincian["alasan_keberatan"] = AlasanKeberatan.C.value
    await move_by_system(tx, tiket, aksi, rincian, at=at)


async def _add(tx: Tx, tiket: Tiket, tindakan: str, rincian: dict[str, str], at: datetime) -> None:
    id_ = await new_id(tx)
    await add_history(tx, tiket, tindakan, tiket.status, rincian, oleh=SISTEM, at=at, id_=id_)
