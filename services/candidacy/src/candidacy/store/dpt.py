"""The copy of the DPT of a province, as its plenary recapitulated it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from candidacy.store.base import Base, Kode


class RekapDpt(Base):
    """Voters of a province in the DPT of an election."""

    __tablename__ = "rekap_dpt"

    pemilihan: Mapped[Kode] = mapped_column(primary_key=True)
    wilayah: Mapped[Kode] = mapped_column(primary_key=True)
    jumlah: Mapped[int]
    asal: Mapped[str]
    ba_nomor: Mapped[str]


async def of(tx: AsyncSession, pemilihan: str, wilayah: str) -> RekapDpt | None:
    """The DPT of one region."""
    return await tx.scalar(
        select(RekapDpt).where(RekapDpt.pemilihan == pemilihan, RekapDpt.wilayah == wilayah)
    )


async def put(tx: AsyncSession, values: dict[str, Any]) -> None:
    """Keep what a province recapitulated."""
    await tx.execute(
        insert(RekapDpt)
        .values(**values)
        .on_conflict_do_update(index_elements=["pemilihan", "wilayah"], set_=values)
    )
