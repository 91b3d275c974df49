"""What the database shows a program that forgot its scope, and what it lets that program change."""

from collections.abc import AsyncIterator, Iterator, Mapping

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from devstack.conformance.contract import Contract
from devstack.postgres import Cluster, ServiceDatabase
from election_common import prepared
from election_common.database import Sessions, Tx, create_engine, create_sessions, transaction
from election_common.scope import Scope

#: What a service's API reads of a table without a policy, and why that needs none.
TANPA_KEBIJAKAN: Mapping[str, str] = {
    "agregat": "how many facts an aggregate has, which the feed tells",
    "akses": "what a caller's scope is made of",
    "alembic_version": "which migration was the last",
    "audit": "the ids of its rows and nothing else",
    "berkas": "by digest; whose a file is stands in rows that a policy guards",
    "dead_letter": "facts of other services, in which no person stands",
    "feed_epoch": "how often the feed was numbered anew",
    "idempotensi": "the answer of an act, found by its caller and his key",
    "jendela": "the schedule is public",
    "kuota": "how much of a quota its holder has used",
    "outbox": "facts, in which no person stands",
    "pemilihan": "elections are public",
    **{
        f"procrastinate_{table}": "work of the worker, in which no person stands"
        for table in ("events", "jobs", "periodic_defers", "workers")
    },
    "tiket_aliran": "found by the digest of a ticket that its holder alone knows",
    "titik_periksa": "checkpoints are public",
    "wilayah": "regions are public",
}
#: Region, party and unit of the rows that stand in `_FILL`, and a scope that sees them all.
KODE = "1906012001001"
SEES_ALL = Scope("0", "~", unit=KODE)

_GUARDED = """
    select c.relname, p.polname, c.relforcerowsecurity
    from pg_class c left join pg_policy p on p.polrelid = c.oid
    where c.relrowsecurity
"""
_OPEN = """
    select c.relname from pg_class c
    where c.relkind in ('r', 'p', 'v', 'm') and not c.relrowsecurity
        and c.relnamespace in (select oid from pg_namespace where nspname !~ '^pg_|^information')
        and has_schema_privilege(%(role)s, c.relnamespace, 'usage')
        and has_any_column_privilege(%(role)s, c.oid, 'select')
"""
# A row in each table with a policy. No rule or key of it is asked, only whose row it is.
_FILL = """
    do $$
    declare
        t record;
        rule name;
    begin
        set local session_replication_role = replica;
        for t in select oid, relname, relkind from pg_class where relrowsecurity loop
            for rule in select conname from pg_constraint
                where conrelid = t.oid and contype = 'c' loop
                execute format('alter table %I drop constraint %I', t.relname, rule);
            end loop;
            if t.relkind = 'p' then
                execute format('create table %I partition of %I default',
                    t.relname || '_lain', t.relname);
            end if;
            execute (
                select format('insert into %I (%s) overriding system value values (%s)', t.relname,
                    string_agg(quote_ident(attname), ', '),
                    string_agg(format('%L::%s', case
                        when typcategory = 'S' then '1906012001001'
                        when typcategory = 'N' then '1'
                        when typcategory = 'B' then 'true'
                        when typcategory = 'D' then '2024-06-01'
                        when typcategory = 'T' then '1 day'
                        when typcategory = 'R' then 'empty'
                        when typcategory = 'A' or typname = 'jsonb' then '{}'
                        when typname = 'uuid' then '00000000-0000-0000-0000-000000000000'
                        else '' end, format_type(atttypid, atttypmod)), ', '))
                from pg_attribute join pg_type on pg_type.oid = atttypid
                where attrelid = t.oid and attnum > 0 and not attisdropped and attgenerated = '');
        end loop;
    end $$
"""


@pytest.fixture
def walls(contract: Contract, cluster: Cluster) -> Iterator[psycopg.Connection]:
    """The service's database as whoever administers it sees it."""
    database = _database(contract)
    with psycopg.connect(cluster.admin_dsn(database.name), autocommit=True) as connection:
        yield connection


@pytest.fixture
async def one_connection(contract: Contract) -> AsyncIterator[Sessions]:
    """The database as the API's role has it, on one connection for all."""
    engine = create_engine(_database(contract).app, pool_size=1)
    yield create_sessions(engine)
    await engine.dispose()


def _database(contract: Contract) -> ServiceDatabase:
    database = contract.api.grants.database
    assert database is not None
    return database


def _user(dsn: str) -> str:
    return str(psycopg.conninfo.conninfo_to_dict(dsn)["user"])


async def test_a_table_has_a_policy_or_a_reason(
    contract: Contract, walls: psycopg.Connection
) -> None:
    assert all(policy and forced for _, policy, forced in walls.execute(_GUARDED))
    role = {"role": _user(_database(contract).app)}
    found = {name for (name,) in walls.execute(_OPEN, role)}
    undeclared = found - TANPA_KEBIJAKAN.keys()
    assert undeclared == contract.tanpa_kebijakan.keys(), sorted(undeclared)


async def test_a_forgotten_or_left_over_scope_shows_no_row(
    contract: Contract, walls: psycopg.Connection, one_connection: Sessions
) -> None:
    walls.execute(_FILL)
    tables = {name for name, *_ in walls.execute(_GUARDED)}

    async def seen(tx: Tx) -> set[str]:
        return {name for name in tables if await prepared.rows(tx, f"select 1 from {name}", {})}  # noqa: S608 - a name of the catalogue

    for left_over in (None, SEES_ALL, Scope.wilayah("1906")):
        if left_over is not None:
            async with transaction(one_connection, left_over) as tx:
                assert await seen(tx) == tables or left_over != SEES_ALL
            with pytest.raises(ZeroDivisionError):
                async with transaction(one_connection, left_over) as tx:
                    raise ZeroDivisionError
        async with transaction(one_connection, scope=None) as tx:  # the same connection
            assert await seen(tx) == contract.terbuka.keys()


async def test_no_role_of_the_program_lifts_a_policy(
    contract: Contract, walls: psycopg.Connection
) -> None:
    database = _database(contract)
    guarded = walls.execute(_GUARDED).fetchall()
    roles = {name for (name,) in walls.execute("select rolname from pg_roles")}
    for dsn in (database.app, database.worker):
        me = _user(dsn)
        tried = [f"set role {role}" for role in roles - {me}] + [f"alter role {me} bypassrls"]
        for table, policy, _ in guarded:
            tried += [
                f"alter table {table} disable row level security",
                f"alter table {table} no force row level security",
                f"alter table {table} owner to {me}",
                f"alter policy {policy} on {table} using (true)",
                f"drop policy {policy} on {table}",
                f"create policy lubang on {table} using (true)",
                f"set row_security = off; select from {table}",
            ]
        with psycopg.connect(dsn, autocommit=True) as connection:
            for statement in tried:
                with pytest.raises(InsufficientPrivilege):
                    connection.execute(statement)
