"""The gate of an aggregate: each fact of another service has its effect once and in order.

Inbox row, gate and effect are one transaction; whatever the broker delivers twice, late or in
another order ends here.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import LiteralString

from sqlalchemy.ext.asyncio import AsyncSession

from election_common import prepared
from election_common.events import Aggregate, Envelope, Reading

Handler = Callable[..., Awaitable[None]]

_LAST: LiteralString = """
    select seq from gerbang
    where sumber = %(sumber)s and jenis_agregat = %(jenis)s and id_agregat = %(id)s
"""
_POSITION: LiteralString = """
    select seq, parkir from gerbang
    where sumber = %(sumber)s and jenis_agregat = %(jenis)s and id_agregat = %(id)s
    for update
"""
_MAKE: LiteralString = """
    insert into gerbang (sumber, jenis_agregat, id_agregat, seq)
    values (%(sumber)s, %(jenis)s, %(id)s, 0)
    on conflict do nothing
"""
# One journey: the fact is known and its gate moves, or neither.
_MOVE: LiteralString = """
    with masuk as (insert into inbox (event_id, subject) values (%(event)s, %(subject)s))
    insert into gerbang (sumber, jenis_agregat, id_agregat, seq)
    values (%(sumber)s, %(jenis)s, %(id)s, %(seq)s)
    on conflict (sumber, jenis_agregat, id_agregat) do update set seq = excluded.seq
"""
_PARK: LiteralString = """
    insert into gerbang (sumber, jenis_agregat, id_agregat, seq, parkir)
    values (%(sumber)s, %(jenis)s, %(id)s, 0, true)
    on conflict (sumber, jenis_agregat, id_agregat) do update set parkir = true
"""
_UNPARK: LiteralString = """
    update gerbang set parkir = false
    where sumber = %(sumber)s and jenis_agregat = %(jenis)s and id_agregat = %(id)s
"""


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
    await pass_over(tx, event)
    subscription = table.get(event.type)
    if subscription is not None:
        reading = subscription.reading.model_validate(event.data)
        await subscription.handler(tx, reading, at=event.time)
    return Outcome.APPLIED


async def last_seq(tx: AsyncSession, aggregate: Aggregate) -> int:
    """The `seq` up to which an aggregate has passed."""
    found = await prepared.rows(tx, _LAST, _key(aggregate))
    return found[0].seq if found else 0


async def pass_over(tx: AsyncSession, event: Envelope) -> None:
    """Move the gate past a fact: its effect is in this transaction, or it was discarded."""
    fact = {"event": event.id, "subject": event.type, "seq": event.sequence}
    await prepared.run(tx, _MOVE, _key(event.aggregate) | fact)


async def park(tx: AsyncSession, event: Envelope) -> None:
    """Close the gate of the event's aggregate; the others go on."""
    await prepared.run(tx, _PARK, _key(event.aggregate))


async def unpark(tx: AsyncSession, event: Envelope) -> None:
    """Open the gate of the event's aggregate again."""
    await prepared.run(tx, _UNPARK, _key(event.aggregate))


async def _position(tx: AsyncSession, event: Envelope) -> tuple[int, bool]:
    """Lock the gate's row, which the first fact of an aggregate makes; say where it stands."""
    key = _key(event.aggregate)
    found = await prepared.rows(tx, _POSITION, key)
    if not found:
        await prepared.run(tx, _MAKE, key)
        found = await prepared.rows(tx, _POSITION, key)
    return found[0].seq, found[0].parkir


def _key(aggregate: Aggregate) -> dict[str, object]:
    source, kind, id_ = aggregate
    return {"sumber": source, "jenis": kind, "id": id_}
