"""Conversations on WhatsApp, and what came in: written by the webhook, read by the worker."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Identity, Index, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from complaints.store.base import Base, Waktu


class Percakapan(Base):
    """A conversation, by the blind index of its number. `tertunda` waits, sealed, for consent."""

    __tablename__ = "percakapan"

    telepon_indeks: Mapped[bytes] = mapped_column(primary_key=True)
    telepon: Mapped[bytes]
    bebas_sampai: Mapped[Waktu]
    persetujuan_pada: Mapped[Waktu | None]
    tertunda: Mapped[bytes | None]
    berhenti_pada: Mapped[Waktu | None]


class PesanMasuk(Base):
    """A message as it came in, sealed.

    `id` is a digest of the provider's, and makes a repetition harmless.
    """

    __tablename__ = "pesan_masuk"
    __table_args__ = (
        Index("pesan_masuk_baru", "urut", postgresql_where=text("diproses_pada is null")),
    )

    urut: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    isi: Mapped[bytes]
    dikirim_pada: Mapped[Waktu]
    diterima_pada: Mapped[Waktu]
    diproses_pada: Mapped[Waktu | None]
    galat: Mapped[str | None]


def place(kolom: str, indeks: bytes) -> str:
    """The place that a sealed value of a conversation is bound to."""
    return f"percakapan|{kolom}|{indeks.hex()}"


def place_received(id_: str) -> str:
    """The place that a message that came in is bound to."""
    return f"pesan_masuk|{id_}"


async def receive(tx: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Keep messages that came in; one that is known is left as it is."""
    if rows:
        await tx.execute(insert(PesanMasuk).on_conflict_do_nothing(), list(rows))


#: What `next_received` finds.
RECEIVED = "exists (select from pesan_masuk where diproses_pada is null)"


async def next_received(tx: AsyncSession) -> PesanMasuk | None:
    """The oldest message that nobody has answered; locked, others' are left alone.

    Messages are answered one by one in their order: a later one waits for the one before it.
    """
    oldest = select(PesanMasuk.urut).where(PesanMasuk.diproses_pada.is_(None))
    first = oldest.order_by(PesanMasuk.urut).limit(1).scalar_subquery()
    query = select(PesanMasuk).where(PesanMasuk.urut == first).with_for_update(skip_locked=True)
    return await tx.scalar(query)


async def mark_done(tx: AsyncSession, urut: int, at: datetime, *, galat: str | None = None) -> None:
    """Note that a message was answered, or that it cannot be and why."""
    done = {"diproses_pada": at, "galat": galat}
    await tx.execute(update(PesanMasuk).where(PesanMasuk.urut == urut).values(done))


async def get(tx: AsyncSession, indeks: Sequence[bytes]) -> Percakapan | None:
    """One conversation by each index that its number may have, locked."""
    query = select(Percakapan).where(Percakapan.telepon_indeks.in_(indeks)).with_for_update()
    return await tx.scalar(query)


async def stopped_at(tx: AsyncSession, indeks: Sequence[bytes]) -> datetime | None:
    """When the owner of a number said stop; None when he did not, or took it back."""
    query = select(Percakapan.berhenti_pada).where(Percakapan.telepon_indeks.in_(indeks))
    return await tx.scalar(query)


async def free_until(tx: AsyncSession, indeks: Sequence[bytes]) -> datetime | None:
    """Until when free text may go to a number; None when its owner never wrote."""
    query = select(Percakapan.bebas_sampai).where(Percakapan.telepon_indeks.in_(indeks))
    return await tx.scalar(query)
