"""Giving and revoking access. The gateway's own copy changes with it: here it is felt at once."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from election_common import akses_copy
from election_common.actor import Actor
from election_common.akses import Sifat
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_event
from election_common.peran import Peran
from election_common.scope import Scope
from election_common.tindakan import require_region, require_role
from election_common.version import require_version
from gateway.domain import tindakan
from gateway.domain.akses import (
    AKSES,
    Aksi,
    Butir,
    Status,
    Surat,
    require_another,
    require_belonging,
    require_mandate,
    require_time,
)
from gateway.domain.klien import Status as StatusKlien
from gateway.domain.pemberi import require_granter
from gateway.events import published
from gateway.store import klien as klien_store
from gateway.store import pemberian as store
from gateway.store.klien import Klien
from gateway.store.pemberian import Pemberian


async def load_grant(tx: Tx, id_: UUID, *, by: Actor, lock: bool = False) -> Pemberian:
    """Return a grant of the actor's region; refuses with `tidak-ditemukan`."""
    row = await store.get(tx, by.scope, id_, lock=lock)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="pemberian akses", id=id_)
    return row


async def grant(
    tx: Tx, surat: Surat, butir: Sequence[Butir], *, by: Actor, at: datetime
) -> list[Pemberian]:
    """Give what a letter gives: all of its lines, or none.

    Raises:
        Refusal: for role and region; `bukan-pemberi-peran`; `pemberian-kepada-diri-sendiri`;
            `peserta-tidak-sesuai`; `waktu-akses-tidak-sah`; `mandat-tidak-sesuai`; for a client
            `klien-ditutup` and `wilayah-klien-tidak-sesuai`.
    """
    require_role(tindakan.PEMBERIAN_AKSES, by)
    return [await _grant(tx, surat, b, by=by, at=at) for b in butir]


async def _grant(tx: Tx, surat: Surat, butir: Butir, *, by: Actor, at: datetime) -> Pemberian:
    require_granter(butir.peran, by)
    require_region(butir.wilayah, by)
    klien = await klien_store.get(tx, butir.subjek)
    keys = await klien_store.keys(tx, butir.subjek) if klien else ()
    require_another(butir.subjek, frozenset(k.pendaftar for k in keys), by)
    require_belonging(butir)
    require_time(butir, surat)
    if klien:
        _require_client(klien, butir)
    await _require_mandate(tx, butir, by=by)
    row = await record_grant(tx, surat, butir, pemberi=by.sub, klien=klien, at=at)
    await record_act(
        tx, tindakan.PEMBERIAN_AKSES.nama, f"akses/{row.id}", by=by, at=at,
        subjek=row.subjek, peran_diberikan=row.peran, wilayah_akses=row.wilayah, sifat=row.sifat,
        surat=surat.nomor,
    )  # fmt: skip
    return row


async def record_grant(
    tx: Tx, surat: Surat, butir: Butir, *, pemberi: str, klien: Klien | None, at: datetime
) -> Pemberian:
    """Write a grant that is allowed, and say so to all services and to this one."""
    row = Pemberian(
        **asdict(butir), klien=klien.id if klien else None, surat_nomor=surat.nomor,
        surat_tanggal=surat.tanggal, status=Status.AKTIF, pemberi=pemberi, diberikan_pada=at,
    )  # fmt: skip
    tx.add(row)
    await tx.flush()
    event = published.AksesDiberikan(
        akses=str(row.id), subjek=row.subjek, peran=row.peran, wilayah=row.wilayah,
        peserta=row.peserta, unit=row.unit, sifat=row.sifat, surat_nomor=row.surat_nomor,
        untuk=str(row.untuk) if row.untuk else None, dari=row.dari, sampai=row.sampai,
    )  # fmt: skip
    await record_event(tx, event, str(row.id), at=at)
    copied = akses_copy.AksesDiberikan.model_validate(event.model_dump())
    await akses_copy.copy_grant(tx, copied, at=at)
    return row


async def revoke(
    tx: Tx, id_: UUID, surat: str, alasan: str, versi: int, *, by: Actor, at: datetime
) -> Pemberian:
    """Take a grant back, and with it what stands only while its holder holds it (Plh).

    Raises:
        Refusal: for role and region; `bukan-pemberi-peran`; `versi-usang`;
            `tahap-tidak-mengizinkan` when it is revoked already.
    """
    require_role(tindakan.PENCABUTAN_AKSES, by)
    row = await load_grant(tx, id_, by=by, lock=True)
    require_granter(Peran(row.peran), by)
    require_version(versi, row.versi)
    await record_revocation(tx, row, surat, alasan, by=by, at=at)
    for mandate in await store.standing(tx, untuk=row.id):
        if mandate.sifat == Sifat.PLH:
            await record_revocation(tx, mandate, surat, alasan, by=by, at=at)
    return row


async def record_revocation(
    tx: Tx, row: Pemberian, surat: str, alasan: str, *, by: Actor, at: datetime
) -> None:
    """Revoke a grant that may be revoked, and say so to all services and to this one."""
    row.status = AKSES.step(Status(row.status), Aksi.PENCABUTAN)
    row.pencabut, row.dicabut_pada, row.surat_cabut, row.alasan_cabut = by.sub, at, surat, alasan
    await tx.flush()
    event = published.AksesDicabut(akses=str(row.id), dicabut_pada=at, surat_nomor=surat)
    await record_event(tx, event, str(row.id), at=at)
    await akses_copy.drop_grant(tx, akses_copy.AksesDicabut(akses=str(row.id)), at=at)
    await record_act(
        tx, tindakan.PENCABUTAN_AKSES.nama, f"akses/{row.id}", by=by, at=at,
        surat=surat, alasan=alasan,
    )  # fmt: skip


def _require_client(klien: Klien, butir: Butir) -> None:
    if klien.status != StatusKlien.AKTIF:
        raise Refusal("klien-ditutup", klien=klien.id)
    scope = Scope.nasional() if klien.wilayah == "0" else Scope.wilayah(klien.wilayah)
    if not scope.covers(butir.wilayah):
        raise Refusal("wilayah-klien-tidak-sesuai", klien=klien.id, wilayah=klien.wilayah)


async def _require_mandate(tx: Tx, butir: Butir, *, by: Actor) -> None:
    """Hold a mandate against the grant of the office that it stands for."""
    row = await load_grant(tx, butir.untuk, by=by, lock=True) if butir.untuk else None
    if row is None:
        require_mandate(butir, None, None)
        return
    induk = Butir(
        subjek=row.subjek, peran=Peran(row.peran), wilayah=row.wilayah, dari=row.dari,
        sampai=row.sampai, peserta=row.peserta, unit=row.unit, sifat=Sifat(row.sifat),
    )  # fmt: skip
    require_mandate(butir, induk, Status(row.status))
