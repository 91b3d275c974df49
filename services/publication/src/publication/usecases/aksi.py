"""What can be done with a resource now: each act asked as it would be asked in earnest."""

from datetime import datetime
from functools import partial

from election_common.actor import Actor
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.kerangka.izin import load_pemilihan
from election_common.tindakan import Tindakan, refusal_of, require_own_region, require_region
from publication.domain import tindakan
from publication.domain.status import REKAPITULASI, Aksi
from publication.domain.terima import require_tps
from publication.store import dpt as dpt_store
from publication.store import jadwal as jadwal_store
from publication.store import kolom_suara as kolom_store
from publication.usecases.hasil_tps import require_fixed
from publication.usecases.kolom_suara import require_unfixed
from publication.usecases.pindaian import require_known
from publication.usecases.potret import load_unit
from publication.usecases.rekapitulasi import require_children, require_declared

Acts = list[tuple[Tindakan, Refusal | None]]


async def list_acts(tx: Tx, pemilihan_id: str, kode: str, *, by: Actor, at: datetime) -> Acts:
    """Return each act on a unit, and why it would be refused: role, window, region or stage."""
    pemilihan = await load_pemilihan(tx, pemilihan_id)
    dibaca = await load_unit(tx, pemilihan, kode)
    jadwal, legal = await jadwal_store.windows(tx, pemilihan.id), pemilihan.waktu(at)
    own = partial(require_own_region, kode, by)
    step = partial(REKAPITULASI.step, dibaca.unit.status)
    complete = partial(require_children, dibaca, await dpt_store.kabupaten(tx, pemilihan.id))
    declared = partial(require_declared, dibaca.unit.pengesahan, kode)
    pleno, umum = tindakan.PLENO[len(kode)], tindakan.PENGUMUMAN
    recapitulate, announce = partial(step, Aksi.REKAPITULASI), partial(step, Aksi.PENGUMUMAN)
    acts = [(pleno, refusal_of(pleno, jadwal, own, recapitulate, complete, by=by, at=legal))]
    if kode == pemilihan.wilayah:
        acts.append((umum, refusal_of(umum, jadwal, own, declared, announce, by=by, at=legal)))
    return acts


async def list_acts_on_pemilihan(tx: Tx, id_: str, *, by: Actor, at: datetime) -> Acts:
    """Return each act on an election itself; its units and TPS have acts of their own."""
    pemilihan = await load_pemilihan(tx, id_)
    kolom, legal = await kolom_store.of(tx, id_), pemilihan.waktu(at)
    jadwal = await jadwal_store.windows(tx, id_)
    home = partial(require_region, pemilihan.wilayah, by)
    schedule, fix, record = tindakan.PENJADWALAN, tindakan.PENETAPAN_KOLOM, tindakan.HASIL_TPS
    unfixed, fixed = partial(require_unfixed, bool(kolom), id_), partial(require_fixed, kolom, id_)
    return [
        (schedule, refusal_of(schedule, jadwal, home, by=by, at=legal)),
        (fix, refusal_of(fix, jadwal, home, unfixed, by=by, at=legal)),
        (record, refusal_of(record, jadwal, fixed, by=by, at=legal)),
    ]


async def list_acts_on_tps(tx: Tx, id_: str, tps: str, *, by: Actor, at: datetime) -> Acts:
    """Return each act on the form of a TPS, and why it would be refused: role, window, region."""
    pemilihan = await load_pemilihan(tx, id_)
    kolom, legal = await kolom_store.of(tx, id_), pemilihan.waktu(at)
    jadwal = await jadwal_store.windows(tx, id_)
    dpt, kab = await dpt_store.of_tps(tx, id_, [tps]), await dpt_store.kabupaten(tx, id_)
    fixed, here = partial(require_fixed, kolom, id_), partial(require_region, tps, by)
    counted, known = partial(require_tps, tps, dpt, kab), partial(require_known, tps, dpt)
    record, scan = tindakan.HASIL_TPS, tindakan.PINDAIAN
    return [
        (record, refusal_of(record, jadwal, fixed, here, counted, by=by, at=legal)),
        (scan, refusal_of(scan, jadwal, here, known, by=by, at=legal)),
    ]
