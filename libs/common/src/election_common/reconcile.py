"""Reconcile: what this service has taken in, compared with what its producers have recorded.

It repairs what neither a gap nor a redelivery reveals: the newest facts, when the broker forgot
them. They come from the producer's feed through the gate, so nobody publishes anything again. A
producer that knows less than this service was restored: only a rebuild follows it, and an alarm
asks for one.
"""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import httpx
import structlog
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from election_common import failure, ringkasan
from election_common.alarms import Alarms
from election_common.consumer import Consumer
from election_common.database import Sessions, transaction
from election_common.events import Aggregate, source_of
from election_common.gap import Feeds
from election_common.tables import gerbang, rekonsiliasi

log = structlog.get_logger()

#: What is on its way when two services are compared has this long to arrive.
GRACE_SECONDS = 2.0
#: So soon a comparison follows one that failed, or that found what somebody is about to mend.
AGAIN_SECONDS = 30.0

#: Alarms of a stream. The first two end with a comparison that finds nothing missing.
LOST = "facts-lost {}"
GIVEN_UP = "deliveries-given-up {}"
WENT_BACK = "producer-went-back {}"
#: While it stands, nothing that the broker loses is found.
REFUSED = "not-compared {}"
#: What was found missing is still missing, and only of the aggregates that it counts.
NOT_GIVEN = "facts-not-given {}"

