"""Voter lists: one per election and kabupaten/kota."""

from collections.abc import Sequence
from enum import Enum
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Select,
    UniqueConstraint,
    func,
    insert,
    literal,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from election_common.database import within
from election_common.page import Page, Part
from election_common.scope import Scope
from voter_registry.store.base import Base, Id, Kode


class DaftarPemilih(Base):
    """A list and the stage it has reached; `versi` is its ETag."""

    __tablename__ = "daftar_pemilih"

    id: Mapped[Id]
    pemilihan: Mapped[Kode] = mapped_column(ForeignKey("pemilihan.id"))
    wilayah: Mapped[Kode] = mapped_column(ForeignKey("wilayah.kode"))
    tahap: Mapped[str]
    asal: Mapped[str | None]
    versi: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versi}
    __table_args__ = (
        UniqueConstraint("pemilihan", "wilayah", name="daftar_pemilih_satu_per_wilayah"),
    )


def visible(kode: InstrumentedAttribute[str], scope: Scope) -> ColumnElement[bool]:
    """Rows of regions within the scope, and of those that contain it."""
    return or_(within(kode, scope), func.starts_with(literal(scope.dari), kode))


class Lock(Enum):
    """How a list's row is held: not at all, beside others who add to it, or alone to move it."""

    NONE = "none"
    SHARE = "share"
    UPDATE = "update"


def _locked(query: Select[DaftarPemilih], lock: Lock) -> Select[DaftarPemilih]:
    if lock is Lock.NONE:
        return query
    return query.with_for_update(read=lock is Lock.SHARE).execution_options(populate_existing=True)


async def get(
    tx: AsyncSession, scope: Scope, id_: UUID, *, lock: Lock = Lock.NONE
) -> DaftarPemilih | None:
    """One list."""
    query = select(DaftarPemilih).where(
        DaftarPemilih.id == id_, visible(DaftarPemilih.wilayah, scope)
    )
    return await tx.scalar(_locked(query, lock))


async def of_region(
    tx: AsyncSession, scope: Scope, pemilihan: str, kab: str, *, lock: Lock = Lock.NONE
) -> DaftarPemilih | None:
    """The list of one kabupaten/kota."""
    query = select(DaftarPemilih).where(
        DaftarPemilih.pemilihan == pemilihan,
        DaftarPemilih.wilayah == kab,
        visible(DaftarPemilih.wilayah, scope),
    )
    return await tx.scalar(_locked(query, lock))


async def of_election(
    tx: AsyncSession, scope: Scope, pemilihan: str, page: Page
) -> Part[DaftarPemilih]:
    """The lists of an election that the caller may see."""
    query = select(DaftarPemilih).where(
        DaftarPemilih.pemilihan == pemilihan, visible(DaftarPemilih.wilayah, scope)
    )
    return await page.read(tx, query, DaftarPemilih.wilayah)


async def open_all(tx: AsyncSession, pemilihan: str, kabs: Sequence[str], tahap: str) -> None:
    """Open an empty list for each kabupaten/kota."""
    await tx.execute(
        insert(DaftarPemilih),
        [{"pemilihan": pemilihan, "wilayah": kab, "tahap": tahap, "versi": 1} for kab in kabs],
    )
