"""Grants, given and revoked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from election_common.akses import Sifat
from election_common.database import within
from election_common.page import Page, Part
from election_common.scope import Scope
from gateway.domain.akses import Status
from gateway.domain.klien import AWALAN
from gateway.store.base import Base, Id, Kode, Waktu


class Pemberian(Base):
    """A grant: who got which role, where, by which letter, from whom; and who took it back."""

    __tablename__ = "pemberian"
    __table_args__ = (
        CheckConstraint("sampai > dari", name="pemberian_waktu"),
        CheckConstraint("(sifat = 'definitif') = (untuk is null)", name="pemberian_mandat"),
        CheckConstraint("subjek <> pemberi", name="pemberian_bukan_diri"),
        CheckConstraint(f"(klien is not null) = (subjek like '{AWALAN}%')", name="pemberian_klien"),
        Index("pemberian_subjek", "subjek"),
        Index("pemberian_wilayah", "wilayah", "id"),
        Index("pemberian_untuk", "untuk", postgresql_where=text("untuk is not null")),
        Index("pemberian_klien", "klien", postgresql_where=text("klien is not null")),
    )

    id: Mapped[Id]
    subjek: Mapped[str]
    klien: Mapped[Kode | None] = mapped_column(ForeignKey("klien.id"))
    peran: Mapped[str]
    wilayah: Mapped[Kode]
    peserta: Mapped[str]
    unit: Mapped[str]
    sifat: Mapped[str]
    untuk: Mapped[UUID | None] = mapped_column(ForeignKey("pemberian.id"))
    surat_nomor: Mapped[str]
    surat_tanggal: Mapped[date]
    dari: Mapped[Waktu]
    sampai: Mapped[Waktu | None]
    status: Mapped[str]
    pemberi: Mapped[str]
    diberikan_pada: Mapped[Waktu]
    pencabut: Mapped[str | None]
    dicabut_pada: Mapped[Waktu | None]
    surat_cabut: Mapped[str | None]
    alasan_cabut: Mapped[str | None]
    versi: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versi}


@dataclass(frozen=True, slots=True)
class Saringan:
    """Which grants are asked for; what is None is not asked."""

    subjek: str | None = None
    peran: str | None = None
    wilayah: str | None = None
    status: Status | None = None


async def get(tx: AsyncSession, scope: Scope, id_: UUID, *, lock: bool = False) -> Pemberian | None:
    """One grant, its row locked when it is about to be decided."""
    query = select(Pemberian).where(Pemberian.id == id_, within(Pemberian.wilayah, scope))
    return await tx.scalar(query.with_for_update() if lock else query)


async def among(tx: AsyncSession, scope: Scope, ids: Collection[UUID]) -> dict[UUID, Pemberian]:
    """Those of these grants that are of the region, by id, locked."""
    query = select(Pemberian).where(Pemberian.id.in_(ids), within(Pemberian.wilayah, scope))
    rows = await tx.scalars(query.order_by(Pemberian.id).with_for_update())
    return {row.id: row for row in rows}


async def in_scope(
    tx: AsyncSession, scope: Scope, saringan: Saringan, page: Page
) -> Part[Pemberian]:
    """Grants in the order in which they were given."""
    query = select(Pemberian).where(within(Pemberian.wilayah, scope))
    for name in ("subjek", "peran", "status"):
        wish = getattr(saringan, name)
        if wish is not None:
            query = query.where(getattr(Pemberian, name) == wish)
    if saringan.wilayah is not None:
        query = query.where(within(Pemberian.wilayah, Scope.wilayah(saringan.wilayah)))
    return await page.read(tx, query, Pemberian.id)


async def standing(
    tx: AsyncSession, *, untuk: UUID | None = None, klien: str | None = None
) -> Sequence[Pemberian]:
    """The grants that stand by another one or that a client has, locked."""
    mine = Pemberian.untuk == untuk if untuk else Pemberian.klien == klien
    query = select(Pemberian).where(mine, Pemberian.status == Status.AKTIF).order_by(Pemberian.id)
    return (await tx.scalars(query.with_for_update())).all()


async def holders(
    tx: AsyncSession, scope: Scope, offices: Collection[tuple[str, ...]]
) -> Sequence[Pemberian]:
    """The grants that stand by which offices (role, region, party, unit) are held."""
    office = tuple_(Pemberian.peran, Pemberian.wilayah, Pemberian.peserta, Pemberian.unit)
    stands = (Pemberian.sifat == Sifat.DEFINITIF) & (Pemberian.status == Status.AKTIF)
    query = select(Pemberian).where(office.in_(offices), stands, within(Pemberian.wilayah, scope))
    return (await tx.scalars(query)).all()


async def givers(tx: AsyncSession, klien: str) -> frozenset[str]:
    """Who gave a client what it holds."""
    mine = (Pemberian.klien == klien) & (Pemberian.status == Status.AKTIF)
    return frozenset(await tx.scalars(select(Pemberian.pemberi).where(mine)))


async def has(tx: AsyncSession, subjek: str, peran: str, at: datetime) -> bool:
    """Say whether a subject was ever given a role and has it now."""
    mine = (Pemberian.subjek == subjek) & (Pemberian.peran == peran)
    return await tx.scalar(select(Pemberian.id).where(mine, _valid(at)).limit(1)) is not None


async def anybody(tx: AsyncSession, peran: str, wilayah: str, at: datetime) -> bool:
    """Say whether anybody has a role in exactly this region now."""
    there = (Pemberian.peran == peran) & (Pemberian.wilayah == wilayah)
    return await tx.scalar(select(Pemberian.id).where(there, _valid(at)).limit(1)) is not None


def _valid(at: datetime) -> ColumnElement[bool]:
    """Neither taken back, nor still to come, nor ended by its letter: an end leaves no status."""
    ended = Pemberian.sampai.is_not(None) & (Pemberian.sampai <= at)
    return (Pemberian.status == Status.AKTIF) & (Pemberian.dari <= at) & ~ended
