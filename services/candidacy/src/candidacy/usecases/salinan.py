"""Keeping the copy of the DPT, as voter-registry's plenary recapitulated it."""

from datetime import datetime

from candidacy.events import consumed
from candidacy.store import dpt as dpt_store
from election_common.database import Tx


async def copy_recap(tx: Tx, event: consumed.DaftarDirekapitulasi, *, at: datetime) -> None:  # noqa: ARG001
    """Keep the DPT of a province; recaps of other stages are of no use here."""
    if event.tahap == "DPT":
        values = event.model_dump(include={"pemilihan", "wilayah", "asal", "ba_nomor"})
        await dpt_store.put(tx, {**values, "jumlah": event.l + event.p})
