"""The few reads that the public asks for by the thousand, without a session around them.

Each is one statement, prepared once per connection, on a pool of its own: it is its own
transaction and has no scope, so it reaches only functions that give public fields, and the grants
of which a scope is made. A session costs more than such a read.
"""

from typing import Annotated, Any, LiteralString

import psycopg
from fastapi import Depends, Request
from psycopg.rows import namedtuple_row
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from election_common.database import POOL_SECONDS, connect_arguments
from election_common.rush import IDLE_SECONDS

Pool = AsyncConnectionPool[psycopg.AsyncConnection[Any]]


class HotReads:
    """A pool of connections that only read; open it inside the running loop."""

    def __init__(self, url: str, *, pool_size: int):
        self._pool: Pool = AsyncConnectionPool(
            url,
            min_size=1,
            max_size=pool_size,
            timeout=POOL_SECONDS,
            max_idle=IDLE_SECONDS,
            open=False,
            kwargs={"autocommit": True, "row_factory": namedtuple_row, **connect_arguments()},
        )

    async def open(self) -> None:
        """Begin to connect; does not wait, since a process may start before its database."""
        await self._pool.open(wait=False)

    async def close(self) -> None:
        """End the connections."""
        await self._pool.close()

    async def rows(self, statement: LiteralString, *values: object) -> list[Any]:
        """Read the rows of one statement.

        Raises:
            psycopg.OperationalError: The database is away, busy, or took too long.
        """
        try:
            return await self._read(statement, values)
        except PoolTimeout:
            raise
        except psycopg.OperationalError as failure:
            if not _is_lost(failure):
                raise
        # The database was restarted: drop what is left of its old connections, and read once more.
        await self._pool.check()
        return await self._read(statement, values)

    async def _read(self, statement: LiteralString, values: tuple[object, ...]) -> list[Any]:
        async with self._pool.connection() as connection:
            return await (await connection.execute(statement, values, prepare=True)).fetchall()


def _is_lost(failure: psycopg.OperationalError) -> bool:
    """Whether the connection broke off, by itself or by the server's end."""
    return failure.sqlstate is None or isinstance(failure, psycopg.errors.AdminShutdown)


async def _hot_reads(request: Request) -> HotReads:
    found: HotReads = request.app.state.hot_reads
    return found


Hot = Annotated[HotReads, Depends(_hot_reads)]
