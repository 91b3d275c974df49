"""Required documents: how each stands, and every version that was ever uploaded."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from candidacy.domain.calon import Posisi
from candidacy.domain.dokumen_syarat import Status
from candidacy.domain.jenis_dokumen import Butir
from candidacy.store.base import Base, Kode, Waktu
from candidacy.store.nominasi import mine
from election_common.berkas.karantina import Status as Pemeriksaan
from election_common.berkas.tiba import Berkas, Jenis
from election_common.scope import Scope
from election_common.tables import berkas


class Syarat(Base):
    """How one required document stands; there is no row before its first upload.

    `usulan_ke` counts the proposals, whatever became of them and whatever was uploaded since.
    """

    __tablename__ = "syarat"

    nominasi: Mapped[UUID] = mapped_column(ForeignKey("nominasi.id"), primary_key=True)
    posisi: Mapped[str] = mapped_column(primary_key=True)
    jenis: Mapped[str] = mapped_column(ForeignKey("jenis_dokumen.kode"), primary_key=True)
    wilayah: Mapped[Kode]
    peserta: Mapped[Kode]
    status: Mapped[str]
    dokumen_versi: Mapped[int]
    usulan: Mapped[str | None]
    usulan_ke: Mapped[int] = mapped_column(server_default="0")
    alasan: Mapped[str | None]
    catatan: Mapped[str | None]
    pengusul: Mapped[str | None]
    penyetuju: Mapped[str | None]

    @property
    def butir(self) -> Butir:
        """Which document of whom."""
        return Posisi(self.posisi), self.jenis


class DokumenSyarat(Base):
    """A version of a document; it is never changed."""

    __tablename__ = "dokumen_syarat"
    __table_args__ = (
        UniqueConstraint("nominasi", "posisi", "jenis", "versi", name="dokumen_syarat_versi"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    nominasi: Mapped[UUID] = mapped_column(ForeignKey("nominasi.id"))
    posisi: Mapped[str]
    jenis: Mapped[str] = mapped_column(ForeignKey("jenis_dokumen.kode"))
    versi: Mapped[int]
    wilayah: Mapped[Kode]
    peserta: Mapped[Kode]
    sidik: Mapped[str] = mapped_column(ForeignKey(berkas.c.sidik))
    diterima_pada: Mapped[Waktu]
    oleh: Mapped[str]


@dataclass(frozen=True, slots=True)
class Versi:
    """A version, its file, and how far the examination of the file has come."""

    dokumen: DokumenSyarat
    berkas: Berkas
    pemeriksaan: Pemeriksaan

    @property
    def butir(self) -> Butir:
        """Which document of whom."""
        return Posisi(self.dokumen.posisi), self.dokumen.jenis


async def standing(tx: AsyncSession, scope: Scope, nominasi: UUID) -> dict[Butir, Syarat]:
    """The documents of a dossier that were uploaded, by whom they are about and kind."""
    rows = await tx.scalars(
        select(Syarat)
        .where(Syarat.nominasi == nominasi, mine(Syarat, scope))
        .order_by(Syarat.posisi, Syarat.jenis)
        .execution_options(populate_existing=True)
    )
    return {s.butir: s for s in rows}


async def add_version(tx: AsyncSession, values: dict[str, Any]) -> DokumenSyarat:
    """Insert the next version of a document; the caller holds its nomination."""
    key = {k: values[k] for k in ("nominasi", "posisi", "jenis")}
    newest = await tx.scalar(select(func.max(DokumenSyarat.versi)).filter_by(**key))
    row = DokumenSyarat(versi=(newest or 0) + 1, **values)
    tx.add(row)
    await tx.flush()
    return row


async def put_standing(tx: AsyncSession, dokumen: DokumenSyarat, status: Status) -> None:
    """Let a document stand on its newest version, unjudged."""
    now = {
        "status": status,
        "dokumen_versi": dokumen.versi,
        **dict.fromkeys(("usulan", "alasan", "catatan", "pengusul", "penyetuju")),
    }
    key = {k: getattr(dokumen, k) for k in ("nominasi", "posisi", "jenis", "wilayah", "peserta")}
    await tx.execute(
        insert(Syarat)
        .values(**key, **now)
        .on_conflict_do_update(index_elements=["nominasi", "posisi", "jenis"], set_=now)
    )


async def versions(tx: AsyncSession, scope: Scope, nominasi: UUID) -> list[Versi]:
    """Every version of every document of a dossier."""
    d = DokumenSyarat
    rows = await tx.execute(
        select(d, berkas.c.jenis, berkas.c.ukuran, berkas.c.status)
        .join(berkas, berkas.c.sidik == d.sidik)
        .where(d.nominasi == nominasi, mine(d, scope))
        .order_by(d.posisi, d.jenis, d.versi)
    )
    return [
        Versi(row, Berkas(row.sidik, Jenis(jenis), ukuran), Pemeriksaan(status))
        for row, jenis, ukuran, status in rows
    ]


async def version(tx: AsyncSession, scope: Scope, id_: UUID) -> DokumenSyarat | None:
    """One version."""
    return await tx.scalar(
        select(DokumenSyarat).where(DokumenSyarat.id == id_, mine(DokumenSyarat, scope))
    )
