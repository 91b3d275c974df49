"""Attachments of tickets; the files are kept, and examined, under their SHA-256."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Row, Select, UniqueConstraint, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from complaints.store.base import Base, Waktu
from election_common.page import Page, Part
from election_common.tables import berkas


class Lampiran(Base):
    """An attachment; its file is `sidik`."""

    __tablename__ = "lampiran"
    __table_args__ = (UniqueConstraint("tiket", "sidik", "oleh", name="lampiran_unik"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tiket: Mapped[UUID] = mapped_column(ForeignKey("tiket.id"))
    sidik: Mapped[str] = mapped_column(ForeignKey(berkas.c.sidik))
    oleh: Mapped[str]
    diunggah_pada: Mapped[Waktu]


async def add(tx: AsyncSession, values: dict[str, Any]) -> Row[Any]:
    """Add an attachment; the same file of the same sender is the one that is there."""
    row = insert(Lampiran).values(values).on_conflict_do_nothing(constraint="lampiran_unik")
    await tx.execute(row)
    query = _of(values["tiket"], [values["oleh"]]).where(Lampiran.sidik == values["sidik"])
    found: Row[Any] = (await tx.execute(query)).one()
    return found


async def list_of(
    tx: AsyncSession, tiket: UUID, page: Page, oleh: Collection[str] | None = None
) -> Part[Row[Any]]:
    """The attachments of a ticket that the caller has been shown, the oldest first."""
    return await page.read(tx, _of(tiket, oleh), Lampiran.diunggah_pada, Lampiran.id)


async def get(
    tx: AsyncSession, tiket: UUID, id_: UUID, oleh: Collection[str] | None = None
) -> Row[Any] | None:
    """One attachment of a ticket."""
    query = _of(tiket, oleh).where(Lampiran.id == id_)
    found: Row[Any] | None = (await tx.execute(query)).one_or_none()
    return found


def _of(tiket: UUID, oleh: Collection[str] | None) -> Select[Any]:
    """Attachments of a ticket, or those of some senders, with what is known of their files."""
    columns = (Lampiran.id, Lampiran.sidik, Lampiran.diunggah_pada)
    found = (berkas.c.jenis, berkas.c.ukuran, berkas.c.status)
    query = select(*columns, *found).join(berkas).where(Lampiran.tiket == tiket)
    return query if oleh is None else query.where(Lampiran.oleh.in_(oleh))
