"""Days that differ from the joint decree, and the calendars that they make."""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Index, ScalarSelect, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from complaints.domain.kalender import Kalender, Libur, SebabLibur
from complaints.store.base import Base, Kode
from election_common.page import Page, Part
from election_common.scope import NASIONAL, ancestors

#: Decrees are numbered one after the other: none is committed after one with a higher number.
_ALONE = text("select pg_advisory_xact_lock(hashtextextended('hari_khusus', 0))")


class HariKhusus(Base):
    """A day that differs in a region and all that lies in it; `versi` numbers what was decreed."""

    __tablename__ = "hari_khusus"
    __table_args__ = (Index("hari_khusus_versi", "versi"),)

    tanggal: Mapped[date] = mapped_column(primary_key=True)
    wilayah: Mapped[Kode] = mapped_column(primary_key=True)
    libur: Mapped[bool]
    nama: Mapped[str]
    dasar: Mapped[str] = mapped_column(server_default=text("'-'"))
    versi: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))


def latest() -> ScalarSelect[int]:
    """The number of the last decree; 0 without any."""
    return select(func.coalesce(func.max(HariKhusus.versi), 0)).scalar_subquery()


async def last_decree(tx: AsyncSession) -> int:
    """The number of the last decree."""
    return (await tx.execute(select(latest()))).scalar_one()


async def calendar(tx: AsyncSession, wilayah: str, sampai: int | None = None) -> Kalender:
    """The calendar of an office: its own days override those of the regions around it.

    Args:
        tx: The transaction.
        wilayah: The office.
        sampai: The last decree that it goes by; the last of all where none is named.
    """
    versi = await last_decree(tx) if sampai is None else sampai
    query = select(HariKhusus).where(_around(wilayah), HariKhusus.versi <= versi)
    found = await tx.scalars(query.order_by(func.length(HariKhusus.wilayah)))
    khusus = {
        h.tanggal: Libur(SebabLibur.LIBUR_SETEMPAT, h.nama) if h.libur else None for h in found
    }
    return Kalender(khusus, versi)


async def list_days(tx: AsyncSession, page: Page) -> Part[HariKhusus]:
    """All days that differ, in pages."""
    return await page.read(tx, select(HariKhusus), HariKhusus.tanggal, HariKhusus.wilayah)


async def put_day(tx: AsyncSession, values: dict[str, Any]) -> None:
    """Add a day that differs, or what a later decree says of it."""
    await tx.execute(_ALONE)
    said = values | {"versi": latest() + 1}
    row = insert(HariKhusus).values(said)
    anew = {name: row.excluded[name] for name in ("libur", "nama", "dasar", "versi")}
    await tx.execute(row.on_conflict_do_update(index_elements=["tanggal", "wilayah"], set_=anew))


async def decrees(
    tx: AsyncSession, wilayah: str, sejak: int, dari: date, sampai: date
) -> list[str]:
    """What was decreed after another decree about an office's days between two of them."""
    query = select(HariKhusus.dasar).where(_around(wilayah), HariKhusus.versi > sejak)
    query = query.where(HariKhusus.tanggal.between(dari, sampai))
    return list(await tx.scalars(query.order_by(HariKhusus.versi)))


def _around(wilayah: str) -> Any:  # noqa: ANN401 - a condition
    return HariKhusus.wilayah.in_([NASIONAL, *ancestors(wilayah)])
