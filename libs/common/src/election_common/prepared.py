"""Statements that every request or every fact runs: inside its transaction, past SQLAlchemy.

Each is prepared once per connection. What SQLAlchemy does around such a statement costs thrice what
psycopg and PostgreSQL need for it; it stays where rows are changed as objects, and where a query is
put together from parts.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, LiteralString, cast

import psycopg
from psycopg.rows import namedtuple_row
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

Values = Mapping[str, object]


async def driver(tx: AsyncSession) -> psycopg.AsyncConnection[Any]:
    """The transaction's own connection, as psycopg has it.

    SQLAlchemy is asked for it once in each transaction: its answer costs as much as a short read.
    """
    session = tx.sync_session
    raw = session.info.get(session.get_transaction())
    if raw is None:
        await tx.connection()
        raw = session.connection().connection.driver_connection
        session.info[session.get_transaction()] = raw
    return cast("psycopg.AsyncConnection[Any]", raw)


async def run(tx: AsyncSession, statement: LiteralString, values: Values) -> None:
    """Run a statement, whatever it gives.

    Raises:
        DBAPIError: As SQLAlchemy would: it names neither the statement nor its values.
    """
    connection = await driver(tx)
    with _as_sqlalchemy_says():
        await connection.execute(statement, values, prepare=True)


async def rows(tx: AsyncSession, statement: LiteralString, values: Values) -> list[Any]:
    """Run a statement and return its rows, whose columns have names.

    Raises:
        DBAPIError: As above.
    """
    cursor = (await driver(tx)).cursor(row_factory=namedtuple_row)
    with _as_sqlalchemy_says():
        await cursor.execute(statement, values, prepare=True)
        return await cursor.fetchall()


async def run_all(tx: AsyncSession, statement: LiteralString, values: Sequence[Values]) -> None:
    """Run a statement once for each, in one journey; it gives no rows.

    Raises:
        DBAPIError: As above.
    """
    cursor = (await driver(tx)).cursor()
    with _as_sqlalchemy_says():
        await cursor.executemany(statement, values)


@contextmanager
def _as_sqlalchemy_says() -> Iterator[None]:
    """Raise what SQLAlchemy would, so that nobody need know which way a statement went."""
    try:
        yield
    except psycopg.Error as failure:
        raise DBAPIError.instance(
            None, None, failure, psycopg.Error, hide_parameters=True
        ) from failure
