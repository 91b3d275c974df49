"""Checkpoints of the audits of all services, as they were first received: never changed."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from election_common import tables
from election_common.titik_periksa import TitikPeriksa, of_row
from publication.store.base import Base

OWN = "publication"
#: Checkpoints whose files are not known to be there, or of this service that are not kept yet.
WAITING = """exists (select from titik_periksa_terbit where not terpasang)
    or (select max(nomor) from titik_periksa)
       > (select coalesce(max(nomor), 0) from titik_periksa_terbit where layanan = 'publication')"""


class TitikPeriksaTerbit(Base):
    """A checkpoint; `terpasang` once its file is there."""

    __tablename__ = "titik_periksa_terbit"

    layanan: Mapped[str] = mapped_column(primary_key=True)
    nomor: Mapped[int] = mapped_column(primary_key=True)
    isi: Mapped[dict[str, Any]]
    terpasang: Mapped[bool]


async def add(tx: AsyncSession, layanan: str, nomor: int, isi: dict[str, Any]) -> dict[str, Any]:
    """Keep a checkpoint unless its number is known; returns what is kept under it."""
    row = {"layanan": layanan, "nomor": nomor, "isi": isi, "terpasang": False}
    await tx.execute(insert(TitikPeriksaTerbit).values(row).on_conflict_do_nothing())
    return (await tx.get_one(TitikPeriksaTerbit, (layanan, nomor))).isi


async def last(tx: AsyncSession, layanan: str) -> TitikPeriksa | None:
    """The newest checkpoint of a service."""
    t = TitikPeriksaTerbit
    query = select(t.isi).where(t.layanan == layanan).order_by(t.nomor.desc()).limit(1)
    isi = await tx.scalar(query)
    return TitikPeriksa(**isi) if isi else None


async def add_own(tx: AsyncSession) -> None:
    """Keep the checkpoints of this service's own audit: its facts go to others only."""
    known = select(func.coalesce(func.max(TitikPeriksaTerbit.nomor), 0)).where(
        TitikPeriksaTerbit.layanan == OWN
    )
    own = select(tables.titik_periksa).where(tables.titik_periksa.c.nomor > known.scalar_subquery())
    for row in (await tx.execute(own)).all():
        await add(tx, OWN, row.nomor, asdict(of_row(OWN, row)))


async def waiting(tx: AsyncSession) -> list[str]:
    """Services with checkpoints whose files are not known to be there."""
    t = TitikPeriksaTerbit
    return list(await tx.scalars(select(t.layanan).distinct().where(~t.terpasang)))


async def of_service(tx: AsyncSession, layanan: str) -> Sequence[TitikPeriksaTerbit]:
    """All checkpoints of a service, the oldest first."""
    t = TitikPeriksaTerbit
    found = await tx.scalars(select(t).where(t.layanan == layanan).order_by(t.nomor))
    return found.all()


async def newest(tx: AsyncSession) -> Sequence[TitikPeriksaTerbit]:
    """The newest checkpoint of each service."""
    t = TitikPeriksaTerbit
    found = await tx.scalars(
        select(t).ext(distinct_on(t.layanan)).order_by(t.layanan, t.nomor.desc())
    )
    return found.all()


async def set_missing(tx: AsyncSession, layanan: str) -> None:
    """Have all files of a service's checkpoints written anew."""
    t = TitikPeriksaTerbit
    await tx.execute(update(t).where(t.layanan == layanan).values(terpasang=False))
