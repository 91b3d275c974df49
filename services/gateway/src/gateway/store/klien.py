"""API clients and their public keys."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import flag_modified

from election_common.database import within
from election_common.page import Page, Part
from election_common.scope import Scope
from gateway.domain.klien import AWALAN
from gateway.store.base import Base, Kode, Waktu


class Klien(Base):
    """A client: an office that comes as a program."""

    __tablename__ = "klien"
    __table_args__ = (CheckConstraint(f"id like '{AWALAN}%'", name="klien_awalan"),)

    id: Mapped[Kode] = mapped_column(primary_key=True)
    nama: Mapped[str]
    wilayah: Mapped[Kode]
    status: Mapped[str]
    surat_nomor: Mapped[str]
    surat_tanggal: Mapped[date]
    didaftarkan_pada: Mapped[Waktu]
    ditutup_pada: Mapped[Waktu | None]
    alasan: Mapped[str | None]
    versi: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versi}


class KunciKlien(Base):
    """A public key, and for how long it serves."""

    __tablename__ = "kunci_klien"

    klien: Mapped[Kode] = mapped_column(ForeignKey("klien.id"), primary_key=True)
    kid: Mapped[str] = mapped_column(primary_key=True)
    jwk: Mapped[dict[str, Any]]
    pendaftar: Mapped[str]
    dari: Mapped[Waktu]
    sampai: Mapped[Waktu | None]


async def get(tx: AsyncSession, id_: str, *, lock: bool = False) -> Klien | None:
    """One client, wherever it is: whose program a subject is, every region may know."""
    query = select(Klien).where(Klien.id == id_)
    return await tx.scalar(query.with_for_update() if lock else query)


async def among(tx: AsyncSession, subjek: Collection[str]) -> dict[str, Klien]:
    """The clients among these subjects, by id, as they are now."""
    query = select(Klien).where(Klien.id.in_(subjek)).execution_options(populate_existing=True)
    rows = await tx.scalars(query)
    return {row.id: row for row in rows}


async def in_scope(tx: AsyncSession, scope: Scope, page: Page) -> Part[Klien]:
    """Clients of a region by id."""
    return await page.read(tx, select(Klien).where(within(Klien.wilayah, scope)), Klien.id)


async def keys(tx: AsyncSession, klien: str) -> Sequence[KunciKlien]:
    """All keys that a client ever had, the oldest first."""
    query = select(KunciKlien).where(KunciKlien.klien == klien)
    return (await tx.scalars(query.order_by(KunciKlien.dari, KunciKlien.kid))).all()


async def registrars(tx: AsyncSession, klien: Collection[str]) -> dict[str, frozenset[str]]:
    """Who ever registered a key of each of these clients."""
    query = select(KunciKlien.klien, func.array_agg(KunciKlien.pendaftar))
    rows = await tx.execute(query.where(KunciKlien.klien.in_(klien)).group_by(KunciKlien.klien))
    return {id_: frozenset(names) for id_, names in rows}


async def serving_keys(tx: AsyncSession, klien: str, at: datetime) -> list[dict[str, Any]]:
    """The keys by which a client may come now, as JWKs."""
    serving = or_(KunciKlien.sampai.is_(None), KunciKlien.sampai > at)
    query = select(KunciKlien.jwk).where(KunciKlien.klien == klien, serving)
    return list((await tx.scalars(query.order_by(KunciKlien.dari))).all())


async def end_keys(tx: AsyncSession, klien: str, sampai: datetime) -> None:
    """Let no key of a client serve longer than that."""
    later = or_(KunciKlien.sampai.is_(None), KunciKlien.sampai > sampai)
    ending = update(KunciKlien).where(KunciKlien.klien == klien, later).values(sampai=sampai)
    await tx.execute(ending)


async def touch(tx: AsyncSession, row: Klien) -> None:
    """Make a new version of a client whose keys changed and nothing else."""
    flag_modified(row, "status")
    await tx.flush()
