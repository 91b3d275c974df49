"""History and notes of tickets: only ever added."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from complaints.store.base import Base, Waktu
from election_common.page import Page, Part


class Riwayat(Base):
    """An act on a ticket. `rincian` holds no personal data; `keterangan` is sealed."""

    __tablename__ = "riwayat"
    __table_args__ = (Index("riwayat_tiket", "tiket", "urut"),)

    urut: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    tiket: Mapped[UUID] = mapped_column(ForeignKey("tiket.id"))
    pada: Mapped[Waktu]
    oleh: Mapped[str]
    tindakan: Mapped[str]
    dari: Mapped[str]
    ke: Mapped[str]
    rincian: Mapped[dict[str, Any]]
    keterangan: Mapped[bytes | None]


class Catatan(Base):
    """An internal note, sealed."""

    __tablename__ = "catatan"
    __table_args__ = (Index("catatan_tiket", "tiket", "pada"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tiket: Mapped[UUID] = mapped_column(ForeignKey("tiket.id"))
    pada: Mapped[Waktu]
    oleh: Mapped[str]
    isi: Mapped[bytes]


def place(table: str, id_: UUID) -> str:
    """What sealed words are bound to: their row of `riwayat` or `catatan`."""
    return f"{table}|{id_}"


async def add(tx: AsyncSession, values: dict[str, Any]) -> None:
    """Add a row of history."""
    await tx.execute(insert(Riwayat), [values])


async def of_ticket(tx: AsyncSession, tiket: UUID) -> Sequence[Riwayat]:
    """The history of a ticket that the caller has been shown."""
    query = select(Riwayat).where(Riwayat.tiket == tiket).order_by(Riwayat.urut)
    return (await tx.scalars(query)).all()


async def list_of(tx: AsyncSession, tiket: UUID, page: Page) -> Part[Riwayat]:
    """The history of a ticket that the caller has been shown, in pages."""
    return await page.read(tx, select(Riwayat).where(Riwayat.tiket == tiket), Riwayat.urut)


async def add_note(tx: AsyncSession, values: dict[str, Any]) -> None:
    """Add an internal note."""
    await tx.execute(insert(Catatan), [values])


async def notes(tx: AsyncSession, tiket: UUID, page: Page) -> Part[Catatan]:
    """The notes on a ticket that the caller has been shown, the oldest first."""
    query = select(Catatan).where(Catatan.tiket == tiket)
    return await page.read(tx, query, Catatan.pada, Catatan.id)
