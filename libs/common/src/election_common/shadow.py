"""Shadows of tables in the schema `bayangan`, and the swap that makes the live ones equal to them.

A shadow belongs to the worker, which may make tables there and nowhere else. Names come from the
code and from the catalogue, never from outside.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_COLUMNS = text("""
    select quote_ident(a.attname) as name, coalesce(i.indisprimary, false) as key
    from pg_attribute a
    left join pg_index i on i.indrelid = a.attrelid and i.indisprimary and a.attnum = any (i.indkey)
    where a.attrelid = to_regclass('public.' || :table) and a.attnum > 0 and not a.attisdropped
    order by a.attnum
""")

_DIGEST = """
    select count(*) as rows,
           encode(sha256(coalesce(string_agg(h, ''::bytea order by h), '')), 'hex') as digest
    from (select sha256(convert_to(t::text, 'UTF8')) as h from {schema}.{table} t) hashes
"""

_MERGE = """
    merge into public.{table} l using bayangan.{table} b on {same}
    {update}
    when not matched then insert ({columns}) values ({shadow})
    when not matched by source then delete
"""
_UPDATE = (
    "when matched and row({live}) is distinct from row({shadow})"
    " then update set ({rest}) = row({shadow_rest})"
)


class SwapError(Exception):
    """A live table that is not equal to its shadow after the swap."""


@dataclass(frozen=True, slots=True)
class Swapped:
    """A table after the swap: its rows, how many of them changed, and digests of its content."""

    table: str
    rows: int
    changed: int
    digest_before: str
    digest: str


async def create(tx: AsyncSession, tables: Sequence[str]) -> None:
    """Make empty shadows; those that an earlier attempt left behind are dropped."""
    await drop(tx, tables)
    for table in tables:
        like = f"(like public.{table} including all)"
        await tx.execute(text(f"create unlogged table bayangan.{table} {like}"))


async def drop(tx: AsyncSession, tables: Sequence[str]) -> None:
    """Drop shadows that are there."""
    for table in tables:
        await tx.execute(text(f"drop table if exists bayangan.{table}"))


async def swap(tx: AsyncSession, table: str) -> Swapped:
    """Make the live table equal to its shadow, by the rows in which they differ.

    Raises:
        SwapError: They still differ, so that the caller's transaction must not commit.
    """
    before = await _digest(tx, "public", table)
    shadow = await _digest(tx, "bayangan", table)
    changed = 0
    if before != shadow:
        changed = (await tx.execute(text(await _merge(tx, table)))).rowcount  # type: ignore[attr-defined]
        if await _digest(tx, "public", table) != shadow:
            raise SwapError(table)
    return Swapped(table, shadow[0], changed, before[1], shadow[1])


async def _digest(tx: AsyncSession, schema: str, table: str) -> tuple[int, str]:
    """Number of rows and digest of a table, whatever the order of its rows."""
    row = (await tx.execute(text(_DIGEST.format(schema=schema, table=table)))).one()
    return row.rows, row.digest


async def _merge(tx: AsyncSession, table: str) -> str:
    """The statement of the swap, from the table's columns and primary key."""
    found = (await tx.execute(_COLUMNS, {"table": table})).all()
    columns = [row.name for row in found]
    rest = [row.name for row in found if not row.key]
    parts = {
        "live": ", ".join(f"l.{c}" for c in columns),
        "shadow": ", ".join(f"b.{c}" for c in columns),
        "rest": ", ".join(rest),
        "shadow_rest": ", ".join(f"b.{c}" for c in rest),
    }
    return _MERGE.format(
        table=table,
        same=" and ".join(f"l.{row.name} = b.{row.name}" for row in found if row.key),
        update=_UPDATE.format(**parts) if rest else "",
        columns=", ".join(columns),
        shadow=parts["shadow"],
    )
