"""The copy of the windows of publication's schedule."""

from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from election_common.events import Reading
from election_common.gate import Subscription, subscriptions
from election_common.rows import Kode, Rows, Waktu
from election_common.tindakan import Jendela

#: The table that the facts fill.
READ_MODEL = "jendela"


class Base(Rows, DeclarativeBase):
    """Base of this table alone: a service may take it without the others."""


class JendelaRow(Base):
    """A window, as this service has received it."""

    __tablename__ = READ_MODEL

    pemilihan: Mapped[Kode] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(primary_key=True)
    tindakan: Mapped[str] = mapped_column(primary_key=True)
    kegiatan: Mapped[str]
    mulai: Mapped[Waktu]
    selesai: Mapped[Waktu]


class JendelaDibaca(BaseModel):
    """A window in the fact."""

    kode: str
    tindakan: str
    kegiatan: str
    mulai: datetime
    selesai: datetime


class TahapanDijadwalkan(Reading):
    """Publication scheduled (or scheduled anew) the stages of an election."""

    subject: ClassVar = "publication.tahapan.dijadwalkan.v1"

    pemilihan: str
    jendela: list[JendelaDibaca]


async def windows(tx: AsyncSession, pemilihan: str) -> list[Jendela]:
    """The windows of an election, as far as this service has received them, in order of time."""
    found = await tx.scalars(
        select(JendelaRow)
        .where(JendelaRow.pemilihan == pemilihan)
        .order_by(JendelaRow.mulai, JendelaRow.kode)
    )
    return [Jendela(r.kode, r.kegiatan, r.tindakan, r.mulai, r.selesai) for r in found]


async def copy_schedule(tx: AsyncSession, fact: TahapanDijadwalkan, *, at: datetime) -> None:  # noqa: ARG001
    """Replace the windows of an election by those of its newest schedule."""
    await tx.execute(delete(JendelaRow).where(JendelaRow.pemilihan == fact.pemilihan))
    if fact.jendela:
        rows = [{"pemilihan": fact.pemilihan, **j.model_dump()} for j in fact.jendela]
        await tx.execute(insert(JendelaRow), rows)


SUBSCRIPTIONS = subscriptions(Subscription(TahapanDijadwalkan, copy_schedule, together=True))