Positions = dict[Aggregate, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """Aggregates in which the two disagree.

    Attributes:
        epoch: Epoch of the producer's feed.
        behind: Those of which this service lacks facts, with the `seq` that it stands at.
        ahead: How many those are of which the producer lacks facts.
        refused: Why the feed did not give what it has, for each that therefore stays behind.
    """

    epoch: int
    behind: Positions
    ahead: int
    refused: tuple[Exception, ...] = ()


class Reconciler:
    """Reconciles the copies of one stream.

    Args:
        sessions: This service's database.
        consumer: Takes in what is missing.
        feeds: Where the producer is asked.
        stream: Name of the stream.
        alarms: Where it is said that something was missing.
    """

    def __init__(
        self,
        sessions: Sessions,
        consumer: Consumer,
        feeds: Feeds,
        *,
        stream: str,
        alarms: Alarms,
    ):
        self._sessions = sessions
        self._consumer = consumer
        self._feeds = feeds
        self._stream = stream
        self._alarms = alarms
        self._due = asyncio.Event()

    def hasten(self) -> None:
        """Have the next comparison made at once, since facts may be missing."""
        self._due.set()

    async def run(self, seconds: float) -> None:
        """Reconcile at once and then every so many seconds, until cancelled."""
        while True:
            self._due.clear()
            pause = seconds
            try:
                found = await self.reconcile()
                self._alarms.clear(REFUSED.format(self._stream))
                if found.refused or WENT_BACK.format(self._stream) in self._alarms.open:
                    pause = min(seconds, AGAIN_SECONDS)
            except Exception as cause:  # noqa: BLE001 - the producer is away; it is asked again
                log.warning("not-reconciled", stream=self._stream, failure=repr(cause))
                self._tell_refusal(cause)
                pause = min(seconds, AGAIN_SECONDS)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._due.wait(), pause)

    def _tell_refusal(self, cause: Exception) -> None:
        """Sound an alarm when the producer is there and no waiting mends what it answers."""
        if isinstance(cause, httpx.HTTPStatusError) and cause.response.is_client_error:
            text = f"the producer answers {cause.response.status_code} to {cause.request.url}"
            self._alarms.sound(REFUSED.format(self._stream), text)

    async def reconcile(self) -> Difference:
        """Compare, repair what is behind, and say what was found.

        An aggregate that the feed does not give stays behind alone.

        Raises:
            httpx.HTTPError: The producer is away.
        """
        found = await self._compare()
        if found.behind or found.ahead:
            await asyncio.sleep(GRACE_SECONDS)
            again = await self._compare()
            still = found.behind.items() & again.behind.items()
            found = Difference(again.epoch, dict(still), again.ahead)
        repaired, refused = 0, []
        for aggregate in found.behind:
            try:
                repaired += await self._consumer.catch_up(aggregate)
            except (httpx.HTTPError, ValueError) as cause:
                refused.append(cause)
        found = replace(found, refused=tuple(refused))
        await self._conclude(found, repaired)
        return found

    def _tell_not_given(self, refused: Sequence[Exception]) -> None:
        """Sound or end the alarm about what stays behind though the producer has it."""
        if not refused:
            self._alarms.clear(NOT_GIVEN.format(self._stream))
            return
        why = ", ".join(sorted({failure.name(cause) for cause in refused}))
        text = f"{len(refused)} aggregates stay behind, the feed does not give their facts: {why}"
        self._alarms.sound(NOT_GIVEN.format(self._stream), text)

    async def _compare(self) -> Difference:
        """Compare digests, then the buckets in which they differ."""
        theirs = await self._feeds.summary(self._stream)
        sumber, behind, ahead = source_of(self._stream), {}, 0
        async with transaction(self._sessions, scope=None) as tx:
            mine = await ringkasan.summary(tx, ringkasan.TAKEN_IN, sumber=sumber)
            parked = await _parked(tx, sumber)
        digests = {int(bucket): digest for bucket, digest in theirs["sidik"].items()}
        for bucket in mine.keys() | digests.keys():
            if mine.get(bucket) == digests.get(bucket):
                continue
            here, there = await self._bucket(sumber, bucket)
            for aggregate in (here.keys() | there.keys()) - parked:
                step = there.get(aggregate, 0) - here.get(aggregate, 0)
                ahead += step < 0
                if step > 0:
                    behind[aggregate] = here.get(aggregate, 0)
        return Difference(theirs["feed_epoch"], behind, ahead)

    async def _bucket(self, sumber: str, bucket: int) -> tuple[Positions, Positions]:
        """The aggregates of a bucket, here and there.

        We look here first: what is recorded and taken in between the two looks must not seem to be
        ahead of a producer that has lost nothing.
        """
        async with transaction(self._sessions, scope=None) as tx:
            query = ringkasan.aggregates(ringkasan.TAKEN_IN)
            rows = await tx.execute(query, {"sumber": sumber, "ember": bucket})
            here = {(sumber, row.jenis, row.id): row.seq for row in rows}
        found = (await self._feeds.summary(self._stream, ember=bucket))["agregat"]
        return here, {(sumber, a["jenis"], a["id"]): int(a["seq"]) for a in found}

    async def _conclude(self, found: Difference, repaired: int) -> None:
        """Keep the result, and sound or end the alarms about it."""
        async with transaction(self._sessions, scope=None) as tx:
            followed = await _keep(tx, self._stream, found, repaired)
        lost, back = LOST.format(self._stream), WENT_BACK.format(self._stream)
        if repaired:
            self._alarms.sound(lost, f"{repaired} aggregates lacked facts; the feed had them")
        elif not found.behind:
            self._alarms.clear(lost)
            self._alarms.clear(GIVEN_UP.format(self._stream))
        self._tell_not_given(found.refused)
        if found.ahead or found.epoch != followed:
            self._alarms.sound(
                back,
                f"feed epoch {found.epoch}, copies follow {followed}; the producer lacks facts"
                f" of {found.ahead} aggregates: rebuild {self._stream}",
            )
        else:
            self._alarms.clear(back)


async def _parked(tx: AsyncSession, sumber: str) -> set[Aggregate]:
    """Aggregates that wait for a decision about a dead letter."""
    g = gerbang.c
    query = select(g.jenis_agregat, g.id_agregat).where(g.sumber == sumber, g.parkir)
    return {(sumber, kind, id_) for kind, id_ in await tx.execute(query)}


async def _keep(tx: AsyncSession, stream: str, found: Difference, repaired: int) -> int:
    """Keep what was found; returns the epoch that the copies follow, which only a rebuild moves."""
    values = {
        "selesai_pada": func.clock_timestamp(),
        "diperbaiki": repaired,
        "mundur": found.ahead,
    }
    row = insert(rekonsiliasi).values(stream=stream, feed_epoch=found.epoch, **values)
    await tx.execute(row.on_conflict_do_update(index_elements=["stream"], set_=values))
    query = select(rekonsiliasi.c.feed_epoch).where(rekonsiliasi.c.stream == stream)
    followed: int = (await tx.execute(query)).scalar_one()
    return followed
