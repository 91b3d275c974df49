"""Keeping the checkpoints of audits: what was received first stays."""

# ruff: noqa: ARG001 - every handler is handed the time of its fact

from datetime import datetime

from election_common.database import Tx
from election_common.titik_periksa import TitikPeriksa, require_sound
from publication.events.consumed import TitikPeriksaDisegel
from publication.store import titik_periksa as store


async def record_checkpoint(tx: Tx, event: TitikPeriksaDisegel, *, at: datetime) -> None:
    """Keep a checkpoint for publication.

    Raises:
        ValueError: It is of another service than its sender, not signed, or not the next one; or
            another was published under its number: somebody has built that audit anew.
    """
    isi = event.model_dump()
    sender = event.subject.partition(".")[0]
    if event.layanan != sender:
        raise ValueError(f"{sender} sends one of {event.layanan}")
    last = await store.last(tx, event.layanan)
    if last is None or event.nomor > last.nomor:
        _require_next(TitikPeriksa(**isi), last)
    kept = await store.add(tx, event.layanan, event.nomor, isi)
    if kept != isi:
        raise ValueError(f"checkpoint {event.nomor} of {event.layanan} differs")


def _require_next(point: TitikPeriksa, last: TitikPeriksa | None) -> None:
    """Refuse what nobody could check: the next one would have to be refused for it."""
    require_sound(point, last)
    missing = last.nomor + 1 if last else 1
    if point.nomor != missing:
        raise ValueError(f"checkpoint {point.nomor} comes before {missing}")
