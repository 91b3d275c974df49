"""Rebuild: a service's copies of a stream's facts made anew from the producer's feed.

The handlers run on shadow tables in the schema `bayangan`, which stands before `public` in the
search path of the one connection that they use. At the end the live tables are made equal to the
shadows in one transaction, by their differences: who reads meanwhile sees the old copies and then
the new ones, rights and references stay, and equal copies are not even touched.

A fact that is an act (`once`) has had its effect on other rows, or will have: it is not repeated,
and the gate of its aggregate stands before the first act that this service has not taken in.
"""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from itertools import chain, dropwhile
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from election_common import shadow, trace
from election_common.dead_letter import Status
from election_common.events import Aggregate, Envelope, source_of
from election_common.gap import PAGE, Feeds
from election_common.gate import Subscriptions
from election_common.tables import dead_letter, gerbang, inbox, rekonsiliasi

log = structlog.get_logger()

_TAKE_TURN = text("select pg_try_advisory_lock(hashtextextended('rebuild', 0))")
# Consumers lock rows of it: none is between its gate and its commit, and none begins.
_HOLD_GATES = text("lock table gerbang in exclusive mode")
_PATIENCE = text("select set_config('lock_timeout', '30s', true),"
                 " set_config('statement_timeout', '5min', true)")  # fmt: skip
_SEARCH = text("set search_path = bayangan, public, jobs")
_TAKEN_IN = text("insert into public.inbox select * from bayangan.inbox on conflict do nothing")
_TAKEN = text("select event_id from public.inbox where event_id = any (:facts)")
_PARK = text("""
    update gerbang g set parkir = true
    from dead_letter d
    where d.event_id = any (:facts) and d.selesai_pada is null
      and (g.sumber, g.jenis_agregat, g.id_agregat) = (d.sumber, d.jenis_agregat, d.id_agregat)
""")
_END = text("""
    update dead_letter set status = :discarded, alasan = :reason, selesai_pada = clock_timestamp()
    where event_id = any (:facts) and selesai_pada is null
""")
_SETTLE = text("""
    update dead_letter d set status = :retried, selesai_pada = clock_timestamp()
    from gerbang g
    where d.stream = :stream and d.selesai_pada is null
      and (g.sumber, g.jenis_agregat, g.id_agregat) = (d.sumber, d.jenis_agregat, d.id_agregat)
      and d.seq <= g.seq
""")

#: Why a letter is settled whose fact the producer has no longer.
GONE = "the producer was restored and has not got this fact"


class RebuildError(Exception):
    """A rebuild that cannot be; the live copies are as they were."""


@dataclass(frozen=True, slots=True)
class Copies:
    """The copies that a service keeps of one stream's facts.

    Attributes:
        stream: Name of the stream.
        table: The facts that it reads from the stream.
        tables: Names of the tables that they fill and that nothing else writes.
    """

    stream: str
    table: Subscriptions
    tables: Sequence[str]

    @property
    def source(self) -> str:
        """The `source` of the stream's facts."""
        return source_of(self.stream)


async def rebuild(engine: AsyncEngine, feeds: Feeds, copies: Copies) -> list[shadow.Swapped]:
    """Rebuild copies; returns what it changed in each table.

    Raises:
        RebuildError: Another rebuild runs, or a fact cannot be applied.
        httpx.HTTPError: The producer is away.
    """
    async with _connection(engine) as connection:
        async with _session(connection) as tx:
            if not (await tx.execute(_TAKE_TURN)).scalar_one():
                raise RebuildError("another rebuild runs")
            await shadow.create(tx, [*copies.tables, "inbox"])
            replay = Replay(copies, feeds, await _letters(tx, copies.stream))
        while await replay.advance(connection):
            log.info("rebuilding", stream=copies.stream, feed_no=replay.after)
        async with _session(connection) as tx:
            await tx.execute(_PATIENCE)
            await tx.execute(_HOLD_GATES)
            await replay.finish(tx)
            swapped = [await shadow.swap(tx, name) for name in copies.tables]
            await replay.set_gates(tx)
            await shadow.drop(tx, [*copies.tables, "inbox"])
    for table in swapped:
        log.info("rebuilt", stream=copies.stream, **asdict(table))
    return swapped


@dataclass(frozen=True, slots=True)
class Letters:
    """Facts of a stream that became dead letters.

    Attributes:
        discarded: Those that somebody decided to pass over: they stay without effect.
        open: Those that wait, as far as the feed has not shown them: they are gone at its end.
    """

    discarded: set[UUID]
    open: set[UUID]


