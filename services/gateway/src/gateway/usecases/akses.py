"""Revoking access. The gateway's own copy changes with it: here it is felt at once."""

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
from election_common.tindakan import require_role
from election_common.version import require_version
from gateway.domain import tindakan
from gateway.domain.akses import AKSES, Aksi, Status
from gateway.domain.pemberi import require_granter
from gateway.events import published
from gateway.store import pemberian as store
from gateway.store.pemberian import Pemberian


async def load_grant(tx: Tx, id_: UUID, *, by: Actor, lock: bool = False) -> Pemberian:
    """Return a grant of the actor's region; refuses with `tidak-ditemukan`."""
    row = await store.get(tx, by.scope, id_, lock=lock)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="pemberian akses", id=id_)
    return row


async def revoke(
    tx: Tx, id_: UUID, surat: str, alasan: str, versi: int, *, by: Actor, at: datetime
) -> Pemberian:
    """Take a grant back.

    Raises:
        Refusal: for role and region; `bukan-pemberi-peran`; `versi-usang`;
            `tahap-tidak-mengizinkan` when it is revoked already.
    """
    require_role(tindakan.PENCABUTAN_AKSES, by)
    row = await load_grant(tx, id_, by=by, lock=True)
    require_granter(Peran(row.peran), by)
    require_version(versi, row.versi)
    await record_revocation(tx, row, surat, alasan, by=by, at=at)
    return row


async def record_revocation(
    tx: Tx, row: Pemberian, surat: str, alasan: str, *, by: Actor, at: datetime
) -> None:
    """Revoke a grant that may be revoked, and say so to all services and to this one.

    What stands only while its holder holds it (Plh) goes with it.
    """
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
    for mandate in await store.standing(tx, untuk=row.id):
        if mandate.sifat == Sifat.PLH:
            await record_revocation(tx, mandate, surat, alasan, by=by, at=at)
