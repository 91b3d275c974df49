"""Attaching files to tickets, and reading them once they were examined."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from complaints.domain import data_pribadi
from complaints.domain.lampiran import require_open
from complaints.domain.status import PELAPOR, Status
from complaints.domain.tiket import Jenis
from complaints.domain.tindakan import LAMPIRAN
from complaints.store import lampiran as store
from complaints.store.base import new_id
from complaints.store.tiket import Tiket
from complaints.usecases.izin import load_tiket, reporter
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.bacaan import Pembaca, record_read
from election_common.berkas import karantina
from election_common.berkas.tiba import Arrived, Berkas
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.page import Page, Part
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
    berkas = await _require_clean(tx, tiket.id, lampiran)
    await pembaca.take(tx, 1, by=by, at=at)
    await _record(tx, tiket.id, lampiran, by=by, at=at)
    return berkas


async def list_own(tx: Tx, tiket: Tiket, page: Page) -> Part[Any]:
    """What the reporter of a ticket, which his PIN has opened, attached to it himself."""
    return await store.list_of(tx, tiket.id, page, _senders(tiket))


async def read_own(tx: Tx, tiket: Tiket, lampiran: UUID, *, at: datetime) -> Berkas:
    """Return a file that the reporter attached himself; its reading is recorded.

    Raises:
        Refusal: `tidak-ditemukan`, for the office's too; `berkas-dikarantina`; `berkas-ditolak`.
    """
    berkas = await _require_clean(tx, tiket.id, lampiran, _senders(tiket))
    await _record(tx, tiket.id, lampiran, by=reporter(tiket.wilayah), at=at)
    return berkas


def _senders(tiket: Tiket) -> list[str]:
    """As whom a reporter sends: by his PIN, or by the account that owns his ticket."""
    return [PELAPOR, tiket.pemilik]


async def _require_clean(
    tx: Tx, tiket: UUID, lampiran: UUID, oleh: Collection[str] | None = None
) -> Berkas:
    row = await store.get(tx, tiket, lampiran, oleh)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="lampiran", id=lampiran)
    return await karantina.require_clean(tx, row.sidik)


async def _record(tx: Tx, tiket: UUID, lampiran: UUID, *, by: Actor, at: datetime) -> None:
    kolom = [data_pribadi.LAMPIRAN]
    await record_read(tx, f"tiket/{tiket}/lampiran/{lampiran}", kolom, [tiket], by=by, at=at)
