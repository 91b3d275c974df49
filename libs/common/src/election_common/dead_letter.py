"""Dead letters: facts that a consumer could not apply, and the successors that wait for them.

Only the aggregate of such a fact is parked. A person asks for a retry or discards the fact; the
worker does it, since only the worker has the use cases and the rights.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import partial
from typing import Any

import structlog
from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from election_common import failure, gate, trace
from election_common.database import Sessions, transaction
from election_common.events import Envelope
from election_common.gate import Outcome, Subscriptions
from election_common.loop import Loop
from election_common.tables import dead_letter, gerbang

log = structlog.get_logger()

#: What `_next` finds.
WAITING = """exists (
    select from dead_letter d join gerbang g using (sumber, jenis_agregat, id_agregat)
    where d.selesai_pada is null and d.status <> 'gagal' and d.seq <= g.seq + 1)"""

_PLACE = ("sumber", "jenis_agregat", "id_agregat", "seq")


class Status(StrEnum):
    """What is to become of a dead letter, until `selesai_pada` says that it has."""

    GAGAL = "gagal"
    MENUNGGU = "menunggu"
    DIULANG = "diulang"
    DIBUANG = "dibuang"


async def bury(tx: AsyncSession, stream: str, event: Envelope, cause: Exception) -> None:
    """Keep a fact that cannot be applied, and park its aggregate.

    Two facts of one number are there when their producer was restored: the earlier one is gone.
    """
    values = {"status": Status.GAGAL, "galat": failure.name(cause), "tempat": failure.where(cause)}
    await gate.park(tx, event)
    letter = _letter(stream, event) | values
    await tx.execute(
        insert(dead_letter).values(letter).on_conflict_do_update(index_elements=_PLACE, set_=letter)
    )


async def keep_waiting(tx: AsyncSession, stream: str, event: Envelope) -> None:
    """Keep a successor of a fact that could not be applied; it may arrive more than once."""
    letter = _letter(stream, event) | {"status": Status.MENUNGGU, "galat": "", "tempat": []}
    await tx.execute(
        insert(dead_letter)
        .values(letter)
        .on_conflict_do_update(
            index_elements=_PLACE, set_=letter, where=dead_letter.c.event_id != event.id
        )
    )


def settlement(sessions: Sessions, sources: Mapping[str, Subscriptions]) -> Loop:
    """Do what was decided about dead letters."""
    return Loop("dead letters", partial(settle, sessions, sources), WAITING)


async def settle(sessions: Sessions, sources: Mapping[str, Subscriptions]) -> bool:
    """Settle the letters whose turn it is, once around; returns whether any was settled.

    One that waits for a fact of another service may wait for days: it holds up nobody behind it.

    Raises:
        Exception: A transient failure, where none was settled; those letters stay as they are.
    """
    place, settled, late = 0, False, None
    while (turn := await _settle_next(sessions, sources, place)) is not None:
        place, cause = turn
        settled |= cause is None
        late = cause or late
    if late is not None and not settled:
        raise late
    return settled


async def _settle_next(
    sessions: Sessions, sources: Mapping[str, Subscriptions], after: int
) -> tuple[int, Exception | None] | None:
    """Settle the first letter behind a place; returns its id, and why it has to wait."""
    letter = None
    try:
        async with transaction(sessions, scope=None) as tx:
            letter = await _next(tx, after)
            if letter is not None:
                await _settle(tx, letter, sources.get(letter.stream, {}))
    except Exception as cause:
        if letter is None:
            raise
        if failure.is_transient(cause):
            return letter.id, cause
        log.warning("dead-letter-failed-again", id=letter.id, failure=failure.name(cause))
        async with transaction(sessions, scope=None) as tx:
            await bury(tx, letter.stream, Envelope.model_validate(letter.peristiwa), cause)
    return letter and (letter.id, None)


async def _next(tx: AsyncSession, after: int) -> Row[Any] | None:
    """A letter whose turn it is: one that waits has nobody before it, others were decided about."""
    d, g = dead_letter.c, gerbang.c
    mine = (g.sumber == d.sumber) & (g.jenis_agregat == d.jenis_agregat)
    query = (
        select(dead_letter)
        .join(gerbang, mine & (g.id_agregat == d.id_agregat))
        .where(d.selesai_pada.is_(None), d.seq <= g.seq + 1)
        .where(d.status != Status.GAGAL, d.id > after)
        .order_by(d.id)
        .limit(1)
        .with_for_update(of=dead_letter)
    )
    return (await tx.execute(query)).one_or_none()


async def _settle(tx: AsyncSession, letter: Row[Any], table: Subscriptions) -> None:
    event = Envelope.model_validate(letter.peristiwa)
    trace.start(event.traceparent)
    await gate.unpark(tx, event)
    if letter.status == Status.DIBUANG:
        await gate.pass_over(tx, event)
        outcome = Outcome.SEEN
    else:
        outcome = await gate.apply(tx, event, table)
    await tx.execute(
        update(dead_letter)
        .where(dead_letter.c.id == letter.id)
        .values(selesai_pada=func.clock_timestamp())
    )
    log.info("dead-letter-settled", id=letter.id, status=letter.status, outcome=outcome.value)


def _letter(stream: str, event: Envelope) -> dict[str, Any]:
    source, kind, id_ = event.aggregate
    return {
        "stream": stream,
        "event_id": event.id,
        "sumber": source,
        "jenis_agregat": kind,
        "id_agregat": id_,
        "seq": event.sequence,
        "subject": event.type,
        "peristiwa": event.model_dump(mode="json", exclude_none=True),
        "alasan": None,
        "selesai_pada": None,
    }
