"""Pages: a list in pieces, each beginning after the key where the last one ended.

No offsets: a row that is there during a whole walk is seen exactly once, whatever is inserted and
deleted meanwhile. The key must be unique and never change.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import Depends, Query, Request
from pydantic import BaseModel, Field
from sqlalchemy import Column, Select, Text, cast, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from election_common.cursor import Cursors

MAX_ROWS = 200
DEFAULT_ROWS = 50

#: A column of the key, by its name in the row.
KeyColumn = Column[Any] | InstrumentedAttribute[Any]

T = TypeVar("T")
Row = TypeVar("Row")


class Daftar(BaseModel, Generic[T]):
    """A page of a list: the shape of every list of the house."""

    data: list[T]
    berikut: str | None = Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    jumlah: int | None = Field(description="Jumlah seluruhnya, bila `hitung=ya`")


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """Rows of one page, the key of its last row when more follow, the total when wished."""

    rows: Sequence[Row]
    last: tuple[Any, ...] | None
    total: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """The page that the caller wants."""

    cursors: Cursors
    limit: int
    after: list[str] | None
    counted: bool

    async def read(self, tx: AsyncSession, query: Select[Any], *key: KeyColumn) -> Part[Any]:
        """Read the page of a query: entities when it selects one, rows when it selects columns.

        Args:
            tx: The transaction.
            query: The whole list, unordered.
            key: Columns that order it, unique together; the query selects them too.
        """
        page = query.order_by(*key).limit(self.limit + 1)
        if self.after is not None:
            # As text and cast by the database: it knows each column's own form.
            after = [cast(literal(v, Text), k.type) for v, k in zip(self.after, key, strict=True)]
            page = page.where(tuple_(*key) > tuple_(*after))
        result = await tx.execute(page)
        one_entity = len(query.column_descriptions) == 1
        found = result.scalars().all() if one_entity else result.all()
        rows = found[: self.limit]
        more = len(found) > self.limit
        last = tuple(getattr(rows[-1], column.key) for column in key) if more else None
        return Part(rows, last, await self._total(tx, query))

    def answer(self, part: Part[Row], shape: Callable[[Row], T]) -> Daftar[T]:
        """The page as its caller reads it."""
        return Daftar(
            data=[shape(row) for row in part.rows],
            berikut=self.cursors.write(part.last) if part.last else None,
            jumlah=part.total,
        )

    async def _total(self, tx: AsyncSession, query: Select[Any]) -> int | None:
        if not self.counted:
            return None
        return await tx.scalar(select(func.count()).select_from(query.subquery()))


async def _page(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=MAX_ROWS, description="Baris per halaman")] = DEFAULT_ROWS,
    cursor: Annotated[
        str | None, Query(max_length=1000, description="`berikut` dari halaman sebelumnya")
    ] = None,
    hitung: Annotated[
        Literal["ya"] | None, Query(description="`ya`: sertakan jumlah seluruhnya")
    ] = None,
) -> Page:
    """Read which page is wanted; refuses a cursor that this list did not give."""
    key = request.app.state.keyring.cursor
    cursors = Cursors.of(key, request.url.path, request.query_params.multi_items())
    after = cursors.read(cursor) if cursor else None
    return Page(cursors, limit, after, counted=hitung is not None)


Halaman = Annotated[Page, Depends(_page)]
