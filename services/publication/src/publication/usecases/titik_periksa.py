"""Keeping the checkpoints of audits: what was received first stays."""

# ruff: noqa: ARG001 - every handler is handed the time of its fact

from datetime import datetime

from election_common.database import Tx
from publication.events.consumed import TitikPeriksaDisegel
from publication.store import titik_periksa as store


async def record_checkpoint(tx: Tx, event: TitikPeriksaDisegel, *, at: datetime) -> None:
    """Keep a checkpoint for publication.

    Raises:
        ValueError: Another one was published under this number: somebody has built that audit anew.
    """
    isi = event.model_dump()
    kept = await store.add(tx, event.layanan, event.nomor, isi)
    if kept != isi:
        raise ValueError(f"checkpoint {event.nomor} of {event.layanan} differs")
