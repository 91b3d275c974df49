"""Responses of the public, by the ticket that each came as."""

from uuid import UUID

from sqlalchemy import Index, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from election_common.database import within
from election_common.page import Page, Part
from election_common.scope import Scope
from voter_registry.store.base import Base, Kode, Waktu


class Tanggapan(Base):
    """A response; who gave it is known to complaints alone. `versi` is its ETag."""

    __tablename__ = "tanggapan"
    __table_args__ = (Index("tanggapan_wilayah", "pemilihan", "wilayah"),)

    tiket: Mapped[UUID] = mapped_column(primary_key=True)
    pemilihan: Mapped[Kode]
    wilayah: Mapped[Kode]
    tahap: Mapped[str]
    pokok: Mapped[str]
    status: Mapped[str]
    hasil: Mapped[str | None]
    alasan: Mapped[str | None]
    pesan: Mapped[UUID]
    kabar: Mapped[str | None]
    diterima_pada: Mapped[Waktu]
    dijawab_pada: Mapped[Waktu | None]
    versi: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versi}


async def get(
    tx: AsyncSession, scope: Scope, tiket: UUID, *, lock: bool = False
) -> Tanggapan | None:
    """One response, its row locked when it is about to be answered."""
    query = select(Tanggapan).where(Tanggapan.tiket == tiket, within(Tanggapan.wilayah, scope))
    return await tx.scalar(query.with_for_update() if lock else query)


async def of_region(tx: AsyncSession, scope: Scope, pemilihan: str, page: Page) -> Part[Tanggapan]:
    """The responses of an election in the caller's region, the oldest first."""
    mine = within(Tanggapan.wilayah, scope)
    query = select(Tanggapan).where(Tanggapan.pemilihan == pemilihan, mine)
    return await page.read(tx, query, Tanggapan.tiket)


async def note_delivery(tx: AsyncSession, pesan: UUID, kabar: str) -> None:
    """Note what became of the message about a response."""
    await tx.execute(update(Tanggapan).where(Tanggapan.pesan == pesan).values(kabar=kabar))
