"""The draw of an election's numbers, and those before it that were discarded."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from candidacy.store.base import Base, Kode, Waktu
from election_common.kerangka.pemilihan import Pemilihan


class Pengundian(Base):
    """A draw, by a seed or by balls, that two persons entered; one of them stands."""

    __tablename__ = "pengundian"
    __table_args__ = (
        Index(
            "pengundian_berlaku", "pemilihan", unique=True,
            postgresql_where=text("dibatalkan_pada is null"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    pemilihan: Mapped[Kode] = mapped_column(ForeignKey(Pemilihan.id))
    cara: Mapped[str]
    benih: Mapped[str | None]
    nilai_luar: Mapped[str | None]
    sumber: Mapped[str]
    nomor: Mapped[dict[str, Any]]
    alasan: Mapped[str | None]
    ba_nomor: Mapped[str]
    sk_nomor: Mapped[str]
    dicatat_oleh: Mapped[str]
    dikonfirmasi_oleh: Mapped[str | None]
    dicatat_pada: Mapped[Waktu]
    alasan_pembatalan: Mapped[str | None]
    dibatalkan_oleh: Mapped[str | None]
    dibatalkan_pada: Mapped[Waktu | None]
    versi: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versi}


async def add_draw(tx: AsyncSession, values: dict[str, Any]) -> bool:
    """Insert the draw of an election; says whether none stood.

    Its version goes on from those that were discarded: an older one names nothing any more.
    """
    mine = Pengundian.pemilihan == values["pemilihan"]
    versi = select(func.coalesce(func.max(Pengundian.versi), 0) + 1).where(mine)
    new = insert(Pengundian).values(versi=versi.scalar_subquery(), **values)
    return await tx.scalar(new.on_conflict_do_nothing().returning(Pengundian.id)) is not None


async def draw(tx: AsyncSession, pemilihan: str, *, lock: bool = False) -> Pengundian | None:
    """The draw of an election that stands, or waits for its second entry."""
    query = select(Pengundian).where(
        Pengundian.pemilihan == pemilihan, Pengundian.dibatalkan_pada.is_(None)
    )
    return await tx.scalar(query.with_for_update() if lock else query)


async def draws(tx: AsyncSession, pemilihan: str) -> Sequence[Pengundian]:
    """Every draw of an election in order, those that were discarded too."""
    query = select(Pengundian).where(Pengundian.pemilihan == pemilihan).order_by(Pengundian.id)
    return (await tx.scalars(query)).all()
