"""Importing files of a kabupaten/kota: the DP4, and the sealed recap of a list kept elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_event
from election_common.jobs import defer
from election_common.kerangka.izin import require_allowed
from election_common.operasi.life import asker, finish, start
from election_common.operasi.row import Operasi, list_of_region
from election_common.provenance import Asal
from election_common.tindakan import Tindakan, require_region, require_role
from voter_registry.domain import tindakan
from voter_registry.domain.rekap import require_capacity
from voter_registry.domain.tahap import DAFTAR_PEMILIH, Aksi, Tahap
from voter_registry.events import published
from voter_registry.store import pemilihan as pemilihan_store
from voter_registry.store.daftar_pemilih import DaftarPemilih, Lock
from voter_registry.usecases.daftar_pemilih import advance, load_daftar_of
from voter_registry.usecases.izin import load_pemilihan
from voter_registry.usecases.penyusunan import add_draft


@dataclass(frozen=True, slots=True)
class Jenis:
    """A kind of file: the act that brings it in, and the step it makes."""

    tindakan: Tindakan
    aksi: Aksi


JENIS = {
    "impor-dp4": Jenis(tindakan.IMPOR_DP4, Aksi.IMPOR_DP4),
    "impor-rekap": Jenis(tindakan.PENERIMAAN_REKAP, Aksi.TERIMA_REKAP),
}


@dataclass(frozen=True, slots=True)
class Berkas:
    """A file as it was received: where it is kept, its SHA-256, and whose figures it holds."""

    tempat: str
    sidik: str
    asal: Asal


def require_office(jenis: str, kab: str, *, by: Actor) -> None:
    """Refuse for role and region, before anything of a file is taken in."""
    require_role(JENIS[jenis].tindakan, by)
    require_region(kab, by)


async def request_impor(
    tx: Tx, jenis: str, pemilihan_id: str, kab: str, berkas: Berkas, *, by: Actor, at: datetime
) -> Operasi:
    """Start the import of a file.

    Raises:
        Refusal: for role, region, window and stage; `impor-sedang-berjalan` and
            `berkas-sudah-diimpor` with the operation that has the file.
    """
    kind = JENIS[jenis]
    require_office(jenis, kab, by=by)
    pemilihan = await load_pemilihan(tx, pemilihan_id)
    await require_allowed(tx, kind.tindakan, pemilihan, by=by, at=at)
    daftar = await load_daftar_of(tx, pemilihan_id, kab, by=by, lock=Lock.UPDATE)
    for other in await require_none_running(tx, daftar, jenis, by=by):
        if other.argumen["sidik"] == berkas.sidik:
            raise Refusal("berkas-sudah-diimpor", operasi=other.id)
    DAFTAR_PEMILIH.step(Tahap(daftar.tahap), kind.aksi)
    operasi = await start(
        tx,
        jenis,
        pemilihan_id,
        kab,
        by=by,
        at=at,
        tempat=berkas.tempat,
        sidik=berkas.sidik,
        asal=berkas.asal.value,
    )
    await record_act(
        tx, kind.tindakan.nama, f"operasi/{operasi.id}", by=by, at=at, sidik=berkas.sidik
    )
    return operasi


async def require_none_running(
    tx: Tx, daftar: DaftarPemilih, jenis: str, *, by: Actor
) -> Sequence[Operasi]:
    """Return the imports of a kind that have ended; refuses while one waits or runs."""
    others = await list_of_region(tx, by.scope, daftar.pemilihan, daftar.wilayah, jenis)
    for other in others:
        if not other.ended:
            raise Refusal("impor-sedang-berjalan", operasi=other.id)
    return others


async def accept_dp4(
    tx: Tx, operasi: Operasi, *, diterima: int, ditolak: int, at: datetime
) -> None:
    """Close the import of a DP4 whose accepted rows are loaded in this transaction."""
    by = asker(operasi)
    if diterima == 0:
        raise Refusal("berkas-kosong")
    daftar = await load_daftar_of(tx, operasi.pemilihan, operasi.wilayah, by=by, lock=Lock.UPDATE)
    advance(daftar, Aksi.IMPOR_DP4)
    daftar.asal = operasi.argumen["asal"]
    event = published.Dp4Diimpor(
        pemilihan=operasi.pemilihan, wilayah=operasi.wilayah, diterima=diterima, ditolak=ditolak
    )
    await record_event(tx, event, str(daftar.id), at=at)
    await defer(tx, "indeks-nama", pemilihan=operasi.pemilihan, kab=operasi.wilayah)
    finish(operasi, at=at, hasil={"diterima": diterima, "ditolak": ditolak})


async def accept_rekap(
    tx: Tx, operasi: Operasi, per_tps: dict[str, int], *, cuplikan: UUID, at: datetime
) -> None:
    """Close the import of a sealed recap whose TPS and counts are loaded in this transaction.

    The counts become the draft of a DPT, which a plenary then establishes like any other.
    """
    by = asker(operasi)
    pemilihan = await load_pemilihan(tx, operasi.pemilihan)
    ruleset = await pemilihan_store.ruleset_of(tx, pemilihan)
    require_capacity(per_tps, ruleset.tps_maksimum)
    daftar = await load_daftar_of(tx, operasi.pemilihan, operasi.wilayah, by=by, lock=Lock.UPDATE)
    advance(daftar, Aksi.TERIMA_REKAP)
    daftar.asal = operasi.argumen["asal"]
    await add_draft(tx, daftar, "DPT", cuplikan, at=at)
    finish(operasi, at=at, hasil={"tps": len(per_tps), "jumlah": sum(per_tps.values())})
