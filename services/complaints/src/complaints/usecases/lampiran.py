"""Attaching files to tickets, and reading them once they were examined."""

from datetime import datetime
from typing import Any
from uuid import UUID

from complaints.domain import data_pribadi
from complaints.domain.lampiran import require_open
from complaints.domain.status import Status
from complaints.domain.tiket import Jenis
from complaints.domain.tindakan import LAMPIRAN
from complaints.store import lampiran as store
from complaints.store.base import new_id
from complaints.store.tiket import Tiket
from complaints.usecases.izin import load_tiket
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.bacaan import Pembaca, record_read
from election_common.berkas import karantina
from election_common.berkas.tiba import Arrived, Berkas
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.tindakan import require_role


async def require_may_add(tx: Tx, id_: UUID, *, by: Actor, lock: bool = False) -> Tiket:
    """Refuse an attachment before it is sent: for role, and for a ticket that is not his."""
    require_role(LAMPIRAN, by)
    return await load_tiket(tx, id_, by=by, lock=lock)


async def add_attachment(tx: Tx, id_: UUID, arrived: Arrived, *, by: Actor, at: datetime) -> Any:  # noqa: ANN401 - a row
    """Attach a received file to a ticket that the actor may read (`tiket-berakhir`)."""
    tiket = await require_may_add(tx, id_, by=by, lock=True)
    return await add_file(tx, tiket, arrived, by=by, at=at)


async def add_file(tx: Tx, tiket: Tiket, arrived: Arrived, *, by: Actor, at: datetime) -> Any:  # noqa: ANN401 - a row
    """Attach a received file to a locked ticket, by whom a role or a PIN has opened it to.

    The file stays in quarantine until it was looked into. That the ticket has not ended is asked
    now and not before the file is sent: what was attached in time is answered again as it was.

    Raises:
        Refusal: `tiket-berakhir`.
    """
    require_open(Jenis(tiket.jenis), Status(tiket.status))
    berkas = await karantina.admit(tx, arrived, at=at)
    row = {
        "id": await new_id(tx), "tiket": tiket.id, "sidik": berkas.sidik, "oleh": by.sub,
        "diunggah_pada": at,
    }  # fmt: skip
    found = await store.add(tx, row)
    await record_act(tx, LAMPIRAN.nama, f"tiket/{tiket.id}", by=by, at=at, sidik=berkas.sidik)
    return found


async def read_attachment(
    tx: Tx, id_: UUID, lampiran: UUID, pembaca: Pembaca, *, by: Actor, at: datetime
) -> Berkas:
    """Return the file of an attachment that left quarantine; its reading is recorded.

    Raises:
        Refusal: `tidak-ditemukan`; `berkas-dikarantina`; `berkas-ditolak`; `kuota-habis`.
    """
    tiket = await load_tiket(tx, id_, by=by)
    row = await store.get(tx, tiket.id, lampiran)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="lampiran", id=lampiran)
    berkas = await karantina.require_clean(tx, row.sidik)
    await pembaca.take(tx, 1, by=by, at=at)
    kolom = [data_pribadi.LAMPIRAN]
    await record_read(tx, f"tiket/{id_}/lampiran/{lampiran}", kolom, [id_], by=by, at=at)
    return berkas
