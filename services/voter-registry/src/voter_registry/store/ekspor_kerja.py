"""Working exports."""

from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Select, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from election_common.database import within
from election_common.page import Page, Part
from election_common.scope import Scope
from voter_registry.domain.ekspor_kerja import Status
from voter_registry.store.base import Base, Id, Kode, Waktu


class EksporKerja(Base):
    """An export: for which case, what and for whom, who asked, who approved, what came of it."""

    __tablename__ = "ekspor_kerja"

    id: Mapped[Id]
    pemilihan: Mapped[Kode] = mapped_column(ForeignKey("pemilihan.id"))
    wilayah: Mapped[Kode]
    perkara: Mapped[str]
    tujuan: Mapped[str]
    penerima: Mapped[str]
    kolom: Mapped[list[Any]] = mapped_column(ARRAY(Text))
    status: Mapped[str]
    diajukan_oleh: Mapped[str]
    diajukan_pada: Mapped[Waktu]
    diputuskan_oleh: Mapped[str | None]
    diputuskan_pada: Mapped[Waktu | None]
    alasan: Mapped[str | None]
    baris: Mapped[int | None]
    bagian: Mapped[int | None]
    sidik: Mapped[str | None]
    berlaku_sampai: Mapped[Waktu | None]
    diambil_pada: Mapped[Waktu | None]
    versi: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versi}


async def get(
    tx: AsyncSession, scope: Scope, id_: UUID, pemohon: str | None = None, *, lock: bool = False
) -> EksporKerja | None:
    """One export, of one who asked if he is named; its row locked for whom moves it."""
    query = _of(scope, pemohon).where(EksporKerja.id == id_)
    return await tx.scalar(query.with_for_update() if lock else query)


async def waiting(
    tx: AsyncSession, scope: Scope, pemohon: str | None, page: Page
) -> Part[EksporKerja]:
    """Exports that nobody has decided about, the oldest first."""
    query = _of(scope, pemohon).where(EksporKerja.status == Status.DIAJUKAN)
    return await page.read(tx, query, EksporKerja.id)


def _of(scope: Scope, pemohon: str | None) -> Select[EksporKerja]:
    """Exports of a region, of whoever asked unless one is named."""
    query = select(EksporKerja).where(within(EksporKerja.wilayah, scope))
    return query if pemohon is None else query.where(EksporKerja.diajukan_oleh == pemohon)
