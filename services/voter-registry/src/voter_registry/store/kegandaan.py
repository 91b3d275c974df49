"""Duplicate cases."""

from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Uuid, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from election_common.database import within
from election_common.scope import Scope
from voter_registry.store.base import Base, Id, Kode


class Kegandaan(Base):
    """A case: records that may be one person, and what was decided."""

    __tablename__ = "kegandaan"

    id: Mapped[Id]
    pemilihan: Mapped[Kode] = mapped_column(ForeignKey("pemilihan.id"))
    wilayah: Mapped[Kode]
    jenis: Mapped[str]
    status: Mapped[str]
    anggota: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    pertahankan: Mapped[UUID | None]
    alasan: Mapped[str | None]
    versi: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versi}


async def get(tx: AsyncSession, scope: Scope, id_: UUID, *, lock: bool = False) -> Kegandaan | None:
    """One case, its row locked when it is about to be decided."""
    query = select(Kegandaan).where(Kegandaan.id == id_, within(Kegandaan.wilayah, scope))
    return await tx.scalar(query.with_for_update() if lock else query)
