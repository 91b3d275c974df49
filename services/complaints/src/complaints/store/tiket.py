"""Tickets, and the numbers that they are registered under."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, Row, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql import or_, text, true

from complaints.store.base import Base, Kode, Waktu, legal_time
from election_common.database import within
from election_common.kerangka.pemilihan import Pemilihan
from election_common.page import Page, Part
from election_common.scope import SEMUA, Scope


class Tiket(Base):
    """A ticket; `versi` is its ETag, and `dibuat_pada` the time of the house in any election."""

    __tablename__ = "tiket"
    __table_args__ = (
        Index("tiket_antrean", "wilayah", "antrean", "id"),
        Index("tiket_terancam", "terancam", postgresql_where=text("terancam is not null")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    nomor: Mapped[str] = mapped_column(unique=True)
    lacak: Mapped[str] = mapped_column(unique=True)
    jenis: Mapped[str]
    status: Mapped[str]
    rezim: Mapped[str]
    alasan_rezim: Mapped[str]
    wilayah: Mapped[Kode]
    unit: Mapped[str]
    pemilik: Mapped[str]
    kanal: Mapped[str]
    perihal: Mapped[str]
    pribadi: Mapped[bytes]
    anonim: Mapped[bool]
    rahasia: Mapped[bool]
    dikabari: Mapped[bool]
    bahasa: Mapped[str]
    pemilihan: Mapped[Kode | None]
    rincian: Mapped[dict[str, Any]]
    keparahan: Mapped[str | None]
    terancam: Mapped[Waktu | None]
    antrean: Mapped[str]
    petugas: Mapped[str | None]
    eskalasi: Mapped[int] = mapped_column(server_default=text("0"))
    pin_sidik: Mapped[bytes | None]
    pin_salah: Mapped[int] = mapped_column(server_default=text("0"))
    pin_terkunci_sampai: Mapped[Waktu | None]
    diterima_pada: Mapped[Waktu]
    dibuat_pada: Mapped[Waktu]
    versi: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versi}


class NomorTiket(Base):
    """The last number given of a regime, an office and a year."""

    __tablename__ = "nomor_tiket"

    jenis: Mapped[str] = mapped_column(primary_key=True)
    wilayah: Mapped[Kode] = mapped_column(primary_key=True)
    tahun: Mapped[int] = mapped_column(primary_key=True)
    terakhir: Mapped[int]


def place(id_: UUID) -> str:
    """What the sealed document of a ticket is bound to."""
    return f"tiket|pribadi|{id_}"


async def next_number(tx: AsyncSession, jenis: str, wilayah: str, tahun: int) -> int:
    """Take the next number; without gaps, since it is taken in the transaction of the ticket."""
    row = insert(NomorTiket).values(jenis=jenis, wilayah=wilayah, tahun=tahun, terakhir=1)
    taken: int = (
        await tx.execute(
            row.on_conflict_do_update(
                index_elements=["jenis", "wilayah", "tahun"],
                set_={"terakhir": NomorTiket.terakhir + 1},
            ).returning(NomorTiket.terakhir)
        )
    ).scalar_one()
    return taken


def visible(scope: Scope) -> ColumnElement[bool]:
    """The first wall: region, owner and sealed unit, as the policy behind it has them."""
    owner = true() if scope.pemilik == SEMUA else Tiket.pemilik == scope.pemilik
    return within(Tiket.wilayah, scope) & owner & or_(Tiket.unit == "", Tiket.unit == scope.unit)


async def get(tx: AsyncSession, scope: Scope, id_: UUID, *, lock: bool = False) -> Tiket | None:
    """One ticket, its row locked when it is about to change."""
    query = select(Tiket).where(Tiket.id == id_, visible(scope))
    return await tx.scalar(query.with_for_update() if lock else query)


async def list_of(
    tx: AsyncSession, scope: Scope, jenis: Iterable[str], filters: dict[str, str], page: Page
) -> Part[Tiket]:
    """The queue of these regimes, in the order of registration."""
    query = select(Tiket).where(visible(scope), Tiket.jenis.in_(list(jenis)))
    for name, value in filters.items():
        query = query.where(getattr(Tiket, name) == value)
    return await page.read(tx, query, Tiket.id)


async def endangered(
    tx: AsyncSession, at: datetime, near: timedelta
) -> Sequence[Row[Tiket, datetime]]:
    """Technical tickets below S1 whose legal deadline is near, with legal time of their election.

    They are locked; others' are left alone.
    """
    legal = legal_time(at)
    query = (
        select(Tiket, legal.label("waktu"))
        .outerjoin(Pemilihan, Pemilihan.id == Tiket.pemilihan)
        .where(Tiket.terancam < legal + near, Tiket.keparahan != "S1")
        .where(Tiket.status.in_(["terdaftar", "diproses", "dieskalasi"]))
        .order_by(Tiket.id)
        .limit(100)
        .with_for_update(of=Tiket, skip_locked=True)
    )
    return (await tx.execute(query)).all()
