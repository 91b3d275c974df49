"""Keeping copies of the facts of others: elections, their legal time, their schedules."""

# ruff: noqa: ARG001 - every handler is handed the time of its fact; copies need none

from datetime import datetime

from complaints.events import consumed
from complaints.store import pemilihan as store
from election_common.database import Tx


async def copy_pemilihan(tx: Tx, event: consumed.PemilihanDidaftarkan, *, at: datetime) -> None:
    """Keep an election."""
    await store.put(tx, {"id": event.pemilihan, **event.model_dump(exclude={"pemilihan"})})


async def move_legal_time(tx: Tx, event: consumed.WaktuLegalDigeser, *, at: datetime) -> None:
    """Move the legal time of a sandbox election."""
    await store.move_time(tx, event.pemilihan, event.waktu_legal)


async def copy_schedule(tx: Tx, event: consumed.TahapanDijadwalkan, *, at: datetime) -> None:
    """Replace the windows of the election by those of the newest schedule."""
    await store.replace_windows(tx, event.pemilihan, [j.model_dump() for j in event.jendela])
