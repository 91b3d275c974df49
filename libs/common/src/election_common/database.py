"""Connections, the transaction of a request, and the scope that row-level security reads.

Timeouts are inner < outer: statement 3 s < gateway upstream 7 s. The settings `app.dari`,
`app.sampai`, `app.peserta`, `app.unit` and `app.pemilik` are what the policies in the migrations
read; unset, they show no row.
"""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, fields
from typing import Any, LiteralString

import psycopg
from sqlalchemy import ColumnElement, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from election_common import prepared
from election_common.errors import TracedRefusal
from election_common.scope import Scope

#: The transaction of one act, as use cases and stores see it.
Tx = AsyncSession
Sessions = async_sessionmaker[AsyncSession]

#: The search path holds procrastinate's schema, since its functions name their tables bare.
_OPTIONS = (
    "-c search_path=public,jobs -c statement_timeout={statement} -c lock_timeout=2s"
    " -c idle_in_transaction_session_timeout=30s -c timezone=UTC"
)

_BIND: LiteralString = "select " + ", ".join(
    f"set_config('app.{f.name}', %({f.name})s, true)" for f in fields(Scope)
)

#: How long a request waits for a connection; the libraries' 30 s would outlast everybody.
POOL_SECONDS = 1
#: A connection that rested for longer is asked whether it still lives: no server ends and is back
#: in less, and under load the question would cost as much as a read.
REST_SECONDS = 0.1


def connect_arguments(statement_timeout: str = "3s") -> dict[str, Any]:
    """What every connection is opened with: its timeouts and its search path."""
    return {"connect_timeout": 3, "options": _OPTIONS.format(statement=statement_timeout)}


def create_engine(url: str, *, pool_size: int, statement_timeout: str = "3s") -> AsyncEngine:
    """Engine on psycopg with every timeout set."""
    engine = create_async_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=POOL_SECONDS,
        pool_use_lifo=True,  # those at work stay at work, with what they have prepared
        pool_recycle=1800,
        connect_args=connect_arguments(statement_timeout),
        hide_parameters=True,  # what a statement was given stands in no failure
    )
    _ask_after_rest(engine)
    return engine


def _ask_after_rest(engine: AsyncEngine) -> None:
    """Have the pool replace its connections once one has died of old age or with its server."""

    @event.listens_for(engine.sync_engine, "checkin")
    def rest(_: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        entry.info["since"] = time.monotonic()

    @event.listens_for(engine.sync_engine, "checkout")
    def wake(
        connection: DBAPIConnection, entry: ConnectionPoolEntry, _: PoolProxiedConnection
    ) -> None:
        rested = time.monotonic() - entry.info.pop("since", float("inf"))
        if rested <= REST_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except psycopg.Error as failure:
            raise InvalidatePoolError from failure


def create_sessions(engine: AsyncEngine) -> Sessions:
    """Session factory; rows stay readable after commit, and nothing loads by surprise."""
    return async_sessionmaker(engine, expire_on_commit=False, autoflush=False)


async def bind_scope(session: AsyncSession, scope: Scope) -> None:
    """Tell row-level security, for this transaction only, what it may show."""
    await prepared.run(session, _BIND, asdict(scope))


@asynccontextmanager
async def transaction(sessions: Sessions, scope: Scope | None) -> AsyncIterator[AsyncSession]:
    """One transaction: commits at the end, rolls back on any exception but a traced refusal."""
    traced: TracedRefusal | None = None
    async with sessions.begin() as session:
        if scope is not None:
            await bind_scope(session, scope)
        try:
            yield session
        except TracedRefusal as refusal:
            traced = refusal
    if traced is not None:
        raise traced


def within(
    column: InstrumentedAttribute[str] | ColumnElement[Any], scope: Scope
) -> ColumnElement[bool]:
    """The first wall: the scope as a condition, in the form that keeps the index."""
    return (column >= scope.dari) & (column < scope.sampai)
