"""The gate of an aggregate: each fact of another service has its effect once and in order.

Inbox row, gate and effect are one transaction; whatever the broker delivers twice, late or in
another order ends here.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import Select, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import ColumnElement

from election_common import tables
from election_common.events import Aggregate, Envelope, Reading

Handler = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Subscription:
    """A row of a service's table of consumed facts.

    Attributes:
        reading: How to read one.
        handler: The use case it calls.
        once: Whether it is an act on what this service owns, not a copy: a rebuild does not repeat
            it.
    """

    reading: type[Reading]
    handler: Handler
    once: bool = False


#: The table of consumed facts of one stream, by subject.
Subscriptions = Mapping[str, Subscription]


def subscriptions(*rows: Subscription) -> dict[str, Subscription]:
    """The table of these rows."""
    return {row.reading.subject: row for row in rows}


class Outcome(Enum):
    """What became of a fact at the gate."""

    APPLIED = "applied"
    SEEN = "seen"
    EARLY = "early"
    PARKED = "parked"


async def apply(tx: AsyncSession, event: Envelope, table: Subscriptions) -> Outcome:
    """Apply a fact in the caller's transaction, unless it is known, too early, or parked."""
    last, parked = await _position(tx, event)
    if event.sequence <= last:
        return Outcome.SEEN
    if parked:
        return Outcome.PARKED
    if event.sequence > last + 1:
        return Outcome.EARLY
    if not await pass_over(tx, event):
        return Outcome.SEEN
    subscription = table.get(event.type)
    if subscription is not None:
        reading = subscription.reading.model_validate(event.data)
        await subscription.handler(tx, reading, at=event.time)
    return Outcome.APPLIED


async def last_seq(tx: AsyncSession, aggregate: Aggregate) -> int:
    """The `seq` up to which an aggregate has passed."""
    query = select(tables.gerbang.c.seq).where(_row_of(aggregate))
    return (await tx.execute(query)).scalar_one_or_none() or 0


async def pass_over(tx: AsyncSession, event: Envelope) -> bool:
    """Move the gate past a fact: its effect is in this transaction, or it was discarded.

    Says whether it is new: one that came under the number of a fact that its restored producer
    forgot was taken in before, when the gate is set back behind it.
    """
    row = insert(tables.inbox).values(event_id=event.id, subject=event.type)
    new = await tx.execute(row.on_conflict_do_nothing().returning(tables.inbox.c.event_id))
    await _upsert(tx, event, seq=event.sequence)
    return new.one_or_none() is not None


async def park(tx: AsyncSession, event: Envelope) -> None:
    """Close the gate of the event's aggregate; the others go on."""
    await _upsert(tx, event, parkir=True)


async def unpark(tx: AsyncSession, event: Envelope) -> None:
    """Open the gate of the event's aggregate again."""
    await tx.execute(update(tables.gerbang).where(_row_of(event.aggregate)).values(parkir=False))


async def _position(tx: AsyncSession, event: Envelope) -> tuple[int, bool]:
    """Lock the gate's row, which the first fact of an aggregate makes; say where it stands."""
    row = (await tx.execute(_locked(event.aggregate))).one_or_none()
    if row is None:
        await tx.execute(insert(tables.gerbang).values(_key(event)).on_conflict_do_nothing())
        row = (await tx.execute(_locked(event.aggregate))).one()
    return row.seq, row.parkir


def _locked(aggregate: Aggregate) -> Select[tuple[int, bool]]:
    g = tables.gerbang.c
    return select(g.seq, g.parkir).where(_row_of(aggregate)).with_for_update()


async def _upsert(tx: AsyncSession, event: Envelope, **values: object) -> None:
    statement = insert(tables.gerbang).values(_key(event) | values)
    await tx.execute(
        statement.on_conflict_do_update(
            index_elements=["sumber", "jenis_agregat", "id_agregat"], set_=values
        )
    )


def _key(event: Envelope) -> dict[str, object]:
    source, kind, id_ = event.aggregate
    return {"sumber": source, "jenis_agregat": kind, "id_agregat": id_, "seq": 0}


def _row_of(aggregate: Aggregate) -> ColumnElement[bool]:
    g = tables.gerbang.c
    source, kind, id_ = aggregate
    return (g.sumber == source) & (g.jenis_agregat == kind) & (g.id_agregat == id_)
