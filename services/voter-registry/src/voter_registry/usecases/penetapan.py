"""Establishing a list: a plenary fixes exactly the draft that its minutes name."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_event
from election_common.kerangka.izin import require_allowed
from election_common.provenance import Asal
from election_common.tindakan import Tindakan, require_own_region
from election_common.version import require_version
from voter_registry.domain import tindakan
from voter_registry.domain.tahap import Aksi
from voter_registry.events import published
from voter_registry.store import cuplikan as store
from voter_registry.store.cuplikan import Cuplikan
from voter_registry.store.daftar_pemilih import DaftarPemilih, Lock
from voter_registry.usecases.daftar_pemilih import advance, load_daftar
from voter_registry.usecases.izin import load_pemilihan


@dataclass(frozen=True, slots=True)
class Tahapan:
    """What establishing one kind of list is: the act, the step, the fact."""

    tindakan: Tindakan
    aksi: Aksi
    fakta: type[published.DaftarDitetapkan]


TAHAPAN = {
    "DPS": Tahapan(tindakan.PENETAPAN_DPS, Aksi.TETAPKAN_DPS, published.DpsDitetapkan),
    "DPSHP": Tahapan(tindakan.PENETAPAN_DPSHP, Aksi.TETAPKAN_DPSHP, published.DpshpDitetapkan),
    "DPT": Tahapan(tindakan.PENETAPAN_DPT, Aksi.TETAPKAN_DPT, published.DptDitetapkan),
}


@dataclass(frozen=True, slots=True)
class Surat:
    """The papers of a plenary: minutes (BA) and decree (SK), signers, digest of what they fix."""

    ba_nomor: str
    ba_tanggal: date
    sk_nomor: str
    sk_tanggal: date
    penanda_tangan: list[str]
    sidik: str
    asal_jumlah: Asal


async def establish(
    tx: Tx, daftar_id: UUID, tahap: str, surat: Surat, versi: int, *, by: Actor, at: datetime
) -> tuple[DaftarPemilih, Cuplikan]:
    """Establish the draft of a list by minutes and decree.

    Raises:
        Refusal: for role, region, window and stage; `versi-usang`; `draf-belum-ada`;
            `sidik-berbeda` when the minutes name another draft than the current one.
    """
    kind = TAHAPAN[tahap]
    daftar = await load_daftar(tx, daftar_id, by=by, lock=Lock.UPDATE)
    require_own_region(daftar.wilayah, by)
    pemilihan = await load_pemilihan(tx, daftar.pemilihan)
    legal = await require_allowed(tx, kind.tindakan, pemilihan, by=by, at=at)
    require_version(versi, daftar.versi)
    draf = await require_draft(tx, daftar, tahap, by=by, lock=True)
    if draf.sidik != surat.sidik:
        raise Refusal("sidik-berbeda", tahap=tahap)
    advance(daftar, kind.aksi)
    _fix(draf, surat, legal)
    await tx.flush()
    await record_event(tx, await _fact(tx, kind, draf), str(daftar.id), at=at)
    await record_act(
        tx, kind.tindakan.nama, f"daftar-pemilih/{daftar.id}", by=by, at=at,
        cuplikan=str(draf.id), sidik=draf.sidik, ba=surat.ba_nomor, sk=surat.sk_nomor,
    )  # fmt: skip
    return daftar, draf


async def require_draft(
    tx: Tx, daftar: DaftarPemilih, tahap: str, *, by: Actor, lock: bool = False
) -> Cuplikan:
    """Return the draft that a plenary would fix; refuses with `draf-belum-ada`."""
    draf = await store.draft(tx, by.scope, daftar.id, tahap, lock=lock)
    if draf is None:
        raise Refusal("draf-belum-ada", tahap=tahap)
    return draf


def _fix(draf: Cuplikan, surat: Surat, legal: datetime) -> None:
    draf.status = "ditetapkan"
    draf.asal_jumlah = surat.asal_jumlah
    draf.ba_nomor = surat.ba_nomor
    draf.ba_tanggal = surat.ba_tanggal
    draf.sk_nomor = surat.sk_nomor
    draf.sk_tanggal = surat.sk_tanggal
    draf.penanda_tangan = surat.penanda_tangan
    draf.ditetapkan_pada = legal


async def _fact(tx: Tx, kind: Tahapan, draf: Cuplikan) -> published.DaftarDitetapkan:
    rekap = [published.RekapTps(tps=r.tps, l=r.l, p=r.p) for r in await store.per_tps(tx, draf.id)]
    return kind.fakta(
        pemilihan=draf.pemilihan,
        wilayah=draf.wilayah,
        cuplikan=str(draf.id),
        sidik=draf.sidik,
        l=draf.l,
        p=draf.p,
        asal_jumlah=Asal(draf.asal_jumlah),
        asal_lp=Asal(draf.asal_lp),
        rekap=rekap,
        ba_nomor=str(draf.ba_nomor),
        sk_nomor=str(draf.sk_nomor),
        ditetapkan_pada=draf.ditetapkan_pada,
    )