class Replay:
    """The facts of a producer, applied to the shadows in the order of its feed.

    An aggregate's facts stand there in order of their `seq`, so no gate is asked.
    """

    def __init__(self, copies: Copies, feeds: Feeds, letters: Letters):
        self.after = 0
        self._epoch: int | None = None
        self._copies = copies
        self._feeds = feeds
        self._letters = letters
        self._positions: dict[Aggregate, int] = {}
        #: The facts of an aggregate from its first act on, in order.
        self._acts: dict[Aggregate, list[UUID]] = {}

    async def advance(self, connection: AsyncConnection) -> bool:
        """Apply a page of the feed in a transaction; returns whether there are more."""
        events = await self._read()
        async with _session(connection) as tx:
            await self._apply(tx, events)
        return len(events) == PAGE

    async def finish(self, tx: AsyncSession) -> None:
        """Apply what has come since, in the transaction of the swap."""
        events = None
        while events is None or len(events) == PAGE:
            events = await self._read()
            await self._apply(tx, events)

    async def set_gates(self, tx: AsyncSession) -> None:
        """Set the gates where the shadows stand, and settle the letters that lie behind them."""
        g, source = gerbang.c, self._copies.source
        waiting = await self._step_back(tx)
        await tx.execute(update(gerbang).where(g.sumber == source).values(seq=0, parkir=False))
        row = insert(gerbang)
        keep = row.on_conflict_do_update(
            index_elements=[g.sumber, g.jenis_agregat, g.id_agregat],
            set_={"seq": row.excluded.seq},
        )
        if self._positions:
            await tx.execute(keep, [_gate(*item) for item in self._positions.items()])
        await tx.execute(_TAKEN_IN)
        gone = {"facts": list(self._letters.open), "discarded": Status.DIBUANG, "reason": GONE}
        await tx.execute(_END, gone)
        await tx.execute(_SETTLE, {"stream": self._copies.stream, "retried": Status.DIULANG})
        await tx.execute(_PARK, {"facts": waiting})
        await tx.execute(
            update(rekonsiliasi)
            .where(rekonsiliasi.c.stream == self._copies.stream)
            .values(feed_epoch=self._epoch)
        )

    async def _step_back(self, tx: AsyncSession) -> list[UUID]:
        """Put aggregates with acts before the first that was not taken in; returns those."""
        acts = list(chain.from_iterable(self._acts.values()))
        taken = set(await tx.scalars(_TAKEN, {"facts": acts}))
        first = []
        for aggregate, facts in self._acts.items():
            waiting = list(dropwhile(taken.__contains__, facts))
            self._positions[aggregate] -= len(waiting)
            first += waiting[:1]
        return first

    async def _read(self) -> list[Envelope]:
        epoch, self.after, events = await self._feeds.page(self._copies.stream, self.after)
        if self._epoch not in (None, epoch):
            raise RebuildError("the producer was restored meanwhile; begin again")
        self._epoch = epoch
        return events

    async def _apply(self, tx: AsyncSession, events: Iterable[Envelope]) -> None:
        seen = []
        for event in events:
            if event.sequence != self._positions.get(event.aggregate, 0) + 1:
                raise RebuildError(f"the feed skips a fact before {event.id}")
            self._positions[event.aggregate] = event.sequence
            if not self._is_left(event):
                seen.append({"event_id": event.id, "subject": event.type})
            self._letters.open.discard(event.id)
            if event.id not in self._letters.discarded:
                await self._handle(tx, event)
        if seen:
            await tx.execute(insert(inbox).on_conflict_do_nothing(), seen)

    def _is_left(self, event: Envelope) -> bool:
        """Whether it is the consumer's to take in: an act, or what follows one."""
        subscription = self._copies.table.get(event.type)
        if subscription is not None and subscription.once:
            self._acts.setdefault(event.aggregate, [])
        if event.aggregate not in self._acts:
            return False
        self._acts[event.aggregate].append(event.id)
        return True

    async def _handle(self, tx: AsyncSession, event: Envelope) -> None:
        subscription = self._copies.table.get(event.type)
        if subscription is None or subscription.once:
            return
        trace.start(event.traceparent)
        try:
            reading = subscription.reading.model_validate(event.data)
            await subscription.handler(tx, reading, at=event.time)
        except Exception as cause:
            raise RebuildError(f"{event.type} {event.id} cannot be applied") from cause


@asynccontextmanager
async def _connection(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection that sees the shadows first; it is not given back to the pool."""
    async with engine.connect() as connection:
        try:
            await connection.execute(_SEARCH)
            await connection.commit()
            yield connection
        finally:
            await connection.invalidate()


@asynccontextmanager
async def _session(connection: AsyncConnection) -> AsyncIterator[AsyncSession]:
    """A transaction on it, as handlers know it."""
    session = AsyncSession(connection, expire_on_commit=False, autoflush=False)
    async with session, session.begin():
        yield session


async def _letters(tx: AsyncSession, stream: str) -> Letters:
    d = dead_letter.c
    query = select(d.event_id).where(d.stream == stream)
    discarded = query.where(d.status == Status.DIBUANG, d.selesai_pada.is_not(None))
    waiting = query.where(d.selesai_pada.is_(None))
    return Letters(set(await tx.scalars(discarded)), set(await tx.scalars(waiting)))


def _gate(aggregate: Aggregate, seq: int) -> dict[str, Any]:
    sumber, jenis, id_ = aggregate
    return {"sumber": sumber, "jenis_agregat": jenis, "id_agregat": id_, "seq": seq}
