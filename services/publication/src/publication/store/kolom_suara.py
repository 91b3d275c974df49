"""The columns of the form of each election."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import ForeignKey, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from election_common.kerangka.pemilihan import Pemilihan
from publication.domain.kolom import Jenis, Kolom
from publication.store.base import Base, Kode


class KolomSuara(Base):
    """A column of the form."""

    __tablename__ = "kolom_suara"

    pemilihan: Mapped[Kode] = mapped_column(ForeignKey(Pemilihan.id), primary_key=True)
    nomor: Mapped[int] = mapped_column(primary_key=True)
    jenis: Mapped[str]
    label: Mapped[str]
    pembatalan: Mapped[str | None]


async def of(tx: AsyncSession, pemilihan: str) -> list[Kolom]:
    """The columns of an election, by number; none while they are not determined."""
    found = await tx.scalars(
        select(KolomSuara).where(KolomSuara.pemilihan == pemilihan).order_by(KolomSuara.nomor)
    )
    return [Kolom(k.nomor, Jenis(k.jenis), k.label, k.pembatalan) for k in found]


async def add(tx: AsyncSession, pemilihan: str, kolom: Sequence[Kolom]) -> bool:
    """Insert the columns of an election; says whether it had none."""
    new = insert(KolomSuara).on_conflict_do_nothing().returning(KolomSuara.nomor)
    added = await tx.scalars(new, [{"pemilihan": pemilihan, **asdict(k)} for k in kolom])
    return len(added.all()) == len(kolom)


async def revoke(tx: AsyncSession, pemilihan: str, nomor: int, keputusan: str) -> None:
    """Note by which decision the pair of a column was revoked."""
    mine = (KolomSuara.pemilihan == pemilihan) & (KolomSuara.nomor == nomor)
    await tx.execute(update(KolomSuara).where(mine).values(pembatalan=keputusan))
