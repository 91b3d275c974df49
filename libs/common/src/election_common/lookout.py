"""The lookout: one look at the database for all the loops of a worker that wait for rows.

Each loop that polls for itself pays a transaction per look; together they cost a service a
twentieth of a core in its sleep. A NOTIFY per row would cost every act instead.
"""

import asyncio
import contextlib
from collections.abc import Mapping
from typing import LiteralString

import psycopg
import structlog

from election_common.database import connect_arguments

log = structlog.get_logger()

#: How long rows may wait before a look sees them.
LOOK_SECONDS = 0.1
AWAY_SECONDS = 1.0


class Lookout:
    """Looks for rows that wait, on a connection of its own.

    Args:
        url: The database.
        waiting: For each loop, the SQL condition that rows wait for it.
    """

    def __init__(self, url: str, waiting: Mapping[str, LiteralString]):
        self._url = url
        self._question: LiteralString = "select " + ", ".join(waiting.values())
        self._bells = {name: asyncio.Event() for name in waiting}

    async def rows(self, name: str, seconds: float) -> None:
        """Return when a new look finds rows of a loop, or after so many seconds without."""
        bell = self._bells[name]
        bell.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await bell.wait()

    async def run(self) -> None:
        """Look until cancelled; without a database the loops look for themselves, now and then."""
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    self._url, autocommit=True, **connect_arguments()
                ) as connection:
                    await self._look(connection)
            except psycopg.OperationalError as failure:
                log.warning("lookout-waits", failure=type(failure).__name__)
                await asyncio.sleep(AWAY_SECONDS)

    async def _look(self, connection: psycopg.AsyncConnection) -> None:
        while True:
            cursor = await connection.execute(self._question, prepare=True)
            for bell, waiting in zip(
                self._bells.values(), await cursor.fetchone() or (), strict=True
            ):
                if waiting:
                    bell.set()
            await asyncio.sleep(LOOK_SECONDS)
