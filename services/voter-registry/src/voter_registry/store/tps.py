"""Polling stations as they were mapped: public."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from voter_registry.store.base import Base, Kode


class Tps(Base):
    """A polling station: its code is the village's and three digits."""

    __tablename__ = "tps"

    pemilihan: Mapped[Kode] = mapped_column(ForeignKey("pemilihan.id"), primary_key=True)
    kode: Mapped[Kode] = mapped_column(primary_key=True)
    alamat: Mapped[str]


async def add_all(tx: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Insert the polling stations of a mapping."""
    await tx.execute(insert(Tps), list(rows))


async def codes(tx: AsyncSession, pemilihan: str, wilayah: str) -> set[str]:
    """Codes of the polling stations in a region."""
    found = await tx.scalars(
        select(Tps.kode).where(
            Tps.pemilihan == pemilihan, Tps.kode >= wilayah, Tps.kode < wilayah + "~"
        )
    )
    return set(found)
