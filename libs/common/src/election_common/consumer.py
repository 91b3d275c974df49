"""The consumer: takes the facts of another service from the broker to their gates.

Aggregates go on side by side, the facts of one in their order. The acknowledgement follows the
commit. What fails for want of database or broker is tried for ever; what fails otherwise is tried
five times and then becomes a dead letter. What comes too early waits for its predecessors, which
are fetched from the producer's feed when they stay away.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from itertools import takewhile
from uuid import UUID

import httpx
import structlog
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from pydantic import ValidationError

from election_common import dead_letter, failure, gate, trace
from election_common.alarms import Alarms
from election_common.database import Sessions, Tx, transaction
from election_common.events import Aggregate, Envelope, source_of
from election_common.gap import PAGE, Feeds, Gaps
from election_common.gate import Outcome, Subscriptions
from election_common.pull import fetch, pulling

log = structlog.get_logger()

#: Each holds a connection of the pool while it works.
AGGREGATES_AT_ONCE = 4
#: Facts for which sharing a transaction is worth while.
LEAST_TOGETHER = 2
RETRY_SECONDS = (0.2, 1.0, 5.0, 15.0)
POISON = 5
#: Stands until the worker is started again: whoever sent such a message may have sent others.
FOREIGN = "foreign-fact {}"

Delivery = tuple[Msg, Envelope]


class Answer(Enum):
    """What the broker is told of a delivery."""

    DONE = "done"
    AGAIN = "again"
    NEVER = "never"


class Consumer:
    """Consumes one stream.

    Args:
        sessions: Where facts have their effect.
        stream: Name of the stream.
        table: The facts that this service reads from it.
        feeds: Where missing facts are fetched from.
        gap_seconds: How long a missing fact is waited for.
        alarms: Where it is said that somebody sends facts of another.
    """

    def __init__(
        self,
        sessions: Sessions,
        *,
        stream: str,
        table: Subscriptions,
        feeds: Feeds,
        gap_seconds: float,
        alarms: Alarms,
    ):
        self._sessions = sessions
        self._stream = stream
        self._table = table
        self._feeds = feeds
        self._gaps = Gaps(gap_seconds)
        self._alarms = alarms
        self._failures: Counter[UUID] = Counter()
        self._slots = asyncio.Semaphore(AGGREGATES_AT_ONCE)

    async def run(self, js: JetStreamContext, durable: str) -> None:
        """Consume until cancelled; a failure of the broker is waited out."""
        if not self._feeds.know(self._stream):
            log.warning("gaps-only-wait", stream=self._stream, reason="FEEDS names no producer")
        while True:
            try:
                async with pulling(js, stream=self._stream, durable=durable) as subscription:
                    while True:
                        await self._take_batch(await fetch(subscription))
            except Exception as cause:  # noqa: BLE001 - the stream keeps what was not acknowledged
                log.warning("consumer-waits", stream=self._stream, failure=repr(cause))
                await asyncio.sleep(1)

    async def _take_batch(self, batch: Sequence[Msg]) -> None:
        """Take a batch in, one chain per aggregate; acknowledge what is done, all at once."""
        chains: dict[Aggregate, list[Delivery]] = defaultdict(list)
        for message in batch:
            event = self._read(message)
            if event is None:
                await message.term()
            else:
                chains[event.aggregate].append((message, event))
        done = await asyncio.create_task(self._take_together(chains))  # in traces of its own
        async with asyncio.TaskGroup() as group:
            rest = [group.create_task(self._take_chain(c)) for c in chains.values() if c]
        done += [message for chain in rest for message in chain.result()]
        for message in done[:-1]:
            await message.ack()
        if done:
            await done[-1].ack_sync(timeout=5)  # the server has read the others before it

    async def _take_together(self, chains: Mapping[Aggregate, list[Delivery]]) -> list[Msg]:
        """Take in what may share a transaction: off the chains, and returned once it is committed.

        When one of the facts fails, none of them was taken: each then goes for itself.
        """
        shared = {key: _beginning(chain, self._shares) for key, chain in sorted(chains.items())}
        if sum(map(len, shared.values())) < LEAST_TOGETHER:
            return []
        try:
            async with transaction(self._sessions, scope=None) as tx:
                taken = {key: await self._pass(tx, chain) for key, chain in shared.items()}
        except Exception as cause:  # noqa: BLE001 - it happens again to whose it is
            log.info("not-together", stream=self._stream, failure=failure.name(cause))
            return []
        done = []
        for key, number in taken.items():
            for message, event in chains[key][:number]:
                self._failures.pop(event.id, None)
                self._gaps.close(event)
                done.append(message)
            del chains[key][:number]
        return done

    def _shares(self, event: Envelope) -> bool:
        """Whether a fact may share a transaction; one that nobody reads only passes its gate."""
        subscription = self._table.get(event.type)
        return subscription is None or subscription.together

    async def _pass(self, tx: Tx, chain: Sequence[Delivery]) -> int:
        """Bring facts of one aggregate to its gate; returns how many are known or passed."""
        for number, (_, event) in enumerate(chain):
            trace.start(event.traceparent)
            if await gate.apply(tx, event, self._table) not in {Outcome.APPLIED, Outcome.SEEN}:
                return number
        return len(chain)

    async def _take_chain(self, chain: Sequence[Delivery]) -> list[Msg]:
        """Take in facts of one aggregate until one must come again; returns what is done."""
        done = []
        async with self._slots:
            answer = Answer.DONE
            for message, event in chain:
                if answer is not Answer.AGAIN:
                    answer = await self.take(event)
                if answer is Answer.DONE:
                    done.append(message)
                elif answer is Answer.NEVER:
                    await message.term()
                else:
                    tries = min(message.metadata.num_delivered, len(RETRY_SECONDS))
                    await message.nak(delay=RETRY_SECONDS[tries - 1])
        return done

    def _read(self, message: Msg) -> Envelope | None:
        """Read a delivery.

        What is no event says of no aggregate that it is missing there; the gap it leaves is filled.
        The broker vouches for the subject only: who states another source would move its gates.
        """
        try:
            event = Envelope.model_validate_json(message.data)
        except ValidationError:
            log.error("event-unreadable", stream=self._stream)  # noqa: TRY400 - it shows values
            return None
        if event.is_of(source_of(self._stream)) and event.type == message.subject:
            return event
        text = f"a message on {message.subject} says that it is another fact; see who sends there"
        self._alarms.sound(FOREIGN.format(self._stream), text)
        return None

    async def take(self, event: Envelope) -> Answer:
        """Bring a fact to its gate."""
        outcome = await self._try(event)
        if outcome is Outcome.EARLY and self._gaps.is_due(event):
            await self._fill(event)
            outcome = await self._try(event)
        if isinstance(outcome, Answer):
            return outcome
        return Answer.AGAIN if outcome is Outcome.EARLY else Answer.DONE

    async def catch_up(self, aggregate: Aggregate) -> bool:
        """Take in what the producer's feed has of an aggregate beyond its gate.

        Returns whether there was anything; stops at a fact that fails, which is then counted
        like any other failure of it.

        Raises:
            httpx.HTTPError: The producer or the issuer of tokens is away, or refuses.
        """
        async with transaction(self._sessions, scope=None) as tx:
            last = await gate.last_seq(tx, aggregate)
        first = last
        while True:
            missing = await self._feeds.events_from(self._stream, aggregate, last + 1)
            for event in missing:
                if isinstance(await self._try(event), Answer):
                    return last > first
                last = event.sequence
            if len(missing) < PAGE:
                return last > first

    async def _fill(self, early: Envelope) -> None:
        """Apply what the broker owes before a fact."""
        if not self._feeds.know(self._stream):
            return
        try:
            filled = await self.catch_up(early.aggregate)
        except (httpx.HTTPError, ValueError) as cause:
            log.warning("feed-unreadable", stream=self._stream, failure=repr(cause))
        else:
            log.warning("gap-filled", stream=self._stream, subject=early.type, filled=filled)

    async def _try(self, event: Envelope) -> Outcome | Answer:
        """Apply a fact; a failure says whether it comes again."""
        trace.start(event.traceparent)
        try:
            outcome = await self._apply(event)
        except Exception as cause:  # noqa: BLE001 - sorted by what it is
            return await self._failed(event, cause)
        self._failures.pop(event.id, None)
        if outcome is not Outcome.EARLY:
            self._gaps.close(event)
        return outcome

    async def _apply(self, event: Envelope) -> Outcome:
        async with transaction(self._sessions, scope=None) as tx:
            outcome = await gate.apply(tx, event, self._table)
            if outcome is Outcome.PARKED:
                await dead_letter.keep_waiting(tx, self._stream, event)
        return outcome

    async def _failed(self, event: Envelope, cause: Exception) -> Answer:
        """Count a failure that does not pass; the fifth makes a dead letter of the fact."""
        transient = failure.is_transient(cause)
        self._failures[event.id] += not transient
        log.warning(
            "event-failed",
            subject=event.type,
            id=str(event.id),
            failure=failure.name(cause),
            where=failure.where(cause),
            transient=transient,
            failures=self._failures[event.id],
        )
        if self._failures[event.id] < POISON:
            return Answer.AGAIN
        async with transaction(self._sessions, scope=None) as tx:
            await dead_letter.bury(tx, self._stream, event, cause)
        del self._failures[event.id]
        return Answer.NEVER


def _beginning(chain: Sequence[Delivery], wanted: Callable[[Envelope], bool]) -> list[Delivery]:
    """The deliveries before the first that is not wanted."""
    return list(takewhile(lambda delivery: wanted(delivery[1]), chain))
