"""What the migrations of all services share: an environment, and the common tables.

A migration takes its locks within a second or tries again: a change of schema that waits for a long
read makes every other statement wait behind it.
"""

from importlib.resources import files
from typing import Any

import procrastinate.schema
from alembic import context, op
from sqlalchemy import MetaData, create_engine

from election_common.operasi import row
from election_common.production import database_url
from election_common.settings import DatabaseSettings


def run(*metadata: MetaData) -> None:
    """Run the migrations of one service, or print their SQL (`--sql`).

    Args:
        metadata: Of its own rows, and of the copies that it takes.
    """
    targets = [*metadata, row.Base.metadata]
    if context.is_offline_mode():
        context.configure(url="postgresql+psycopg://", target_metadata=targets, literal_binds=True)
        with context.begin_transaction():
            context.run_migrations()
        return
    owner = database_url(DatabaseSettings())
    url = owner.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(url, connect_args={"options": "-c lock_timeout=1s"})
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=targets,
            transaction_per_migration=True,
            include_name=_is_compared,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


def _is_compared(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out other schemas, and the months of the outbox, which nobody maps."""
    if kind == "schema":
        return name is None
    return kind != "table" or not str(name).startswith("outbox_")


def execute(sql: str) -> None:
    """Execute SQL as it stands: no placeholders are looked for in it."""
    if context.is_offline_mode():
        context.get_context().impl.static_output(sql)
        return
    raw: Any = op.get_bind().connection.driver_connection
    raw.execute(sql)


def common_tables(service: str) -> str:
    """SQL of the tables that every service has, with its roles."""
    return _sql(service, "0001_common")


def audit_grants(service: str) -> str:
    """SQL of what its roles may write of a row of the audit."""
    return _sql(service, "0002_audit")


def quarantine_turns(service: str) -> str:
    """SQL of the turns that files in quarantine take, with its roles."""
    return _sql(service, "0003_karantina")


def copies(service: str, *tables: str) -> str:
    """SQL of the tables of `kerangka` that a service takes, with its roles."""
    return "".join(_sql(service, table) for table in tables)


def _sql(service: str, name: str) -> str:
    sql = (files("election_common") / "sql" / f"{name}.sql").read_text()
    roles = {role: f"{service}_{role}" for role in ("app", "worker", "owner")}
    return sql.format(**roles)


def jobs_schema(service: str) -> str:
    """SQL of procrastinate's schema `jobs`, for the pinned release, usable by both roles."""
    roles = f"{service}_app, {service}_worker"
    return f"""
        create schema jobs;
        set local search_path to jobs, public;
        {procrastinate.schema.SchemaManager.get_schema()}
        grant usage on schema jobs to {roles};
        grant select, insert, update, delete on all tables in schema jobs to {roles};
        grant usage on all sequences in schema jobs to {roles};
        grant execute on all functions in schema jobs to {roles};
        set local search_path to public;
    """
