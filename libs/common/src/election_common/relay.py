"""The relay: carries outbox rows to JetStream, each at least once, in order per aggregate.

One is active per service, by an advisory lock on a connection of its own. It selects rows that are
not yet published, never "rows after the last one": a transaction that commits late would be lost.
An outage of the broker is waited out; no row is ever given up. A row that the broker does not take
for what it is keeps only the rows of its aggregate waiting.
"""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import Any

import nats.errors
import structlog
from nats.js import JetStreamContext
from nats.js.errors import APIError
from sqlalchemy import select, text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from election_common import tables
from election_common.alarms import Alarms
from election_common.database import Sessions, transaction
from election_common.events import cloud_event
from election_common.loop import Loop, backoff

log = structlog.get_logger()

BATCH = 500
IN_FLIGHT = 100
LEADER_POLL_SECONDS = 1.0
#: Rest after which rows are looked for in any case; less than the silence that ends a leader.
REST_SECONDS = 5.0
WAITING = "exists (select from outbox where terbit_pada is null)"
UNNUMBERED = "exists (select from outbox where feed_no is null)"
PUBLISH_TIMEOUT = 5.0
#: After which a fact that the broker did not take is tried again: it may take more by now.
AGAIN_SECONDS = 300.0

ALARM = "facts-refused"
#: What is wrong with the one fact, and with no other.
_REFUSED = (nats.errors.MaxPayloadError, nats.errors.BadSubjectError)

# A leader that is paused keeps its connection and with it the lock; the database ends it.
_SILENCE = text("set idle_session_timeout = '15s'")
_LOCK = text("select pg_try_advisory_lock(hashtextextended('relay', 0))")

_NUMBER = text("select nomori_outbox()")

Key = tuple[str, str]


class Refused:
    """Aggregates whose next fact the broker does not take, as an alarm says.

    Args:
        alarms: Where that is said.
    """

    def __init__(self, alarms: Alarms):
        self._alarms = alarms
        self._until: dict[Key, float] = {}

    @property
    def waiting(self) -> list[Key]:
        """Those that are not tried again yet."""
        now = time.monotonic()
        return [key for key, until in self._until.items() if until > now]

    def add(self, key: Key, failure: Exception) -> None:
        """Have an aggregate wait."""
        log.error("fact-refused", aggregate=key, failure=repr(failure))
        self._until[key] = time.monotonic() + AGAIN_SECONDS
        self._tell()

    def discard(self, key: Key) -> None:
        """Forget an aggregate that goes on."""
        if self._until.pop(key, None) is not None:
            self._tell()

    def _tell(self) -> None:
        if self._until:
            text = f"{len(self._until)} aggregates wait behind a fact that the broker does not take"
            self._alarms.sound(ALARM, text)
        else:
            self._alarms.clear(ALARM)


async def run_relay(
    engine: AsyncEngine,
    js: JetStreamContext,
    service: str,
    rest: Callable[[], Awaitable[None]],
    alarms: Alarms,
) -> None:
    """Relay until cancelled, with a rest whenever all that waited was taken.

    A failure of database or broker is logged and waited out. When cancelled, it ends its batch:
    what the broker has stored by then is marked.
    """
    failures, refused = 0, Refused(alarms)
    while True:
        try:
            async with _leadership(engine) as connection:
                while True:
                    moved = await _whole(relay_once(connection, js, service, refused))
                    failures = 0
                    if moved < BATCH:  # all that waited: a few more are cheaper taken together
                        await rest()
        except Exception as failure:  # noqa: BLE001 - whatever it was, the rows wait in the outbox
            failures += 1
            log.warning("relay-waits", failure=repr(failure), delay=backoff(failures))
            await asyncio.sleep(backoff(failures))


def numbering(sessions: Sessions) -> Loop:
    """Number new facts beside the relay: the feed goes on while that waits for the broker."""

    async def number() -> bool:
        async with transaction(sessions, scope=None) as tx:
            await tx.execute(_NUMBER)
        return False  # it numbers all there are

    return Loop("numbering", number, UNNUMBERED)


@asynccontextmanager
async def _leadership(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Hold the relay's lock on a connection of its own.

    The lock lives as long as its connection, so that is closed and not given back to the pool:
    there it would keep the lock while nobody relays.
    """
    async with engine.connect() as connection:
        try:
            auto = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await _lead(auto)
            yield auto
        finally:
            await connection.invalidate()


async def _lead(connection: AsyncConnection) -> None:
    """Wait until this relay is the active one; the lock ends with the connection."""
    await connection.execute(_SILENCE)
    while not (await connection.execute(_LOCK)).scalar_one():  # noqa: ASYNC110 - nobody could tell
        await asyncio.sleep(LEADER_POLL_SECONDS)


async def _whole(step: Coroutine[Any, Any, int]) -> int:
    """Await a step that is never broken off: who cancels it waits for its end."""
    task = asyncio.ensure_future(step)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.gather(task, return_exceptions=True)
        raise


async def relay_once(
    connection: AsyncConnection, js: JetStreamContext, service: str, refused: Refused
) -> int:
    """Number new rows, publish a batch, mark what the broker stored; returns how many.

    Raises:
        ConnectionError: When the broker failed and stored nothing.
    """
    await connection.execute(_NUMBER)
    t = tables.outbox
    rows = (
        await connection.execute(
            select(t)
            .where(t.c.terbit_pada.is_(None), t.c.feed_no.is_not(None))
            .where(tuple_(t.c.jenis_agregat, t.c.id_agregat).not_in(refused.waiting))
            .order_by(t.c.feed_no)
            .limit(BATCH)
        )
    ).all()
    if not rows:
        return 0
    stored, failing = await _publish(rows, js, service, refused)
    if failing and not stored:
        raise ConnectionError("the broker stored nothing")
    await connection.execute(
        update(t).where(t.c.id.in_(stored)).values(terbit_pada=text("clock_timestamp()"))
    )
    return len(stored)


async def _publish(
    rows: Sequence[Any], js: JetStreamContext, service: str, refused: Refused
) -> tuple[list[int], bool]:
    """Publish many aggregates at once, one event in flight per aggregate.

    Returns which rows the broker stored, and whether it failed. After a failure no further event is
    begun: on a broker that hangs, a batch ends with the first timeout.
    """
    chains: dict[Key, list[Any]] = defaultdict(list)
    for row in rows:
        chains[row.jenis_agregat, row.id_agregat].append(row)
    slots = asyncio.Semaphore(IN_FLIGHT)
    stored: list[int] = []
    failing = False

    async def publish_chain(key: Key, chain: list[Any]) -> None:
        nonlocal failing
        async with slots:
            for row in chain:
                if failing:
                    return
                try:
                    await _send(js, service, row)
                except _REFUSED as failure:
                    refused.add(key, failure)
                    return
                except (nats.errors.Error, APIError, OSError) as failure:
                    log.warning("publish-failed", subject=row.subject, failure=repr(failure))
                    failing = True
                    return
                stored.append(row.id)
                refused.discard(key)

    await asyncio.gather(*(publish_chain(key, chain) for key, chain in chains.items()))
    return stored, failing


async def _send(js: JetStreamContext, service: str, row: Any) -> None:  # noqa: ANN401 - a row
    """Publish one row, in the form whose size `record_event` bounds."""
    event = cloud_event(service, row)
    body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {"Nats-Msg-Id": str(row.event_id)}
    await js.publish(row.subject, body, timeout=PUBLISH_TIMEOUT, headers=headers)
