"""API clients: registering, replacing their key, closing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_event
from election_common.tindakan import require_region, require_role
from election_common.version import require_version
from gateway.domain import tindakan
from gateway.domain.akses import Surat, require_another
from gateway.domain.klien import KLIEN, Aksi, Status, public_key, require_overlap
from gateway.events import published
from gateway.store import klien as store
from gateway.store import pemberian as pemberian_store
from gateway.store.klien import Klien, KunciKlien
from gateway.usecases.akses import record_revocation


@dataclass(frozen=True, slots=True)
class Pendaftaran:
    """A client to register."""

    id: str
    nama: str
    wilayah: str
    surat: Surat
    jwk: dict[str, Any]


async def load_client(tx: Tx, id_: str, *, by: Actor, lock: bool = False) -> Klien:
    """Return a client of the actor's region; refuses with `tidak-ditemukan`."""
    row = await store.get(tx, id_, lock=lock)
    if row is None or not by.scope.covers(row.wilayah):
        raise Refusal("tidak-ditemukan", jenis="klien", id=id_)
    return row


async def register_client(tx: Tx, wish: Pendaftaran, *, by: Actor, at: datetime) -> Klien:
    """Register a client with its first key; it may do nothing until somebody else grants it.

    Raises:
        Refusal: for role and region; `kunci-tidak-sah`; `bukti-sudah-ada`.
    """
    require_role(tindakan.PENDAFTARAN_KLIEN, by)
    require_region(wish.wilayah, by)
    kid, jwk = public_key(wish.jwk)
    if await store.get(tx, wish.id):
        raise Refusal("bukti-sudah-ada", jenis="klien", id=wish.id)
    row = Klien(
        id=wish.id, nama=wish.nama, wilayah=wish.wilayah, status=Status.AKTIF,
        surat_nomor=wish.surat.nomor, surat_tanggal=wish.surat.tanggal, didaftarkan_pada=at,
    )  # fmt: skip
    tx.add(row)
    await tx.flush()
    tx.add(KunciKlien(klien=row.id, kid=kid, jwk=jwk, pendaftar=by.sub, dari=at))
    event = published.KlienDidaftarkan(klien=row.id, nama=row.nama, wilayah=row.wilayah, kid=kid)
    await record_event(tx, event, row.id, at=at)
    await _record(tx, tindakan.PENDAFTARAN_KLIEN.nama, row, by=by, at=at, kid=kid)
    return row


async def replace_key(
    tx: Tx, id_: str, jwk: dict[str, Any], sampai: datetime, versi: int, *, by: Actor, at: datetime
) -> Klien:
    """Give a client a new key; the old ones serve beside it until `sampai`.

    Raises:
        Refusal: for role and region; `pemberian-kepada-diri-sendiri` for who gave it what it
            holds; `versi-usang`; `tahap-tidak-mengizinkan`; `kunci-tidak-sah`;
            `kunci-sudah-dipakai`; `kunci-lama-terlalu-lama`.
    """
    require_role(tindakan.PENGGANTIAN_KUNCI, by)
    row = await load_client(tx, id_, by=by, lock=True)
    require_another(id_, by, await pemberian_store.givers(tx, id_))
    require_version(versi, row.versi)
    row.status = KLIEN.step(Status(row.status), Aksi.PENGGANTIAN_KUNCI)
    require_overlap(sampai, at)
    kid, public = public_key(jwk)
    if kid in {k.kid for k in await store.keys(tx, id_)}:
        raise Refusal("kunci-sudah-dipakai")
    await store.end_keys(tx, id_, sampai)
    tx.add(KunciKlien(klien=id_, kid=kid, jwk=public, pendaftar=by.sub, dari=at))
    await store.touch(tx, row)
    event = published.KunciKlienDiganti(klien=id_, kid=kid, kunci_lama_sampai=sampai)
    await record_event(tx, event, id_, at=at)
    await _record(tx, tindakan.PENGGANTIAN_KUNCI.nama, row, by=by, at=at, kid=kid)
    return row


async def close_client(
    tx: Tx, id_: str, surat: str, alasan: str, versi: int, *, by: Actor, at: datetime
) -> Klien:
    """Close a client for good: its keys end now, and whatever it was granted is revoked.

    Raises:
        Refusal: for role and region; `versi-usang`; `tahap-tidak-mengizinkan`.
    """
    require_role(tindakan.PENUTUPAN_KLIEN, by)
    row = await load_client(tx, id_, by=by, lock=True)
    require_version(versi, row.versi)
    row.status = KLIEN.step(Status(row.status), Aksi.PENUTUPAN)
    row.ditutup_pada, row.alasan = at, alasan
    await store.end_keys(tx, id_, at)
    for granted in await pemberian_store.standing(tx, klien=id_):
        await record_revocation(tx, granted, surat, alasan, by=by, at=at)
    await tx.flush()
    await record_event(tx, published.KlienDitutup(klien=id_, ditutup_pada=at), id_, at=at)
    await _record(tx, tindakan.PENUTUPAN_KLIEN.nama, row, by=by, at=at, alasan=alasan)
    return row


async def _record(
    tx: Tx, act: str, row: Klien, *, by: Actor, at: datetime, **rincian: object
) -> None:
    await record_act(tx, act, f"klien/{row.id}", by=by, at=at, **rincian)
