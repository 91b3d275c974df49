"""Copies of elections and of the windows of their schedules."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from complaints.store.base import Base, Kode, Waktu
from election_common.legal_time import legal_time
from election_common.tindakan import Jendela


class Pemilihan(Base):
    """An election, as this service has received it."""

    __tablename__ = "pemilihan"

    id: Mapped[Kode] = mapped_column(primary_key=True)
    wilayah: Mapped[Kode]
    sandbox: Mapped[bool]
    waktu_legal: Mapped[Waktu | None]

    def waktu(self, at: datetime) -> datetime:
        """Legal time of this election when the machine's clock shows `at`."""
        return legal_time(sandbox=self.sandbox, waktu_legal=self.waktu_legal, at=at)


class JendelaRow(Base):
    """A window of publication's schedule, as this service has received it."""

    __tablename__ = "jendela"

    pemilihan: Mapped[Kode] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(primary_key=True)
    tindakan: Mapped[str] = mapped_column(primary_key=True)
    kegiatan: Mapped[str]
    mulai: Mapped[Waktu]
    selesai: Mapped[Waktu]


async def get(tx: AsyncSession, id_: str) -> Pemilihan | None:
    """One election."""
    return await tx.get(Pemilihan, id_)


async def put(tx: AsyncSession, values: dict[str, Any]) -> None:
    """Insert an election, or replace it by its newer state."""
    rest = {k: v for k, v in values.items() if k != "id"}
    await tx.execute(
        insert(Pemilihan).values(**values).on_conflict_do_update(index_elements=["id"], set_=rest)
    )


async def move_time(tx: AsyncSession, id_: str, waktu: datetime) -> None:
    """Set the legal time of a sandbox election."""
    await tx.execute(update(Pemilihan).where(Pemilihan.id == id_).values(waktu_legal=waktu))


async def windows(tx: AsyncSession, pemilihan: str) -> list[Jendela]:
    """The windows of an election."""
    found = await tx.scalars(select(JendelaRow).where(JendelaRow.pemilihan == pemilihan))
    return [Jendela(r.kode, r.kegiatan, r.tindakan, r.mulai, r.selesai) for r in found]


async def replace_windows(tx: AsyncSession, pemilihan: str, rows: Sequence[dict[str, Any]]) -> None:
    """Replace the schedule of an election by a newer one."""
    await tx.execute(delete(JendelaRow).where(JendelaRow.pemilihan == pemilihan))
    if rows:
        await tx.execute(insert(JendelaRow), [{"pemilihan": pemilihan, **r} for r in rows])


async def running_stage(tx: AsyncSession, wilayah: str, at: datetime) -> str | None:
    """Name a stage that runs now in a real election of a region, if any does."""
    stage: str | None = await tx.scalar(
        select(JendelaRow.kegiatan)
        .join(Pemilihan, Pemilihan.id == JendelaRow.pemilihan)
        .where(
            Pemilihan.sandbox.is_(False),
            Pemilihan.wilayah.in_([wilayah[:n] for n in (2, 4)]),
            JendelaRow.mulai <= at,
            JendelaRow.selesai >= at,
        )
        .order_by(JendelaRow.mulai)
        .limit(1)
    )
    return stage
