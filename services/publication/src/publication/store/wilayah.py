"""The copy of voter-registry's regions."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from publication.domain.potret import PANJANG_DESA, PANJANG_KECAMATAN
from publication.domain.potret import Wilayah as Nilai
from publication.store.base import Base, Kode


class Wilayah(Base):
    """A region with its official code and name."""

    __tablename__ = "wilayah"

    kode: Mapped[Kode] = mapped_column(primary_key=True)
    nama: Mapped[str]
    jenis: Mapped[str]
    induk: Mapped[Kode | None]


async def within(tx: AsyncSession, kode: str) -> dict[str, Nilai]:
    """A region and what lies in it, by code; villages only of a single kecamatan."""
    longest = PANJANG_DESA if len(kode) == PANJANG_KECAMATAN else PANJANG_KECAMATAN
    found = await tx.scalars(
        select(Wilayah).where(
            or_(Wilayah.kode == kode, (Wilayah.kode > kode) & (Wilayah.kode < kode + "~")),
            func.length(Wilayah.kode) <= longest,
        )
    )
    return {w.kode: Nilai(w.kode, w.nama, w.jenis, w.induk) for w in found}


async def children(tx: AsyncSession, kode: str) -> list[str]:
    """Codes of the regions right below one."""
    found = await tx.scalars(
        select(Wilayah.kode).where(Wilayah.induk == kode).order_by(Wilayah.kode)
    )
    return list(found)


async def kecamatan(tx: AsyncSession, kode: str) -> list[str]:
    """Codes of the kecamatan in a region."""
    found = await tx.scalars(
        select(Wilayah.kode).where(
            Wilayah.kode >= kode,
            Wilayah.kode < kode + "~",
            func.length(Wilayah.kode) == PANJANG_KECAMATAN,
        )
    )
    return list(found)


async def put_all(tx: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Insert regions, or rename those that are there."""
    new = insert(Wilayah)
    await tx.execute(
        new.on_conflict_do_update(
            index_elements=["kode"],
            set_={"nama": new.excluded.nama, "jenis": new.excluded.jenis},
        ),
        list(rows),
    )
