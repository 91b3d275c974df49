"""The copy of voter-registry's regions."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from candidacy.store.base import Base, Kode


class Wilayah(Base):
    """A region with its official code and name."""

    __tablename__ = "wilayah"

    kode: Mapped[Kode] = mapped_column(primary_key=True)
    nama: Mapped[str]
    jenis: Mapped[str]
    induk: Mapped[Kode | None]


async def count_children(tx: AsyncSession, kode: str) -> int:
    """How many regions lie right below one."""
    return await tx.scalar(select(func.count()).where(Wilayah.induk == kode)) or 0


async def put_all(tx: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Insert regions, or rename those that are there."""
    new = insert(Wilayah)
    await tx.execute(
        new.on_conflict_do_update(
            index_elements=["kode"],
            set_={"nama": new.excluded.nama, "jenis": new.excluded.jenis},
        ),
        list(rows),
    )
