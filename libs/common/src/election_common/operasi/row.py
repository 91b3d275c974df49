"""The row of an operation: what was asked, how far it is, what came of it.

Its progress commits on its own, so the row carries no version: the work's transaction, which closes
it, must not lose to its own progress.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Select, Text, Uuid, literal, select, text, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from election_common import tables
from election_common.database import within
from election_common.scope import SEMUA, Scope

_WITHOUT_JOB = text("""not exists (
    select from procrastinate_jobs j
    where j.args ->> 'operasi' = operasi.id::text and j.status in ('todo', 'doing'))""")


class Base(DeclarativeBase):
    """Base of the mapped rows that all services share."""

    metadata = tables.metadata
    type_annotation_map = {
        str: Text,
        int: BigInteger,
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
    }


class Operasi(Base):
    """One operation, in the region of whoever may watch it."""

    __tablename__ = "operasi"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, server_default=text("uuidv7()"))
    jenis: Mapped[str]
    pemilihan: Mapped[str] = mapped_column(Text(collation="C"))
    wilayah: Mapped[str] = mapped_column(Text(collation="C"))
    status: Mapped[str]
    langkah: Mapped[str]
    selesai: Mapped[int]
    total: Mapped[int]
    argumen: Mapped[dict[str, Any]]
    hasil: Mapped[dict[str, Any] | None]
    masalah: Mapped[str | None]
    berkas_galat: Mapped[str | None]
    dibuat_oleh: Mapped[str]
    dibuat_pada: Mapped[datetime]
    mulai_pada: Mapped[datetime | None]
    selesai_pada: Mapped[datetime | None]

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.status in {"selesai", "gagal"}


async def get(tx: AsyncSession, scope: Scope, id_: UUID, *, lock: bool = False) -> Operasi | None:
    """One operation, its row locked for the worker that ends it; none for a party or a citizen."""
    office = literal(scope.peserta == scope.pemilik == SEMUA)
    query = select(Operasi).where(Operasi.id == id_, within(Operasi.wilayah, scope), office)
    return await tx.scalar(query.with_for_update() if lock else query)


def of_region(
    scope: Scope, pemilihan: str, wilayah: str, jenis: Collection[str]
) -> Select[Operasi]:
    """Query of the operations of some kinds for one region that have not failed."""
    return select(Operasi).where(
        Operasi.pemilihan == pemilihan,
        Operasi.wilayah == wilayah,
        Operasi.jenis.in_(jenis),
        Operasi.status != "gagal",
        within(Operasi.wilayah, scope),
    )


async def abandoned(tx: AsyncSession) -> Sequence[Operasi]:
    """Operations that no job will end, their rows locked; a job and its operation begin as one."""
    query = select(Operasi).where(Operasi.status.in_(["menunggu", "berjalan"]), _WITHOUT_JOB)
    return (await tx.scalars(query.with_for_update(skip_locked=True))).all()


async def list_of_region(
    tx: AsyncSession, scope: Scope, pemilihan: str, wilayah: str, jenis: str
) -> Sequence[Operasi]:
    """All operations of one kind for one region that have not failed."""
    return (await tx.scalars(of_region(scope, pemilihan, wilayah, [jenis]))).all()


async def add(tx: AsyncSession, operasi: Operasi) -> Operasi:
    """Insert an operation and give it its id."""
    tx.add(operasi)
    await tx.flush()
    return operasi


async def progress(tx: AsyncSession, id_: UUID, **values: Any) -> None:
    """Write progress, in a transaction of its own."""
    await tx.execute(update(Operasi).where(Operasi.id == id_).values(**values))
