"""Minutes of the plenaries that recapitulate a list below or above its own level."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from election_common.database import within
from election_common.scope import Scope
from voter_registry.domain.rekap import Rekap
from voter_registry.store.base import Base, Kode, Waktu


class Rekapitulasi(Base):
    """What one plenary declared, with its minutes."""

    __tablename__ = "rekapitulasi"

    pemilihan: Mapped[Kode] = mapped_column(ForeignKey("pemilihan.id"), primary_key=True)
    tahap: Mapped[str] = mapped_column(primary_key=True)
    wilayah: Mapped[Kode] = mapped_column(ForeignKey("wilayah.kode"), primary_key=True)
    l: Mapped[int]
    p: Mapped[int]
    tps: Mapped[int]
    asal: Mapped[str]
    ba_nomor: Mapped[str]
    ba_tanggal: Mapped[date]
    penanda_tangan: Mapped[list[Any]]
    pada: Mapped[Waktu]


async def get(
    tx: AsyncSession, scope: Scope, pemilihan: str, tahap: str, wilayah: str
) -> Rekapitulasi | None:
    """Minutes of one stage and region."""
    return await tx.scalar(
        select(Rekapitulasi).where(
            Rekapitulasi.pemilihan == pemilihan,
            Rekapitulasi.tahap == tahap,
            Rekapitulasi.wilayah == wilayah,
            within(Rekapitulasi.wilayah, scope),
        )
    )


async def villages(tx: AsyncSession, pemilihan: str, tahap: str, kab: str) -> frozenset[str]:
    """Villages of a kabupaten/kota with minutes of a stage, whatever the scope of the caller."""
    query = text("select desa_direkap(:pemilihan, :tahap, :kab)")
    found = await tx.scalars(query, {"pemilihan": pemilihan, "tahap": tahap, "kab": kab})
    return frozenset(found)


async def declared_below(
    tx: AsyncSession, scope: Scope, pemilihan: str, tahap: str, wilayah: str, length: int
) -> dict[str, Rekap]:
    """What the plenaries of one level (by code length) within a region declared."""
    found = await tx.scalars(
        select(Rekapitulasi).where(
            Rekapitulasi.pemilihan == pemilihan,
            Rekapitulasi.tahap == tahap,
            within(Rekapitulasi.wilayah, scope & Scope.wilayah(wilayah)),
            func.length(Rekapitulasi.wilayah) == length,
        )
    )
    return {r.wilayah: Rekap(r.l, r.p, r.tps) for r in found}


async def add(tx: AsyncSession, **values: Any) -> None:
    """Insert minutes; raises IntegrityError when they are there already."""
    await tx.execute(insert(Rekapitulasi).values(**values))
