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

_POSITION: LiteralString = """
    select seq, parkir from gerbang
    where sumber = %(sumber)s and jenis_agregat = %(jenis)s and id_agregat = %(id)s
"""
# One journey for the next fact of an aggregate, which is nearly every one: its gate moves and the
# fact is known. The row stays locked, so of two who take the same fact one finds it known. One that
# came under the number of a fact that its restored producer forgot was taken in before the gate was
# set back behind it: the gate moves, and nothing is applied.
_NEXT: LiteralString = """
    with pindah as (
        insert into gerbang as g (sumber, jenis_agregat, id_agregat, seq)
        select %(sumber)s, %(jenis)s, %(id)s, %(seq)s
        where %(seq)s = 1 or exists (
            select from gerbang
            where sumber = %(sumber)s and jenis_agregat = %(jenis)s and id_agregat = %(id)s)
        on conflict (sumber, jenis_agregat, id_agregat) do update set seq = excluded.seq
        where g.seq = excluded.seq - 1 and not g.parkir
        returning seq
    )
    insert into inbox (event_id, subject) select %(event)s, %(subject)s from pindah
    on conflict do nothing
    returning event_id
"""
_DISCARD: LiteralString = """
    with masuk as (
        insert into inbox (event_id, subject) values (%(event)s, %(subject)s)
        on conflict do nothing
    )
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
        together: Whether it changes nothing but rows of a copy, which nothing else changes: many
            such facts may share a transaction. One that also locks what acts lock would, beside
            others, close a ring with an act.
    """

    reading: type[Reading]
    handler: Handler
    once: bool = False
    together: bool = False


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
    if not await prepared.rows(tx, _NEXT, _fact(event)):
        return await _why_not(tx, event)
    subscription = table.get(event.type)
    if subscription is not None:
        reading = subscription.reading.model_validate(event.data)
        await subscription.handler(tx, reading, at=event.time)
    return Outcome.APPLIED


async def last_seq(tx: AsyncSession, aggregate: Aggregate) -> int:
    """The `seq` up to which an aggregate has passed."""
    found = await prepared.rows(tx, _POSITION, _key(aggregate))
    return found[0].seq if found else 0


async def pass_over(tx: AsyncSession, event: Envelope) -> None:
    """Move the gate past a fact that was discarded."""
    await prepared.run(tx, _DISCARD, _fact(event))


async def park(tx: AsyncSession, event: Envelope) -> None:
    """Close the gate of the event's aggregate; the others go on."""
    await prepared.run(tx, _PARK, _key(event.aggregate))


async def unpark(tx: AsyncSession, event: Envelope) -> None:
    """Open the gate of the event's aggregate again."""
    await prepared.run(tx, _UNPARK, _key(event.aggregate))


async def _why_not(tx: AsyncSession, event: Envelope) -> Outcome:
    """Say why a fact is not the next one that its gate lets pass."""
    found = await prepared.rows(tx, _POSITION, _key(event.aggregate))
    if not found:
        return Outcome.EARLY
    if event.sequence <= found[0].seq:
        return Outcome.SEEN
    return Outcome.PARKED if found[0].parkir else Outcome.EARLY


def _fact(event: Envelope) -> dict[str, object]:
    fact = {"event": event.id, "subject": event.type, "seq": event.sequence}
    return _key(event.aggregate) | fact


def _key(aggregate: Aggregate) -> dict[str, object]:
    source, kind, id_ = aggregate
    return {"sumber": source, "jenis": kind, "id": id_}
