"""The consumer: applies each fact of another service once and in order, whatever the broker does.

Inbox row, gate of the aggregate and effect are one transaction; the acknowledgement follows it.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

import nats.errors
import structlog
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from election_common import tables, trace
from election_common.database import Sessions, transaction
from election_common.events import Reading

log = structlog.get_logger()

FETCH = 100
FETCH_SECONDS = 2.0
RETRY_SECONDS = (0.2, 1.0, 5.0, 15.0)

Handler = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Subscription:
    """A row of a service's table of consumed facts: how to read one, and the use case it calls."""

    reading: type[Reading]
    handler: Handler


class Outcome(Enum):
    """What became of a delivery."""

    APPLIED = "applied"
    SEEN = "seen"
    EARLY = "early"


async def apply(
    tx: AsyncSession, event: Mapping[str, Any], table: Mapping[str, Subscription]
) -> Outcome:
    """Apply one CloudEvent in the caller's transaction, unless it is known or too early."""
    seq = int(event["sequence"])
    key = (event["source"], event["aggregatetype"], event["subject"])
    g = tables.gerbang
    last = (
        await tx.execute(
            select(g.c.seq)
            .where(g.c.sumber == key[0], g.c.jenis_agregat == key[1], g.c.id_agregat == key[2])
            .with_for_update()
        )
    ).scalar_one_or_none() or 0
    if seq <= last:
        return Outcome.SEEN
    if seq > last + 1:
        return Outcome.EARLY
    await tx.execute(insert(tables.inbox).values(event_id=event["id"], subject=event["type"]))
    await tx.execute(
        insert(g)
        .values(sumber=key[0], jenis_agregat=key[1], id_agregat=key[2], seq=seq)
        .on_conflict_do_update(
            index_elements=["sumber", "jenis_agregat", "id_agregat"], set_={"seq": seq}
        )
    )
    subscription = table.get(event["type"])
    if subscription is not None:
        reading = subscription.reading.model_validate(event["data"])
        await subscription.handler(tx, reading, at=datetime.fromisoformat(event["time"]))
    return Outcome.APPLIED


async def run_consumer(
    sessions: Sessions,
    js: JetStreamContext,
    *,
    stream: str,
    durable: str,
    table: Mapping[str, Subscription],
) -> None:
    """Consume until cancelled; a failure of the broker is waited out."""
    while True:
        try:
            subscription = await js.pull_subscribe_bind(consumer=durable, stream=stream)
            while True:
                try:
                    batch = await subscription.fetch(FETCH, timeout=FETCH_SECONDS)
                except nats.errors.TimeoutError:
                    continue
                for message in batch:
                    await _handle(sessions, message, table)
        except Exception as failure:  # noqa: BLE001 - the stream keeps what was not acknowledged
            log.warning("consumer-waits", stream=stream, failure=repr(failure))
            await asyncio.sleep(1)


async def _handle(sessions: Sessions, message: Msg, table: Mapping[str, Subscription]) -> None:
    """Apply a delivery, then acknowledge it; a failure puts it back with a growing delay."""
    tries = message.metadata.num_delivered
    delay = RETRY_SECONDS[min(tries, len(RETRY_SECONDS)) - 1]
    try:
        event = json.loads(message.data)
        trace.start(event.get("traceparent"))
        async with transaction(sessions, scope=None) as tx:
            outcome = await apply(tx, event, table)
    except Exception:
        log.exception("event-failed", subject=message.subject, tries=tries)
        await message.nak(delay=delay)
        return
    if outcome is Outcome.EARLY:
        await message.nak(delay=delay)
    else:
        await message.ack_sync(timeout=5)
