"""Public input on pairs: noted when complaints receives it, answered after clarification."""

from datetime import datetime

from candidacy.domain import tindakan
from candidacy.domain.nominasi import Aksi, Status
from candidacy.domain.tanggapan import JAWABAN, TANGGAPAN
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
from election_common.kerangka.izin import load_pemilihan, require_allowed
from election_common.page import Page, Part
from election_common.tindakan import require_role
from election_common.version import require_version


async def receive_tanggapan(
    tx: Tx,
    event: consumed.TanggapanCalonDiterima,
    *,
    at: datetime,  # noqa: ARG001 - its own time counts
) -> None:
    """Note that an input on a nomination is open; from now on it is not determined."""
    if not await store.add(tx, event.tiket, event.nominasi, event.diterima_pada):
        raise Refusal("tidak-ditemukan", jenis="nominasi", id=event.nominasi)


async def list_tanggapan(tx: Tx, pemilihan_id: str, page: Page, *, by: Actor) -> Part[Tanggapan]:
    """Return a page of the inputs on an election's nominations, to the offices alone."""
    require_role(tindakan.JAWABAN_TANGGAPAN, by)
    await load_pemilihan(tx, pemilihan_id)
    return await store.list_of(tx, by.scope, pemilihan_id, page)


async def decide_tanggapan(
    tx: Tx, tiket: str, hasil: StatusTanggapan, alasan: str, versi: int,
    *, by: Actor, at: datetime,
) -> Tanggapan:  # fmt: skip
    """Answer an input; one that is upheld ends the nomination (TMS).

    Raises:
        Refusal: for role, scope, window and state; `versi-usang`.
    """
    require_role(tindakan.JAWABAN_TANGGAPAN, by)
    row = await store.get(tx, by.scope, tiket)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="tanggapan", id=tiket)
    nominasi = await load_nominasi(tx, row.nominasi, by=by, lock=True)
    pemilihan = await load_pemilihan(tx, nominasi.pemilihan)
    act = tindakan.JAWABAN_TANGGAPAN
    legal = await require_allowed(tx, act, pemilihan, by=by, at=at)
    await tx.refresh(row)
    require_version(versi, row.versi)
    row.status = TANGGAPAN.step(StatusTanggapan(row.status), JAWABAN[hasil])
    row.alasan, row.dijawab_pada = alasan, legal
    if hasil is StatusTanggapan.TERBUKTI and nominasi.status != Status.TMS:
        langkah = Langkah(act, Aksi.TANGGAPAN_TERBUKTI, by, at, legal)
        await advance(tx, nominasi, langkah)
    event = published.TanggapanCalonDijawab(
        tiket=tiket, nominasi=nominasi.id, hasil=hasil, dijawab_pada=legal
    )
    await tx.flush()
    await record_event(tx, event, tiket, at=at)
    await record_act(tx, act.nama, f"tanggapan/{tiket}", by=by, at=at, hasil=hasil.value)
    return row
