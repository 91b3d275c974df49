"""Statements past SQLAlchemy: in the transaction, prepared once, and failing as SQLAlchemy does."""

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from election_common import prepared
from election_common.database import create_engine, create_sessions, transaction

ADD = "insert into kuota values (%(nama)s, %(siapa)s, now(), 1, false)"
COUNT = "select count(*) as n from kuota where nama = %(nama)s"
MINE = {"nama": "uji", "siapa": "a"}


@pytest.fixture
async def app(database):
    engine = create_engine(database.app, pool_size=1)
    yield create_sessions(engine)
    await engine.dispose()


async def counted(app):
    async with transaction(app, scope=None) as tx:
        (row,) = await prepared.rows(tx, COUNT, MINE)
        return row.n


async def test_it_commits_with_the_transaction(app):
    async with transaction(app, scope=None) as tx:
        await prepared.run(tx, ADD, MINE)
    assert await counted(app) == 1


async def test_it_is_undone_with_the_transaction(app):
    with pytest.raises(LookupError):
        async with transaction(app, scope=None) as tx:
            await prepared.run(tx, ADD, MINE)
            assert (await tx.execute(text("select count(*) from kuota"))).scalar_one() == 1
            raise LookupError
    assert await counted(app) == 0


async def test_one_of_many_that_fails_undoes_all(app):
    with pytest.raises(IntegrityError):
        async with transaction(app, scope=None) as tx:
            await prepared.run_all(tx, ADD, [MINE | {"siapa": "b"}, MINE, MINE])
    assert await counted(app) == 0
    async with transaction(app, scope=None) as tx:
        await prepared.run_all(tx, ADD, [MINE | {"siapa": "b"}, MINE])
    assert await counted(app) == 2


async def test_a_statement_is_prepared_once_per_connection(app):
    for _ in range(3):
        await counted(app)
    async with transaction(app, scope=None) as tx:
        (row,) = await prepared.rows(
            tx, "select count(*) as n from pg_prepared_statements where statement like %(these)s",
            {"these": "select count(*) as n from kuota%"},
        )  # fmt: skip
    assert row.n == 1


async def test_each_transaction_of_a_session_has_its_own_connection(database):
    engine = create_engine(database.app, pool_size=2)
    sessions = create_sessions(engine)
    async with sessions() as tx, sessions() as other:
        first = await prepared.driver(tx)
        assert await prepared.driver(tx) is first
        await tx.commit()
        assert await prepared.driver(other) is first
        assert await prepared.driver(tx) is not first
    await engine.dispose()


@pytest.mark.parametrize(
    ("statement", "failure"),
    [
        (ADD, IntegrityError),
        ("select * from tiada", ProgrammingError),
        ("select pg_terminate_backend(pg_backend_pid())", OperationalError),
    ],
)
async def test_a_failure_is_that_of_sqlalchemy_and_keeps_no_parameters(app, statement, failure):
    async with transaction(app, scope=None) as tx:
        await prepared.run(tx, ADD, MINE)
    with pytest.raises(failure) as caught:
        async with transaction(app, scope=None) as tx:
            await prepared.run(tx, statement, MINE)
    assert isinstance(caught.value.orig, psycopg.Error)
    assert caught.value.params is None
    assert await counted(app) == 1  # on the same connection, or on a new one
