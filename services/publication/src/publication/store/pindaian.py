"""Scans of the forms of TPS: every one stays, in the order in which they came."""

from collections.abc import Sequence

from sqlalchemy import ForeignKey, Select, UniqueConstraint, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from election_common.page import Page, Part
from election_common.tables import berkas
from publication.store.base import Base, Kode, Waktu


class Pindaian(Base):
    """A scan; its file is `sidik`."""

    __tablename__ = "pindaian"
    __table_args__ = (UniqueConstraint("pemilihan", "tps", "sidik", name="pindaian_sekali"),)

    pemilihan: Mapped[Kode] = mapped_column(primary_key=True)
    tps: Mapped[Kode] = mapped_column(primary_key=True)
    urut: Mapped[int] = mapped_column(primary_key=True)
    sidik: Mapped[str] = mapped_column(ForeignKey(berkas.c.sidik))
    diunggah_pada: Mapped[Waktu]


def _of(pemilihan: str, tps: str) -> Select[Pindaian]:
    return select(Pindaian).where(Pindaian.pemilihan == pemilihan, Pindaian.tps == tps)


async def list_of(tx: AsyncSession, pemilihan: str, tps: str, page: Page) -> Part[Pindaian]:
    """The scans of a TPS, the oldest first."""
    return await page.read(tx, _of(pemilihan, tps), Pindaian.urut)


async def of_tps(tx: AsyncSession, pemilihan: str, tps: str) -> Sequence[Pindaian]:
    """All scans of a TPS, the oldest first."""
    return (await tx.scalars(_of(pemilihan, tps).order_by(Pindaian.urut))).all()


async def get(tx: AsyncSession, pemilihan: str, tps: str, urut: int) -> Pindaian | None:
    """One scan."""
    return await tx.get(Pindaian, (pemilihan, tps, urut))


async def hold(tx: AsyncSession, pemilihan: str, tps: str) -> None:
    """Hold the order of a TPS's scans until the transaction ends."""
    key = func.hashtextextended(f"pindaian/{pemilihan}/{tps}", 0)
    await tx.execute(select(func.pg_advisory_xact_lock(key)))
