"""Filing and deciding duplicate cases."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.bacaan import Pembaca, record_read
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.kerangka.izin import require_allowed
from election_common.tindakan import require_region, require_role
from election_common.version import require_version
from voter_registry.domain import kegandaan as rule
from voter_registry.domain import tindakan
from voter_registry.domain.ruleset import Ruleset
from voter_registry.domain.tahap import Aksi
from voter_registry.store import kegandaan as store
from voter_registry.store import pemilih as pemilih_store
from voter_registry.store.daftar_pemilih import DaftarPemilih, Lock
from voter_registry.store.kegandaan import Kegandaan
from voter_registry.store.pemilihan import Pemilihan, ruleset_of
from voter_registry.usecases.daftar_pemilih import advance, load_daftar_of, load_lock
from voter_registry.usecases.izin import load_pemilihan


@dataclass(frozen=True, slots=True)
class Kasus:
    """A case to file."""

    pemilihan: str
    wilayah: str
    jenis: str
    anggota: Collection[UUID]


async def read_case(tx: Tx, id_: UUID, pembaca: Pembaca, *, by: Actor, at: datetime) -> Kegandaan:
    """Return a case; it says of each member that he may be registered twice."""
    require_role(tindakan.BACA_PEMILIH, by)
    case = await load_case(tx, id_, by=by)
    await pembaca.take(tx, len(case.anggota), by=by, at=at)
    await record_read(tx, f"kegandaan/{id_}", ["kegandaan"], case.anggota, by=by, at=at)
    return case


async def file_case(tx: Tx, kasus: Kasus, *, by: Actor, at: datetime) -> Kegandaan:
    """File a case of records that may be one person; refuses members that are not there."""
    require_region(kasus.wilayah, by)
    await _require_allowed(tx, kasus.pemilihan, by=by, at=at)
    rows = await pemilih_store.locked(tx, by.scope, kasus.pemilihan, kasus.wilayah, kasus.anggota)
    missing = set(kasus.anggota) - set(rows)
    if missing:
        raise Refusal("tidak-ditemukan", jenis="pemilih", id=min(missing))
    case = Kegandaan(
        pemilihan=kasus.pemilihan,
        wilayah=kasus.wilayah,
        jenis=kasus.jenis,
        status=rule.Status.TERBUKA,
        anggota=sorted(set(kasus.anggota)),
        versi=1,
    )
    tx.add(case)
    await tx.flush()
    await record_act(tx, tindakan.KEGANDAAN.nama, f"kegandaan/{case.id}", by=by, at=at)
    return case


async def decide_case(
    tx: Tx, id_: UUID, pertahankan: UUID | None, alasan: str, versi: int, *, by: Actor, at: datetime
) -> Kegandaan:
    """Decide a case: keep one member and strike the others as TMS, or find them different people.

    Raises:
        Refusal: for role and window; `versi-usang`; `tahap-tidak-mengizinkan` when it is decided;
            `bukan-anggota-kasus`; `yang-dipertahankan-sudah-tms`, as another case may have found;
            `desa-sudah-direkap`.
    """
    case = await load_case(tx, id_, by=by, lock=True)
    pemilihan = await _require_allowed(tx, case.pemilihan, by=by, at=at)
    require_version(versi, case.versi)
    hasil = rule.putuskan(rule.Status(case.status), case.anggota, pertahankan)
    daftar = await load_daftar_of(tx, case.pemilihan, case.wilayah, by=by, lock=Lock.SHARE)
    advance(daftar, Aksi.KEGANDAAN)
    dicoret: list[UUID] = []
    if hasil.dicoret:
        ruleset = await ruleset_of(tx, pemilihan)
        dicoret = await _strike(tx, case, daftar, pertahankan, ruleset, by=by)
    case.status, case.pertahankan, case.alasan = hasil.status, pertahankan, alasan
    await tx.flush()
    await record_act(
        tx, tindakan.KEGANDAAN.nama, f"kegandaan/{case.id}", by=by, at=at,
        putusan=hasil.status.value, dicoret=[str(i) for i in dicoret],
    )  # fmt: skip
    return case


async def _strike(
    tx: Tx,
    case: Kegandaan,
    daftar: DaftarPemilih,
    kept: UUID | None,
    ruleset: Ruleset,
    *,
    by: Actor,
) -> list[UUID]:
    """Strike all members but one, all of them locked: another case may be about the same people.

    Returns whom. Who was struck already stays as he is: for what, and by which evidence.
    """
    rows = await pemilih_store.locked(tx, by.scope, case.pemilihan, case.wilayah, case.anggota)
    kunci = await load_lock(tx, daftar)
    active = [row for row in rows.values() if row.status != "tms"]
    struck = [row for row in active if row.id != kept]
    if len(struck) == len(active):
        raise Refusal("yang-dipertahankan-sudah-tms", id=kept)
    for row in struck:
        kunci.require_open(row.lokasi)
    await pemilih_store.mark_all(
        tx, case.pemilihan, case.wilayah,
        [{"id": r.id, "status": "tms", "kode_tms": ruleset.kode_ganda,
             "bukti": f"kegandaan/{case.id}", "lokasi": r.lokasi} for r in struck],
    )  # fmt: skip
    return [row.id for row in struck]


async def load_case(tx: Tx, id_: UUID, *, by: Actor, lock: bool = False) -> Kegandaan:
    """Return a case of the actor's region; refuses with `tidak-ditemukan`."""
    case = await store.get(tx, by.scope, id_, lock=lock)
    if case is None:
        raise Refusal("tidak-ditemukan", jenis="kasus kegandaan", id=id_)
    return case


async def _require_allowed(tx: Tx, pemilihan_id: str, *, by: Actor, at: datetime) -> Pemilihan:
    pemilihan = await load_pemilihan(tx, pemilihan_id)
    await require_allowed(tx, tindakan.KEGANDAAN, pemilihan, by=by, at=at)
    return pemilihan
