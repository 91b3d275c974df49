"""Keeping the checkpoints of audits: what was received first stays."""

# ruff: noqa: ARG001 - every handler is handed the time of its fact

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

import structlog

from election_common.database import Tx
from election_common.titik_periksa import TitikPeriksa, require_sound
from publication.events.consumed import TitikPeriksaDisegel
from publication.store import titik_periksa as store

log = structlog.get_logger()

#: The published checkpoints that follow the newest known number of each service.
Beyond = Callable[[Mapping[str, int]], Iterable[bytes]]


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


async def take_published_checkpoints(tx: Tx, beyond: Beyond) -> None:
    """Take back the checkpoints that were published and that a restored database lacks.

    Who restores another service goes on from what is published of it: a list that is shorter, be it
    until the facts have come again, would have him sign another one under a number that is given.
    """
    known = {point.layanan: point.nomor for point in await store.newest(tx)}
    for file in await asyncio.to_thread(beyond, known):
        isi = json.loads(file)
        log.warning("published-checkpoint-taken-back", layanan=isi["layanan"], nomor=isi["nomor"])
        await store.add(tx, isi["layanan"], isi["nomor"], isi)


def _require_next(point: TitikPeriksa, last: TitikPeriksa | None) -> None:
    """Refuse what nobody could check: the next one would have to be refused for it."""
    require_sound(point, last)
    missing = last.nomor + 1 if last else 1
    if point.nomor != missing:
        raise ValueError(f"checkpoint {point.nomor} comes before {missing}")
