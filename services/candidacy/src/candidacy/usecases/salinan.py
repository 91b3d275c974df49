"""Keeping copies of others' facts: regions, elections, schedules, the DPT."""

# ruff: noqa: ARG001 - every handler is handed the time of its fact; copies need none

from datetime import datetime

from candidacy.events import consumed
from candidacy.store import dpt as dpt_store
from candidacy.store import pemilihan as pemilihan_store
from candidacy.store import wilayah as wilayah_store
from election_common.database import Tx


async def copy_wilayah(tx: Tx, event: consumed.WilayahDimuat, *, at: datetime) -> None:
    """Keep the regions of a province."""
    await wilayah_store.put_all(tx, [w.model_dump() for w in event.wilayah])


async def copy_pemilihan(tx: Tx, event: consumed.PemilihanDidaftarkan, *, at: datetime) -> None:
    """Keep an election."""
    values = event.model_dump(exclude={"pemilihan"})
    await pemilihan_store.put(tx, {"id": event.pemilihan, **values})


async def move_legal_time(tx: Tx, event: consumed.WaktuLegalDigeser, *, at: datetime) -> None:
    """Move the legal time of a sandbox election."""
    await pemilihan_store.move_time(tx, event.pemilihan, event.waktu_legal)


async def copy_schedule(tx: Tx, event: consumed.TahapanDijadwalkan, *, at: datetime) -> None:
    """Replace the windows of an election by those of its newest schedule."""
    await pemilihan_store.replace_windows(
        tx, event.pemilihan, [j.model_dump() for j in event.jendela]
    )


async def copy_recap(tx: Tx, event: consumed.DaftarDirekapitulasi, *, at: datetime) -> None:
    """Keep the DPT of a province; recaps of other stages are of no use here."""
    if event.tahap == "DPT":
        values = event.model_dump(include={"pemilihan", "wilayah", "asal", "ba_nomor"})
        await dpt_store.put(tx, {**values, "jumlah": event.l + event.p})
