"""Keeping the local copy of publication's schedule."""

from datetime import datetime

from election_common.database import Tx
from voter_registry.events.consumed import TahapanDijadwalkan
from voter_registry.store import pemilihan as store


async def copy_schedule(tx: Tx, event: TahapanDijadwalkan, *, at: datetime) -> None:  # noqa: ARG001
    """Replace the windows of the election by those of the newest schedule."""
    await store.replace_windows(tx, event.pemilihan, [j.model_dump() for j in event.jendela])
