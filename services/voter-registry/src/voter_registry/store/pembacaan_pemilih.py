"""Columns of voters as offices read them: one voter, some, or a worksheet part by part."""

from collections.abc import AsyncIterator, Collection, Sequence
from functools import cache
from typing import Any, LiteralString
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from election_common import prepared
from election_common.scope import Scope
from voter_registry.store.pemilih import Pemilih, of_kab

CHUNK = 500

#: The place of a row in a worksheet: `lokasi`, `id`.
Kunci = tuple[str, UUID]
AWAL: Kunci = ("", UUID(int=0))


def _column(name: str) -> ColumnElement[Any] | InstrumentedAttribute[Any]:
    """A column by its name; the last digits of a NIK come as the sealed number."""
    if name == "nik_akhir":
        return Pemilih.nik.label(name)
    column: InstrumentedAttribute[Any] = getattr(Pemilih, name)
    return column


def _rows(
    scope: Scope, pemilihan: str, lokasi: str, kolom: Sequence[str]
) -> Select[tuple[Any, ...]]:
    return (
        select(*map(_column, kolom))
        .where(of_kab(pemilihan, lokasi[:4], scope & Scope.wilayah(lokasi)))
        .order_by(Pemilih.lokasi, Pemilih.id)
    )


async def stream(
    tx: AsyncSession, scope: Scope, pemilihan: str, lokasi: str, kolom: Sequence[str]
) -> AsyncIterator[Sequence[RowMapping]]:
    """Columns of the rows of a TPS, village or greater region, a few hundred at a time.

    One transaction sees them all; it stays open until the last, so it is for a job.
    """
    query = _rows(scope, pemilihan, lokasi, kolom).execution_options(yield_per=CHUNK)
    async for rows in (await tx.stream(query)).mappings().partitions():
        yield rows


async def part(
    tx: AsyncSession, scope: Scope, pemilihan: str, lokasi: str, kolom: Sequence[str], after: Kunci
) -> Sequence[RowMapping]:
    """The next few hundred rows of `stream` after a key, none at the end."""
    key = tuple_(Pemilih.lokasi, Pemilih.id)
    query = _rows(scope, pemilihan, lokasi, kolom).where(key > after).limit(CHUNK)
    rows: Sequence[RowMapping] = (await tx.execute(query)).mappings().all()
    return rows


async def count_rows(tx: AsyncSession, scope: Scope, pemilihan: str, lokasi: str) -> int:
    """How many rows `stream` would give."""
    rows: int = (
        await tx.execute(
            select(func.count())
            .select_from(Pemilih)
            .where(of_kab(pemilihan, lokasi[:4], scope & Scope.wilayah(lokasi)))
        )
    ).scalar_one()
    return rows


async def get(
    tx: AsyncSession, scope: Scope, id_: UUID, kolom: Sequence[str]
) -> dict[str, Any] | None:
    """Columns of one voter."""
    where = {"id": id_, "dari": scope.dari, "sampai": scope.sampai}
    rows = await prepared.rows(tx, _statement(tuple(kolom), "id = %(id)s"), where)
    return rows[0]._asdict() if rows else None


async def some(
    tx: AsyncSession, scope: Scope, pemilihan: str, ids: Collection[UUID], kolom: Sequence[str]
) -> dict[UUID, Any]:
    """Columns of some voters, by id."""
    where = {"pemilihan": pemilihan, "ids": list(ids), "dari": scope.dari, "sampai": scope.sampai}
    those = _statement(tuple(kolom), "pemilihan = %(pemilihan)s and id = any(%(ids)s)")
    return {row.id: row for row in await prepared.rows(tx, those, where)}


@cache
def _statement(kolom: tuple[str, ...], which: LiteralString) -> LiteralString:
    """The statement that reads these columns of voters within a scope."""
    columns = ", ".join("nik as nik_akhir" if name == "nik_akhir" else name for name in kolom)
    return f"""
        select {columns} from pemilih
        where {which} and lokasi >= %(dari)s and lokasi < %(sampai)s
    """  # noqa: S608 - the names are the domain's
