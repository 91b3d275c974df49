"""Composing a list: a job copies the active voters into a draft that a plenary may then fix."""

from datetime import datetime
from uuid import UUID, uuid4

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.kerangka.izin import require_allowed
from election_common.operasi import life
from election_common.operasi.row import Operasi, list_of_region
from election_common.tindakan import Tindakan, require_region
from voter_registry.domain import tindakan
from voter_registry.domain.dpshp import require_lawful_list
from voter_registry.domain.penguncian import DASAR_DAFTAR
from voter_registry.domain.rekap import require_capacity, require_complete
from voter_registry.domain.ruleset import Ruleset
from voter_registry.domain.tahap import DAFTAR_PEMILIH, Aksi, Tahap
from voter_registry.store import cuplikan as store
from voter_registry.store import pemilihan as pemilihan_store
from voter_registry.store import rekapitulasi as rekapitulasi_store
from voter_registry.store import wilayah as wilayah_store
from voter_registry.store.cuplikan import Cuplikan
from voter_registry.store.daftar_pemilih import DaftarPemilih, Lock
from voter_registry.usecases.daftar_pemilih import load_daftar, load_daftar_of
from voter_registry.usecases.izin import load_pemilihan

ACTS: dict[str, tuple[Tindakan, Aksi]] = {
    "DPS": (tindakan.PENYUSUNAN_DPS, Aksi.SUSUN_DPS),
    "DPSHP": (tindakan.PENYUSUNAN_DPSHP, Aksi.SUSUN_DPSHP),
    "DPT": (tindakan.PENYUSUNAN_DPT, Aksi.SUSUN_DPT),
}

#: What the operation is called, and its job.
JENIS = "penyusunan"

PANJANG_KECAMATAN = 6


async def request_draft(tx: Tx, daftar_id: UUID, tahap: str, *, by: Actor, at: datetime) -> Operasi:
    """Start composing a list.

    Raises:
        Refusal: for role and window, and as `require_composable` does.
    """
    act, _ = ACTS[tahap]
    daftar = await load_daftar(tx, daftar_id, by=by, lock=Lock.UPDATE)
    pemilihan = await load_pemilihan(tx, daftar.pemilihan)
    await require_allowed(tx, act, pemilihan, by=by, at=at)
    await require_composable(tx, daftar, tahap, by=by)
    operasi = await life.start(
        tx, JENIS, daftar.pemilihan, daftar.wilayah, by=by, at=at, tahap=tahap
    )
    await record_act(tx, act.nama, f"daftar-pemilih/{daftar.id}", by=by, at=at)
    return operasi


async def require_composable(tx: Tx, daftar: DaftarPemilih, tahap: str, *, by: Actor) -> None:
    """Refuse a list that cannot be composed as it stands.

    Raises:
        Refusal: for region and stage; for a list that the ruleset does not provide for at this
            stage; `rekap-belum-lengkap` while a PPK has not recapitulated;
            `penyusunan-sedang-berjalan` with the operation that composes the list.
    """
    require_region(daftar.wilayah, by)
    pemilihan = await load_pemilihan(tx, daftar.pemilihan)
    _require_stage(daftar, tahap, await pemilihan_store.ruleset_of(tx, pemilihan))
    await _require_ppk(tx, daftar, tahap, by=by)
    await _require_none_running(tx, daftar, by=by)


async def compose_draft(tx: Tx, operasi: Operasi, *, at: datetime) -> None:
    """Do the work of the operation in one transaction: copy, count, seal, check.

    The stage is asked again, since a plenary may have moved the list meanwhile. The window is not:
    who asked in it is in time, however long the job had to wait.

    Raises:
        Refusal: for the stage; `tps-melebihi-batas` by the ruleset's maximum.
    """
    by = life.asker(operasi)
    tahap = operasi.argumen["tahap"]
    pemilihan = await load_pemilihan(tx, operasi.pemilihan)
    daftar = await load_daftar_of(tx, operasi.pemilihan, operasi.wilayah, by=by, lock=Lock.UPDATE)
    ruleset = await pemilihan_store.ruleset_of(tx, pemilihan)
    _require_stage(daftar, tahap, ruleset)
    cuplikan = uuid4()
    await store.compose(tx, cuplikan, daftar.pemilihan, daftar.wilayah, pemilihan.hari_pemungutan)
    per_tps = {r.tps: r.l + r.p for r in await store.per_tps(tx, cuplikan)}
    require_capacity(per_tps, ruleset.tps_maksimum)
    draf = await add_draft(tx, daftar, tahap, cuplikan, at=at)
    hasil = {"cuplikan": str(cuplikan), "l": draf.l, "p": draf.p, "tps": draf.tps}
    life.finish(operasi, at=at, hasil={**hasil, "sidik": draf.sidik})


async def add_draft(
    tx: Tx, daftar: DaftarPemilih, tahap: str, cuplikan: UUID, *, at: datetime
) -> Cuplikan:
    """Make the rows loaded under an id the one draft of a stage."""
    await store.discard_drafts(tx, daftar.id, tahap)
    sums = await store.sums(tx, cuplikan)
    asal = str(daftar.asal)
    draf = Cuplikan(
        id=cuplikan,
        daftar=daftar.id,
        pemilihan=daftar.pemilihan,
        wilayah=daftar.wilayah,
        tahap=tahap,
        status="draf",
        l=sums.l,
        p=sums.p,
        tps=sums.tps,
        sidik=sums.sidik,
        asal_jumlah=asal,
        asal_lp=asal,
        disusun_pada=at,
    )
    tx.add(draf)
    await tx.flush()
    return draf


def _require_stage(daftar: DaftarPemilih, tahap: str, ruleset: Ruleset) -> None:
    """Refuse a list that this stage, or the ruleset at this stage, does not provide for."""
    sekarang = Tahap(daftar.tahap)
    DAFTAR_PEMILIH.step(sekarang, ACTS[tahap][1])
    require_lawful_list(ruleset, sekarang, tahap)


async def _require_none_running(tx: Tx, daftar: DaftarPemilih, *, by: Actor) -> None:
    """Refuse a second composing of a list while one waits or runs."""
    for other in await list_of_region(tx, by.scope, daftar.pemilihan, daftar.wilayah, JENIS):
        if not other.ended:
            raise Refusal("penyusunan-sedang-berjalan", operasi=other.id)


async def _require_ppk(tx: Tx, daftar: DaftarPemilih, tahap: str, *, by: Actor) -> None:
    """Refuse while a PPK of the list has not recapitulated."""
    dasar = DASAR_DAFTAR[tahap]
    kecamatan = await wilayah_store.codes_below(tx, daftar.wilayah, PANJANG_KECAMATAN)
    declared = await rekapitulasi_store.declared_below(
        tx, by.scope, daftar.pemilihan, dasar, daftar.wilayah, PANJANG_KECAMATAN
    )
    require_complete(dasar, declared, kecamatan)
