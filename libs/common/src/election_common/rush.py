"""Ending what a rush has connected: each idle connection is some MiB of the server's memory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import greenlet_spawn

#: A rush of callers is over in minutes; whoever comes after it connects anew, in milliseconds.
IDLE_SECONDS = 60


@asynccontextmanager
async def ending_after_rushes(
    engine: AsyncEngine, idle_seconds: float = IDLE_SECONDS
) -> AsyncIterator[None]:
    """End all connections, time and again, when for so long at most half were at work at once."""
    task = asyncio.create_task(_end_after_rushes(engine, idle_seconds))
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _end_after_rushes(engine: AsyncEngine, idle_seconds: float) -> None:
    most = 0

    def note(*_: object) -> None:
        nonlocal most
        most = max(most, _pool(engine).checkedout())

    event.listen(engine.sync_engine, "checkout", note)
    while True:
        await asyncio.sleep(idle_seconds)
        pool = _pool(engine)
        at_work, resting = pool.checkedout(), pool.checkedin()
        if not at_work and 2 * most < resting:
            await engine.dispose(close=False)  # others take from a new pool from here on
            await greenlet_spawn(pool.dispose)
        most = at_work


def _pool(engine: AsyncEngine) -> QueuePool:
    pool = engine.sync_engine.pool
    assert isinstance(pool, QueuePool)  # noqa: S101 - for the type checker
    return pool
