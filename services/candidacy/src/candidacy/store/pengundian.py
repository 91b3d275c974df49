"""The draw of an election's numbers."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from candidacy.store.base import Base, Kode, Waktu
from election_common.kerangka.pemilihan import Pemilihan


class Pengundian(Base):
    """The draw: by a seed, or by balls whose result two persons entered."""

    __tablename__ = "pengundian"

    pemilihan: Mapped[Kode] = mapped_column(ForeignKey(Pemilihan.id), primary_key=True)
    cara: Mapped[str]
    benih: Mapped[str | None]
    sumber: Mapped[str]
    nomor: Mapped[dict[str, Any]]
    ba_nomor: Mapped[str]
    sk_nomor: Mapped[str]
    dicatat_oleh: Mapped[str]
    dikonfirmasi_oleh: Mapped[str | None]
    dicatat_pada: Mapped[Waktu]
    versi: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versi}


async def add_draw(tx: AsyncSession, values: dict[str, Any]) -> bool:
    """Insert the draw of an election; says whether it had none."""
    new = insert(Pengundian).values(versi=1, **values).on_conflict_do_nothing()
    return await tx.scalar(new.returning(Pengundian.pemilihan)) is not None


async def draw(tx: AsyncSession, pemilihan: str, *, lock: bool = False) -> Pengundian | None:
    """The draw of an election."""
    return await tx.get(Pengundian, pemilihan, with_for_update=lock)
