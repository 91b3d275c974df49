"""Public input on pairs: only the offices see that there is any."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, func, literal, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from candidacy.domain.tanggapan import Status
from candidacy.store.base import Base, Kode, Waktu
from candidacy.store.nominasi import Nominasi
from election_common.database import within
from election_common.page import Page, Part
from election_common.scope import SEMUA, Scope


class Tanggapan(Base):
    """A ticket of complaints that is about a nomination; `versi` is its ETag."""

    __tablename__ = "tanggapan"
    __table_args__ = (
        Index("tanggapan_terbuka", "nominasi", postgresql_where=text("status = 'terbuka'")),
    )

    tiket: Mapped[str] = mapped_column(primary_key=True)
    nominasi: Mapped[UUID] = mapped_column(ForeignKey("nominasi.id"))
    wilayah: Mapped[Kode]
    status: Mapped[str]
    diterima_pada: Mapped[Waktu]
    dijawab_pada: Mapped[Waktu | None]
    alasan: Mapped[str | None]
    versi: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versi}


async def hold_nominasi(tx: AsyncSession, pemilihan: str, nominasi: UUID) -> Nominasi | None:
    """The nomination of an election that an input is about, held."""
    query = select(Nominasi).where(Nominasi.id == nominasi, Nominasi.pemilihan == pemilihan)
    return await tx.scalar(query.with_for_update())


async def add(tx: AsyncSession, values: dict[str, Any]) -> bool:
    """Insert an input; says whether its ticket had none. The caller holds its nomination."""
    new = insert(Tanggapan).values(versi=1, **values).on_conflict_do_nothing()
    return await tx.scalar(new.returning(Tanggapan.tiket)) is not None


async def get(
    tx: AsyncSession, scope: Scope, tiket: str, *, lock: bool = False
) -> Tanggapan | None:
    """One input; nothing for a pair."""
    if scope.peserta != SEMUA:
        return None
    query = select(Tanggapan).where(Tanggapan.tiket == tiket, within(Tanggapan.wilayah, scope))
    return await tx.scalar(query.with_for_update() if lock else query)


async def list_of(tx: AsyncSession, scope: Scope, pemilihan: str, page: Page) -> Part[Tanggapan]:
    """A page of the inputs on the nominations of an election, the oldest first."""
    query = select(Tanggapan).where(*_of(scope, pemilihan))
    return await page.read(tx, query, Tanggapan.diterima_pada, Tanggapan.tiket)


async def count_open(tx: AsyncSession, scope: Scope, pemilihan: str) -> int:
    """How many inputs on the nominations of an election are not answered."""
    query = select(func.count()).where(*_of(scope, pemilihan), Tanggapan.status == Status.TERBUKA)
    return await tx.scalar(query) or 0


def _of(scope: Scope, pemilihan: str) -> tuple[ColumnElement[bool], ...]:
    """The inputs on an election's nominations that a scope shows; none to a pair."""
    nominations = select(Nominasi.id).where(Nominasi.pemilihan == pemilihan)
    office = literal(scope.peserta == SEMUA)
    return Tanggapan.nominasi.in_(nominations), within(Tanggapan.wilayah, scope), office
