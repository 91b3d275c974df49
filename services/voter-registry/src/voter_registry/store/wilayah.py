"""Regions: public reference data."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ForeignKey, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from voter_registry.store.base import Base, Kode


class Wilayah(Base):
    """A region with its official code and name."""

    __tablename__ = "wilayah"

    kode: Mapped[Kode] = mapped_column(primary_key=True)
    nama: Mapped[str]
    jenis: Mapped[str]
    induk: Mapped[Kode | None] = mapped_column(ForeignKey("wilayah.kode"))
    sumber: Mapped[str]


async def get(tx: AsyncSession, kode: str) -> Wilayah | None:
    """One region."""
    return await tx.get(Wilayah, kode)


async def children(tx: AsyncSession, kode: str) -> Sequence[Wilayah]:
    """The regions right below one, by code."""
    found = await tx.scalars(select(Wilayah).where(Wilayah.induk == kode).order_by(Wilayah.kode))
    return found.all()


async def codes_below(tx: AsyncSession, kode: str, length: int) -> list[str]:
    """Codes of one level (by its length) within a region."""
    found = await tx.scalars(
        select(Wilayah.kode)
        .where(Wilayah.kode >= kode, Wilayah.kode < kode + "~", func.length(Wilayah.kode) == length)
        .order_by(Wilayah.kode)
    )
    return list(found)


async def existing(tx: AsyncSession, codes: Collection[str]) -> set[str]:
    """Which of these codes are known."""
    return set(await tx.scalars(select(Wilayah.kode).where(Wilayah.kode.in_(codes))))


async def add_all(tx: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Insert many regions, parents first."""
    await tx.execute(insert(Wilayah), list(rows))
