"""Operations: work that outlives its request, with progress that commits on its own."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from election_common.database import within
from election_common.scope import Scope
from voter_registry.store.base import Base, Id, Kode, Waktu


class Operasi(Base):
    """One operation: what was asked, how far it is, what came of it."""

    __tablename__ = "operasi"

    id: Mapped[Id]
    jenis: Mapped[str]
    pemilihan: Mapped[Kode] = mapped_column(ForeignKey("pemilihan.id"))
    wilayah: Mapped[Kode]
    status: Mapped[str]
    langkah: Mapped[str]
    selesai: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[int] = mapped_column(BigInteger)
    argumen: Mapped[dict[str, Any]]
    hasil: Mapped[dict[str, Any] | None]
    masalah: Mapped[str | None]
    berkas_galat: Mapped[str | None]
    dibuat_oleh: Mapped[str]
    dibuat_pada: Mapped[Waktu]
    mulai_pada: Mapped[Waktu | None]
    selesai_pada: Mapped[Waktu | None]


async def get(tx: AsyncSession, scope: Scope, id_: UUID, *, lock: bool = False) -> Operasi | None:
    """One operation, its row locked for the worker that ends it."""
    query = select(Operasi).where(Operasi.id == id_, within(Operasi.wilayah, scope))
    return await tx.scalar(query.with_for_update() if lock else query)


async def of_region(
    tx: AsyncSession, scope: Scope, pemilihan: str, wilayah: str, jenis: str
) -> Sequence[Operasi]:
    """Operations of one kind for one region that have not failed."""
    found = await tx.scalars(
        select(Operasi).where(
            Operasi.pemilihan == pemilihan,
            Operasi.wilayah == wilayah,
            Operasi.jenis == jenis,
            Operasi.status != "gagal",
            within(Operasi.wilayah, scope),
        )
    )
    return found.all()


async def add(tx: AsyncSession, operasi: Operasi) -> Operasi:
    """Insert an operation and give it its id."""
    tx.add(operasi)
    await tx.flush()
    return operasi


async def progress(tx: AsyncSession, id_: UUID, **values: Any) -> None:
    """Write progress, in a transaction of its own."""
    await tx.execute(update(Operasi).where(Operasi.id == id_).values(**values))
