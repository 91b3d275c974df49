"""The consumer: takes each fact of another service from the broker to its gate.

The acknowledgement follows the commit. What fails for want of database or broker is tried for
ever; what fails otherwise is tried five times and then becomes a dead letter. What comes too early
waits for its predecessors, which are fetched from the producer's feed when they stay away.
"""

import asyncio
from collections import Counter
from enum import Enum
from uuid import UUID

import httpx
import nats.errors
import structlog
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from pydantic import ValidationError

from election_common import dead_letter, failure, gate, trace
from election_common.database import Sessions, transaction
from election_common.events import Envelope
from election_common.gap import Feeds, Gaps
from election_common.gate import Outcome, Subscriptions

log = structlog.get_logger()

FETCH = 100
FETCH_SECONDS = 2.0
RETRY_SECONDS = (0.2, 1.0, 5.0, 15.0)
POISON = 5


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
    """

    def __init__(
        self,
        sessions: Sessions,
        *,
        stream: str,
        table: Subscriptions,
        feeds: Feeds,
        gap_seconds: float,
    ):
        self._sessions = sessions
        self._stream = stream
        self._table = table
        self._feeds = feeds
        self._gaps = Gaps(gap_seconds)
        self._failures: Counter[UUID] = Counter()

    async def run(self, js: JetStreamContext, durable: str) -> None:
        """Consume until cancelled; a failure of the broker is waited out."""
        if not self._feeds.know(self._stream):
            log.warning("gaps-only-wait", stream=self._stream, reason="FEEDS names no producer")
        while True:
            try:
                subscription = await js.pull_subscribe_bind(consumer=durable, stream=self._stream)
                while True:
                    await self._take_batch(subscription)
            except Exception as cause:  # noqa: BLE001 - the stream keeps what was not acknowledged
                log.warning("consumer-waits", stream=self._stream, failure=repr(cause))
                await asyncio.sleep(1)

    async def _take_batch(self, subscription: JetStreamContext.PullSubscription) -> None:
        try:
            batch = await subscription.fetch(FETCH, timeout=FETCH_SECONDS)
        except nats.errors.TimeoutError:
            return
        for message in batch:
            await self._answer(message, await self.take(message.data))

    async def _answer(self, message: Msg, answer: Answer) -> None:
        match answer:
            case Answer.DONE:
                await message.ack_sync(timeout=5)
            case Answer.NEVER:
                await message.term()
            case Answer.AGAIN:
                tries = message.metadata.num_delivered
                await message.nak(delay=RETRY_SECONDS[min(tries, len(RETRY_SECONDS)) - 1])

    async def take(self, body: bytes) -> Answer:
        """Bring a delivery to its gate."""
        try:
            event = Envelope.model_validate_json(body)
        except ValidationError:
            # It says of no aggregate that it is missing there; the gap it leaves is filled.
            log.error("event-unreadable", stream=self._stream)  # noqa: TRY400 - it shows values
            return Answer.NEVER
        outcome = await self._try(event)
        if outcome is Outcome.EARLY and self._gaps.is_due(event):
            await self._fill(event)
            outcome = await self._try(event)
        if isinstance(outcome, Answer):
            return outcome
        return Answer.AGAIN if outcome is Outcome.EARLY else Answer.DONE

    async def _try(self, event: Envelope) -> Outcome | Answer:
        """Apply an event; a failure says whether it comes again."""
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
        """Count a failure that does not pass; the fifth makes a dead letter of the event."""
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

    async def _fill(self, early: Envelope) -> None:
        """Apply what the broker owes before an event, as the producer's feed has it."""
        if not self._feeds.know(self._stream):
            return
        async with transaction(self._sessions, scope=None) as tx:
            last = await gate.last_seq(tx, early)
        try:
            missing = await self._feeds.events_from(self._stream, early, last + 1)
        except (httpx.HTTPError, ValueError) as cause:
            log.warning("feed-unreadable", stream=self._stream, failure=repr(cause))
            return
        for event in missing:
            if isinstance(await self._try(event), Answer):
                return
        log.warning("gap-filled", stream=self._stream, subject=early.type, from_seq=last + 1)
