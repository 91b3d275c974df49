"""What can be done with a resource now: each act asked as it would be asked in earnest."""

from collections.abc import Awaitable, Callable
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
from voter_registry.store.daftar_pemilih import DaftarPemilih
from voter_registry.usecases import impor, penetapan, penyusunan, rekapitulasi
from voter_registry.usecases.daftar_pemilih import load_daftar, load_daftar_of, load_lock
from voter_registry.usecases.ekspor_kerja import load_export, require_other, require_own
from voter_registry.usecases.izin import load_pemilihan
from voter_registry.usecases.kegandaan import load_case
from voter_registry.usecases.pemilihan import require_movable
from voter_registry.usecases.tanggapan import read_response

Acts = list[tuple[Tindakan, Refusal | None]]


async def _import(tx: Tx, daftar: DaftarPemilih, jenis: str, *, by: Actor) -> None:
    """An import asks for one of its kind before it asks for the stage, to name the one that ran."""
    require_region(daftar.wilayah, by)
    await impor.require_none_running(tx, daftar, jenis, by=by)
    DAFTAR_PEMILIH.step(Tahap(daftar.tahap), impor.JENIS[jenis].aksi)


async def _whole(_tx: Tx, daftar: DaftarPemilih, aksi: Aksi, *, by: Actor) -> None:
    require_region(daftar.wilayah, by)
    DAFTAR_PEMILIH.step(Tahap(daftar.tahap), aksi)


async def _doors(tx: Tx, daftar: DaftarPemilih, aksi: Aksi, *, by: Actor) -> None:
    DAFTAR_PEMILIH.step(Tahap(daftar.tahap), aksi)
    (await load_lock(tx, daftar)).require_open(by.wilayah)


async def _recap(tx: Tx, daftar: DaftarPemilih, tahap: str, panjang: int, *, by: Actor) -> None:
    """Whose token is of a greater region names the village or kecamatan only in the act."""
    if len(by.wilayah) < panjang:
        DAFTAR_PEMILIH.step(Tahap(daftar.tahap), rekapitulasi.ACTS[tahap, panjang][1])
    else:
        await rekapitulasi.require_recapitulable(tx, daftar, tahap, by.wilayah[:panjang], by=by)


async def _establish(tx: Tx, daftar: DaftarPemilih, tahap: str, *, by: Actor) -> None:
    require_own_region(daftar.wilayah, by)
    await penetapan.require_draft(tx, daftar, tahap, by=by)
    DAFTAR_PEMILIH.step(Tahap(daftar.tahap), penetapan.TAHAPAN[tahap].aksi)


#: The acts on a list, each with what it asks besides role and window: the acts themselves ask so.
ACTS: tuple[tuple[Tindakan, Callable[..., Awaitable[None]]], ...] = (
    *((kind.tindakan, partial(_import, jenis=jenis)) for jenis, kind in impor.JENIS.items()),
    (tindakan.PEMETAAN_TPS, partial(_whole, aksi=Aksi.PEMETAAN_TPS)),
    (tindakan.COKLIT, partial(_doors, aksi=Aksi.COKLIT)),
    (tindakan.PERBAIKAN, partial(_doors, aksi=Aksi.PERBAIKAN)),
    (tindakan.KEGANDAAN, partial(_whole, aksi=Aksi.KEGANDAAN)),
    *(
        (act, partial(_recap, tahap=tahap, panjang=panjang))
        for (tahap, panjang), (act, _) in rekapitulasi.ACTS.items()
    ),
    *(
        (act, partial(penyusunan.require_composable, tahap=tahap))
        for tahap, (act, _) in penyusunan.ACTS.items()
    ),
    *(
        (kind.tindakan, partial(_establish, tahap=tahap))
        for tahap, kind in penetapan.TAHAPAN.items()
    ),
)


async def list_acts(tx: Tx, daftar_id: UUID, *, by: Actor, at: datetime) -> Acts:
    """Return each act on a list, and why it would be refused: role, window, region, stage, lock."""
    daftar = await load_daftar(tx, daftar_id, by=by)
    pemilihan = await load_pemilihan(tx, daftar.pemilihan)
    jadwal, legal = await jendela.windows(tx, pemilihan.id), pemilihan.waktu(at)
    return [
        (
            act,
            refusal_of(act, jadwal, by=by, at=legal) or await _refusal(check(tx, daftar, by=by)),
        )
        for act, check in ACTS
    ]


async def _refusal(check: Awaitable[object]) -> Refusal | None:
    try:
        await check
    except Refusal as refusal:
        return refusal
    return None


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
        refusal = refusal_of(act, jadwal, home, by=by, at=legal) or await _refusal(
            rekapitulasi.require_established(tx, pemilihan, tahap, by=by)
        )
        found.append((act, refusal))
    return found
