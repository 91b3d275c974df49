"""Attaching files to tickets."""

from datetime import datetime
from uuid import UUID

from complaints.domain.lampiran import JenisBerkas
from complaints.domain.tindakan import LAMPIRAN
from complaints.store import lampiran as store
from complaints.store.base import new_id
from complaints.store.lampiran import Lampiran
from complaints.usecases.izin import load_tiket
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.tindakan import require_role


async def add_attachment(
    tx: Tx, id_: UUID, sidik: str, jenis: JenisBerkas, ukuran: int, *, by: Actor, at: datetime
) -> Lampiran:
    """Attach a stored file to a ticket; it stays in quarantine until it was looked into."""
    require_role(LAMPIRAN, by)
    tiket = await load_tiket(tx, id_, by=by)
    row = {
        "id": await new_id(tx), "tiket": tiket.id, "sidik": sidik, "jenis": jenis,
        "ukuran": ukuran, "karantina": True, "oleh": by.sub, "diunggah_pada": at,
    }  # fmt: skip
    lampiran = await store.add(tx, row)
    await record_act(tx, LAMPIRAN.nama, f"tiket/{tiket.id}", by=by, at=at, sidik=sidik)
    return lampiran
