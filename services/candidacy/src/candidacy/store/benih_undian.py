"""The seed that was announced for a draw; a row of it never changes."""

from sqlalchemy import ForeignKey
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from candidacy.store.base import Base, Kode, Waktu
from election_common.kerangka.pemilihan import Pemilihan


class BenihUndian(Base):
    """The digest of a seed, and the outside value that was to join it: once for an election."""

    __tablename__ = "benih_undian"

    pemilihan: Mapped[Kode] = mapped_column(ForeignKey(Pemilihan.id), primary_key=True)
    komitmen: Mapped[str]
    sumber: Mapped[str]
    pada: Mapped[Waktu]
    diumumkan_oleh: Mapped[str]
    diumumkan_pada: Mapped[Waktu]


async def get(tx: AsyncSession, pemilihan: str) -> BenihUndian | None:
    """The announced seed of an election."""
    return await tx.get(BenihUndian, pemilihan)
