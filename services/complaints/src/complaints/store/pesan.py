"""Outbound messages and what the provider reports of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Identity,
    Index,
    UniqueConstraint,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from complaints.store.base import Base, Kode, Waktu
from election_common.database import within
from election_common.scope import Scope


class Pesan(Base):
    """A message to a sealed address, or to the reporter of its ticket.

    `bukti` is a digest of the provider's id of it; `pin` a parameter that lies sealed until it has
    gone. `balasan` says that it answers what its receiver wrote, or is about his PIN.
    """

    __tablename__ = "pesan"
    __table_args__ = (
        Index("pesan_antre", "coba_pada", postgresql_where=text("status in ('antre', 'mengirim')")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    wilayah: Mapped[Kode]
    asal: Mapped[str]
    tiket: Mapped[UUID | None] = mapped_column(ForeignKey("tiket.id"))
    templat: Mapped[str]
    bahasa: Mapped[str]
    parameter: Mapped[dict[str, Any]]
    pin: Mapped[bytes | None]
    penerima: Mapped[bytes | None]
    penerima_samar: Mapped[str]
    status: Mapped[str]
    percobaan: Mapped[int] = mapped_column(server_default=text("0"))
    coba_pada: Mapped[Waktu]
    bukti: Mapped[str | None] = mapped_column(unique=True)
    galat: Mapped[int | None]
    balasan: Mapped[bool] = mapped_column(server_default=text("false"))
    sebagai_templat: Mapped[bool] = mapped_column(server_default=text("false"))
    diminta_pada: Mapped[Waktu]
    selesai_pada: Mapped[Waktu | None]


class StatusPesan(Base):
    """A report of the provider about a message, in whatever order it came."""

    __tablename__ = "status_pesan"
    __table_args__ = (
        UniqueConstraint("bukti", "status", name="status_pesan_unik"),
        Index("status_pesan_baru", "urut", postgresql_where=text("diproses_pada is null")),
    )

    urut: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    bukti: Mapped[str]
    pesan: Mapped[UUID | None]
    status: Mapped[str]
    galat: Mapped[int | None]
    pada: Mapped[Waktu]
    diproses_pada: Mapped[Waktu | None]


def place(kolom: str, id_: UUID) -> str:
    """What a sealed value of a message is bound to."""
    return f"pesan|{kolom}|{id_}"


async def add(tx: AsyncSession, values: dict[str, Any]) -> bool:
    """Add a message; says whether it is new. A request that comes twice is the same message.

    It goes by the clock of this house: legal time of a sandbox is nothing to its provider.
    """
    now = {"coba_pada": func.now(), "diminta_pada": func.now()}
    row = upsert(Pesan).values(values | now).on_conflict_do_nothing(index_elements=["id"])
    return bool((await tx.execute(row)).rowcount)  # type: ignore[attr-defined]


async def get(tx: AsyncSession, scope: Scope, id_: UUID) -> Pesan | None:
    """One message of the caller's region."""
    return await tx.scalar(select(Pesan).where(Pesan.id == id_, within(Pesan.wilayah, scope)))


#: What `next_due` finds.
DUE = """exists (select from pesan
    where status in ('antre', 'mengirim') and coba_pada <= clock_timestamp())"""

#: Since when the first of those waits that the provider does not have yet.
WAITING_SINCE = "select min(diminta_pada) from pesan where status in ('antre', 'mengirim')"


async def next_due(tx: AsyncSession, at: datetime) -> Pesan | None:
    """A message whose time has come, locked.

    One that is `mengirim` when its time comes again was sent by a worker that died over it.
    """
    query = (
        select(Pesan)
        .where(Pesan.status.in_(["antre", "mengirim"]), Pesan.coba_pada <= at)
        .order_by(Pesan.coba_pada)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return await tx.scalar(query)


async def lock(tx: AsyncSession, id_: UUID) -> Pesan:
    """One message, locked, as the worker sees it."""
    query = select(Pesan).where(Pesan.id == id_).with_for_update()
    return (await tx.scalars(query.execution_options(populate_existing=True))).one()


async def receive_reports(tx: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Keep reports that came in; one that is known is left as it is."""
    if rows:
        await tx.execute(upsert(StatusPesan).on_conflict_do_nothing(), list(rows))


#: What `next_report` finds.
REPORTED = """exists (select from status_pesan s join pesan p on p.bukti = s.bukti or p.id = s.pesan
    where s.diproses_pada is null)"""


async def next_report(tx: AsyncSession) -> tuple[StatusPesan, Pesan] | None:
    """A report whose message is known, both locked.

    A report may name a message whose sending was never committed here: it is found by the id that
    we had sent along.
    """
    query = (
        select(StatusPesan, Pesan)
        .join(Pesan, or_(Pesan.bukti == StatusPesan.bukti, Pesan.id == StatusPesan.pesan))
        .where(StatusPesan.diproses_pada.is_(None))
        .order_by(StatusPesan.urut)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = (await tx.execute(query)).one_or_none()
    return (row[0], row[1]) if row else None


async def discard_unknown(tx: AsyncSession, before: datetime, at: datetime) -> None:
    """Set aside reports from before a moment that name no message which this office has."""
    named = or_(Pesan.bukti == StatusPesan.bukti, Pesan.id == StatusPesan.pesan)
    old = StatusPesan.diproses_pada.is_(None) & (StatusPesan.pada < before)
    unknown = update(StatusPesan).where(old, ~select(Pesan.id).where(named).exists())
    await tx.execute(unknown.values(diproses_pada=at))


async def mark_reported(tx: AsyncSession, urut: int, at: datetime) -> None:
    """Note that a report had its effect."""
    await tx.execute(update(StatusPesan).where(StatusPesan.urut == urut).values(diproses_pada=at))
