"""Articles: every version is kept, the newest one answers."""

from typing import Any

from sqlalchemy import ARRAY, Select, Text, func, insert, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from complaints.domain.artikel import Artikel
from complaints.store.base import Base, Waktu
from election_common.page import Page, Part


class ArtikelRow(Base):
    """A version of an article."""

    __tablename__ = "artikel"

    kode: Mapped[str] = mapped_column(primary_key=True)
    versi: Mapped[int] = mapped_column(primary_key=True)
    pemilik: Mapped[str]
    judul: Mapped[str]
    isi: Mapped[str]
    kata_kunci: Mapped[list[str]] = mapped_column(ARRAY(Text))
    oleh: Mapped[str]
    terbit_pada: Mapped[Waktu]


async def newest(tx: AsyncSession) -> list[Artikel]:
    """The newest version of every article."""
    rows = await tx.scalars(_newest().order_by(ArtikelRow.kode))
    return [Artikel(r.kode, r.versi, r.pemilik, r.judul, r.isi, tuple(r.kata_kunci)) for r in rows]


async def list_newest(tx: AsyncSession, page: Page) -> Part[ArtikelRow]:
    """The newest version of every article, in pages."""
    return await page.read(tx, _newest(), ArtikelRow.kode)


async def get(tx: AsyncSession, kode: str) -> ArtikelRow | None:
    """The newest version of one article."""
    query = select(ArtikelRow).where(ArtikelRow.kode == kode)
    return await tx.scalar(query.order_by(ArtikelRow.versi.desc()).limit(1))


async def hold(tx: AsyncSession, kode: str) -> int:
    """Hold an article until the transaction ends; its newest version, 0 when there is none."""
    await tx.execute(
        text("select pg_advisory_xact_lock(hashtextextended('artikel/' || :kode, 0))"),
        {"kode": kode},
    )
    newest = await get(tx, kode)
    return newest.versi if newest else 0


async def add(tx: AsyncSession, values: dict[str, Any]) -> None:
    """Add a version."""
    await tx.execute(insert(ArtikelRow), [values])


def _newest() -> Select[ArtikelRow]:
    last = select(ArtikelRow.kode, func.max(ArtikelRow.versi)).group_by(ArtikelRow.kode)
    return select(ArtikelRow).where(tuple_(ArtikelRow.kode, ArtikelRow.versi).in_(last))
