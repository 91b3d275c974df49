"""What can be done with a resource now: each act asked as it would be asked in earnest."""

from datetime import datetime
from functools import partial
from uuid import UUID

from election_common.actor import Actor
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.kerangka import jendela
from election_common.tindakan import Tindakan, refusal_of, require_own_region, require_region
from voter_registry.domain import ekspor_kerja as ekspor
from voter_registry.domain import kegandaan as kasus
from voter_registry.domain import tanggapan, tindakan
from voter_registry.domain.tahap import DAFTAR_PEMILIH, Aksi, Tahap
from voter_registry.store import rekapitulasi as rekapitulasi_store
from voter_registry.usecases import impor, penetapan, penyusunan, rekapitulasi
from voter_registry.usecases.daftar_pemilih import load_daftar, load_daftar_of
from voter_registry.usecases.ekspor_kerja import load_export, require_other, require_own
from voter_registry.usecases.izin import load_pemilihan
from voter_registry.usecases.kegandaan import load_case
from voter_registry.usecases.pemilihan import require_movable
from voter_registry.usecases.tanggapan import read_response

Acts = list[tuple[Tindakan, Refusal | None]]

#: The acts on a list, each with the step that it is: the tables by which the acts themselves go.
ACTS: tuple[tuple[Tindakan, Aksi], ...] = (
    *((jenis.tindakan, jenis.aksi) for jenis in impor.JENIS.values()),
    (tindakan.PEMETAAN_TPS, Aksi.PEMETAAN_TPS),
    (tindakan.COKLIT, Aksi.COKLIT),
    (tindakan.PERBAIKAN, Aksi.PERBAIKAN),
    (tindakan.KEGANDAAN, Aksi.KEGANDAAN),
    *rekapitulasi.ACTS.values(),
    *penyusunan.ACTS.values(),
    *((kind.tindakan, kind.aksi) for kind in penetapan.TAHAPAN.values()),
)

#: What only the plenary of the very region does.
PLENO = frozenset(kind.tindakan for kind in penetapan.TAHAPAN.values())


async def list_acts(tx: Tx, daftar_id: UUID, *, by: Actor, at: datetime) -> Acts:
    """Return each act on a list, and why it would be refused: role, window, region, stage."""
    daftar = await load_daftar(tx, daftar_id, by=by)
    pemilihan = await load_pemilihan(tx, daftar.pemilihan)
    jadwal = await jendela.windows(tx, pemilihan.id)
    legal, tahap = pemilihan.waktu(at), Tahap(daftar.tahap)
    own = partial(require_own_region, daftar.wilayah, by)
    found: Acts = []
    for act, aksi in ACTS:
        step = partial(DAFTAR_PEMILIH.step, tahap, aksi)
        checks = (own, step) if act in PLENO else (step,)
        found.append((act, refusal_of(act, jadwal, *checks, by=by, at=legal)))
    return found


async def list_acts_on_case(tx: Tx, id_: UUID, *, by: Actor, at: datetime) -> Acts:
    """Return the verdict on a case, and why it would be refused: role, window or stage."""
    case = await load_case(tx, id_, by=by)
    pemilihan = await load_pemilihan(tx, case.pemilihan)
    daftar = await load_daftar_of(tx, case.pemilihan, case.wilayah, by=by)
    act, jadwal = tindakan.KEGANDAAN, await jendela.windows(tx, pemilihan.id)
    verdict = partial(kasus.KASUS.step, kasus.Status(case.status), kasus.Putusan.BUKAN_GANDA)
    stage = partial(DAFTAR_PEMILIH.step, Tahap(daftar.tahap), Aksi.KEGANDAAN)
    return [(act, refusal_of(act, jadwal, verdict, stage, by=by, at=pemilihan.waktu(at)))]


async def list_acts_on_response(tx: Tx, tiket: UUID, *, by: Actor, at: datetime) -> Acts:
    """Return the answer to a response, and why it would be refused: role, window or stage."""
    row = await read_response(tx, tiket, by=by)
    pemilihan = await load_pemilihan(tx, row.pemilihan)
    act, jadwal = tindakan.TANGGAPAN, await jendela.windows(tx, pemilihan.id)
    step = partial(tanggapan.TANGGAPAN.step, tanggapan.Status(row.status), tanggapan.Aksi.JAWABAN)
    return [(act, refusal_of(act, jadwal, step, by=by, at=pemilihan.waktu(at)))]


async def list_acts_on_export(tx: Tx, id_: UUID, *, by: Actor, at: datetime) -> Acts:
    """Return each act on an export, and why it would be refused: role, person or stage."""
    row = await load_export(tx, id_, by=by)
    step = partial(ekspor.EKSPOR_KERJA.step, ekspor.Status(row.status))
    decide, take = tindakan.PERSETUJUAN_EKSPOR, tindakan.PENGAMBILAN_EKSPOR
    other, own = partial(require_other, row, by), partial(require_own, row, by, at)
    approve, fetch = (partial(step, a) for a in (ekspor.Langkah.SETUJUI, ekspor.Langkah.AMBIL))
    return [
        (decide, refusal_of(decide, (), other, approve, by=by, at=at)),
        (take, refusal_of(take, (), own, fetch, by=by, at=at)),
    ]


async def list_acts_on_pemilihan(
    tx: Tx, id_: str, *, production: bool, by: Actor, at: datetime
) -> Acts:
    """Return each act of the province on an election; its lists have acts of their own."""
    pemilihan = await load_pemilihan(tx, id_)
    jadwal, legal = await jendela.windows(tx, id_), pemilihan.waktu(at)
    home = partial(require_region, pemilihan.wilayah, by)
    movable = partial(require_movable, pemilihan, production=production)
    act = tindakan.GESER_WAKTU
    found: Acts = [(act, refusal_of(act, jadwal, home, movable, by=by, at=legal))]
    for tahap, act in rekapitulasi.PROVINCE_ACTS.items():
        there = await rekapitulasi_store.get(tx, by.scope, id_, tahap, pemilihan.wilayah)
        none = partial(rekapitulasi.require_none, there, tahap, pemilihan.wilayah)
        found.append((act, refusal_of(act, jadwal, home, none, by=by, at=legal)))
    return found
