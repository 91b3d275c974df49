"""Public input on pairs: noted when complaints receives it, answered after clarification."""

from datetime import datetime
from uuid import UUID

from candidacy.domain import tindakan
from candidacy.domain.nominasi import Aksi, Status
from candidacy.domain.tanggapan import DITETAPKAN, JAWABAN, TANGGAPAN, Hasil, terima
from candidacy.domain.tanggapan import Status as StatusTanggapan
from candidacy.events import consumed, published
from candidacy.store import tanggapan as store
from candidacy.store.tanggapan import Tanggapan
from candidacy.usecases.izin import load_nominasi
from candidacy.usecases.langkah import Langkah, advance
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_event
from election_common.kerangka import jendela as jendela_store
from election_common.kerangka.izin import load_pemilihan, require_allowed
from election_common.page import Page, Part
from election_common.tindakan import require_role
from election_common.version import require_version

#: What a reporter is told when nobody had to examine what he wrote.
SEBAB = {
    Hasil.NOMINASI_TIDAK_DIKENAL: "Pasangan calon yang disebut tidak terdaftar.",
    Hasil.TERLAMBAT: "Tanggapan diterima di luar masa tanggapan.",
}
#: What he is told who may have written in time, and whose words came here after the plenary.
SESUDAH_PLENO = "Pasangan sudah ditetapkan ketika tanggapan ini tiba."


async def receive_tanggapan(
    tx: Tx, event: consumed.TanggapanCalonDiterima, *, at: datetime
) -> None:
    """Note an input on a nomination: while it is open, that is not determined.

    One that was received outside its window is kept and answered as late, one on a nomination that
    is not of its election is answered so: neither stops anybody, and both tickets close.

    Raises:
        Refusal: `jadwal-belum-diterima` for an election whose windows are not known here.
    """
    nominasi = await store.hold_nominasi(tx, event.pemilihan, event.nominasi)
    if nominasi is None:
        hasil = Hasil.NOMINASI_TIDAK_DIKENAL
        return await _tell(tx, event.tiket, event.nominasi, hasil, SEBAB[hasil], at, at=at)
    pemilihan = await load_pemilihan(tx, nominasi.pemilihan)
    jadwal = await jendela_store.windows(tx, pemilihan.id)
    status = terima(Status(nominasi.status), jadwal, event.diterima_pada)
    late = pemilihan.waktu(at) if status is StatusTanggapan.TERLAMBAT else None
    values = {
        "tiket": event.tiket, "nominasi": nominasi.id, "wilayah": nominasi.wilayah,
        "status": status, "diterima_pada": event.diterima_pada, "dijawab_pada": late,
    }  # fmt: skip
    if await store.add(tx, values) and late is not None:
        hasil = Hasil.TERLAMBAT
        alasan = SESUDAH_PLENO if nominasi.status in DITETAPKAN else SEBAB[hasil]
        await _tell(tx, event.tiket, nominasi.id, hasil, alasan, late, at=at)
    return None


async def list_tanggapan(tx: Tx, pemilihan_id: str, page: Page, *, by: Actor) -> Part[Tanggapan]:
    """Return a page of the inputs on an election's nominations, to the offices alone."""
    require_role(tindakan.JAWABAN_TANGGAPAN, by)
    await load_pemilihan(tx, pemilihan_id)
    return await store.list_of(tx, by.scope, pemilihan_id, page)


async def read_tanggapan(tx: Tx, tiket: str, *, by: Actor) -> Tanggapan:
    """Return one input, to the offices alone; refuses for role and scope."""
    require_role(tindakan.JAWABAN_TANGGAPAN, by)
    row = await store.get(tx, by.scope, tiket)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="tanggapan", id=tiket)
    return row


async def decide_tanggapan(
    tx: Tx, tiket: str, hasil: Hasil, alasan: str, versi: int,
    *, by: Actor, at: datetime,
) -> Tanggapan:  # fmt: skip
    """Answer an input; one that is upheld ends the nomination (TMS).

    Raises:
        Refusal: for role, scope and state; `versi-usang`.
    """
    row = await read_tanggapan(tx, tiket, by=by)
    nominasi = await load_nominasi(tx, row.nominasi, by=by, lock=True)
    pemilihan = await load_pemilihan(tx, nominasi.pemilihan)
    act = tindakan.JAWABAN_TANGGAPAN
    legal = await require_allowed(tx, act, pemilihan, by=by, at=at)
    await tx.refresh(row)
    require_version(versi, row.versi)
    row.status = TANGGAPAN.step(StatusTanggapan(row.status), JAWABAN[hasil])
    row.alasan, row.dijawab_pada = alasan, legal
    if hasil is Hasil.TERBUKTI and nominasi.status != Status.TMS:
        langkah = Langkah(act, Aksi.TANGGAPAN_TERBUKTI, by, at, legal)
        await advance(tx, nominasi, langkah)
    await tx.flush()
    await _tell(tx, tiket, nominasi.id, hasil, alasan, legal, at=at)
    await record_act(tx, act.nama, f"tanggapan/{tiket}", by=by, at=at, hasil=hasil.value)
    return row


async def _tell(
    tx: Tx, tiket: str, nominasi: UUID, hasil: Hasil, alasan: str, legal: datetime, *, at: datetime
) -> None:
    """Tell complaints the answer: the ticket closes with it, and its reporter reads it."""
    event = published.TanggapanCalonDijawab(
        tiket=tiket, nominasi=nominasi, hasil=hasil, alasan=alasan, dijawab_pada=legal
    )
    await record_event(tx, event, tiket, at=at)
