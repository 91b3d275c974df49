"""The copy of voter-registry's elections, with their rules and their legal time."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from election_common.events import Reading
from election_common.gate import Subscription, subscriptions
from election_common.legal_time import legal_time
from election_common.rows import Kode, Rows, Waktu

#: The table that the facts fill.
READ_MODEL = "pemilihan"


class Base(Rows, DeclarativeBase):
    """Base of this table alone: a service may take it without the others."""


class Pemilihan(Base):
    """An election, as this service has received it."""

    __tablename__ = READ_MODEL

    id: Mapped[Kode] = mapped_column(primary_key=True)
    nama: Mapped[str]
    jenis: Mapped[str]
    wilayah: Mapped[Kode]
    hari_pemungutan: Mapped[date]
    sandbox: Mapped[bool]
    waktu_legal: Mapped[Waktu | None]
    aturan: Mapped[dict[str, Any]]

    def waktu(self, at: datetime) -> datetime:
        """Legal time of this election when the machine's clock shows `at`."""
        return legal_time(sandbox=self.sandbox, waktu_legal=self.waktu_legal, at=at)


class PemilihanDidaftarkan(Reading):
    """An election exists, with its rules."""

    subject: ClassVar = "voter-registry.pemilihan.didaftarkan.v1"

    pemilihan: str
    nama: str
    jenis: str
    wilayah: str
    hari_pemungutan: date
    sandbox: bool
    waktu_legal: datetime | None
    aturan: dict[str, Any]


class WaktuLegalDigeser(Reading):
    """Legal time of a sandbox election was moved."""

    subject: ClassVar = "voter-registry.pemilihan.waktu-legal-digeser.v1"

    pemilihan: str
    waktu_legal: datetime


async def get(tx: AsyncSession, id_: str) -> Pemilihan | None:
    """One election."""
    return await tx.get(Pemilihan, id_)


async def copy_pemilihan(tx: AsyncSession, fact: PemilihanDidaftarkan, *, at: datetime) -> None:  # noqa: ARG001
    """Keep an election, or its newer state."""
    state = fact.model_dump(exclude={"pemilihan"})
    row = insert(Pemilihan).values(id=fact.pemilihan, **state)
    await tx.execute(row.on_conflict_do_update(index_elements=["id"], set_=state))


async def move_legal_time(tx: AsyncSession, fact: WaktuLegalDigeser, *, at: datetime) -> None:  # noqa: ARG001
    """Move the legal time of a sandbox election."""
    moved = update(Pemilihan).where(Pemilihan.id == fact.pemilihan)
    await tx.execute(moved.values(waktu_legal=fact.waktu_legal))


SUBSCRIPTIONS = subscriptions(
    Subscription(PemilihanDidaftarkan, copy_pemilihan, together=True),
    Subscription(WaktuLegalDigeser, move_legal_time, together=True),
)
