"""Attachments of tickets; the files lie in the file store under their SHA-256."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from complaints.store.base import Base, Waktu


class Lampiran(Base):
    """An attachment; in quarantine until something has looked into it."""

    __tablename__ = "lampiran"
    __table_args__ = (UniqueConstraint("tiket", "sidik", name="lampiran_unik"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tiket: Mapped[UUID] = mapped_column(ForeignKey("tiket.id"))
    sidik: Mapped[str]
    jenis: Mapped[str]
    ukuran: Mapped[int] = mapped_column(BigInteger)
    karantina: Mapped[bool]
    oleh: Mapped[str]
    diunggah_pada: Mapped[Waktu]


async def add(tx: AsyncSession, values: dict[str, Any]) -> Lampiran:
    """Add an attachment; the same file on the same ticket is the one that is there."""
    row = insert(Lampiran).values(values).on_conflict_do_nothing(constraint="lampiran_unik")
    await tx.execute(row)
    query = select(Lampiran).where(
        Lampiran.tiket == values["tiket"], Lampiran.sidik == values["sidik"]
    )
    return (await tx.scalars(query)).one()


async def of_ticket(tx: AsyncSession, tiket: UUID) -> Sequence[Lampiran]:
    """The attachments of a ticket that the caller has been shown."""
    query = select(Lampiran).where(Lampiran.tiket == tiket).order_by(Lampiran.diunggah_pada)
    return (await tx.scalars(query)).all()


async def get(tx: AsyncSession, tiket: UUID, id_: UUID) -> Lampiran | None:
    """One attachment of a ticket."""
    return await tx.scalar(select(Lampiran).where(Lampiran.tiket == tiket, Lampiran.id == id_))
