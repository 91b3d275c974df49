"""Terms: the law's rows, and the terms that run on tickets."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Identity,
    Index,
    Row,
    UniqueConstraint,
    and_,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from complaints.domain.aturan import Aturan, Rezim, Tahap
from complaints.domain.tenggat import Jeda, Satuan
from complaints.domain.tiket import Jenis
from complaints.store.base import Base, Waktu, legal_time
from complaints.store.hari_khusus import latest
from complaints.store.tiket import Tiket
from election_common.kerangka.pemilihan import Pemilihan
from election_common.page import Page, Part

#: Some term that runs was counted by an older calendar than the last.
OUTDATED = """exists (
    select from tenggat where selesai_pada is null and lewat_pada is null
    and kalender < (select max(versi) from hari_khusus))"""


class SlaRule(Base):
    """A term of the law."""

    __tablename__ = "sla_rule"
    __table_args__ = (
        UniqueConstraint("ticket_type", "regime", "stage", "valid_from", name="sla_rule_unik"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    regulation: Mapped[str]
    article: Mapped[str]
    ticket_type: Mapped[str]
    regime: Mapped[str]
    stage: Mapped[str]
    amount: Mapped[int]
    kind: Mapped[str]
    until_time: Mapped[time] = mapped_column(server_default=text("'23:59:59'"))
    service_hours: Mapped[bool] = mapped_column(server_default=text("false"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    verified: Mapped[bool]

    def value(self) -> Aturan:
        """The rule as the domain has it."""
        return Aturan(
            regulation=self.regulation, article=self.article,
            ticket_type=Jenis(self.ticket_type), regime=Rezim(self.regime),
            stage=Tahap(self.stage), amount=self.amount, kind=Satuan(self.kind),
            until_time=self.until_time, service_hours=self.service_hours,
            valid_from=self.valid_from, valid_to=self.valid_to, verified=self.verified,
        )  # fmt: skip


class JedaRow(Base):
    """A pause of a ticket's clocks."""

    __tablename__ = "jeda"

    tiket: Mapped[UUID] = mapped_column(ForeignKey("tiket.id"), primary_key=True)
    mulai: Mapped[Waktu] = mapped_column(primary_key=True)
    selesai: Mapped[Waktu | None]


class TenggatRow(Base):
    """A term that runs, was kept, or was missed; counted by the calendar of decree `kalender`."""

    __tablename__ = "tenggat"
    __table_args__ = (
        Index(
            "tenggat_berjalan",
            "jatuh_tempo",
            postgresql_where=text("selesai_pada is null and lewat_pada is null"),
        ),
        Index(
            "tenggat_kalender",
            "kalender",
            postgresql_where=text("selesai_pada is null and lewat_pada is null"),
        ),
    )

    tiket: Mapped[UUID] = mapped_column(ForeignKey("tiket.id"), primary_key=True)
    tahap: Mapped[str] = mapped_column(primary_key=True)
    aturan: Mapped[int] = mapped_column(ForeignKey("sla_rule.id"))
    jumlah: Mapped[int]
    mulai: Mapped[Waktu]
    jatuh_tempo: Mapped[Waktu | None]
    selesai_pada: Mapped[Waktu | None]
    lewat_pada: Mapped[Waktu | None]
    kalender: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))

    @property
    def berakhir(self) -> bool:
        """Whether it was kept or missed: no decree moves its end any more."""
        return self.selesai_pada is not None or self.lewat_pada is not None


_RUNNING = and_(TenggatRow.selesai_pada.is_(None), TenggatRow.lewat_pada.is_(None))


async def rules(tx: AsyncSession) -> dict[int, Aturan]:
    """All terms of the law by id, the newest validity first."""
    query = select(SlaRule).order_by(SlaRule.valid_from.desc(), SlaRule.id)
    return {row.id: row.value() for row in await tx.scalars(query)}


async def list_rules(tx: AsyncSession, page: Page) -> Part[SlaRule]:
    """All terms of the law, in pages."""
    return await page.read(tx, select(SlaRule), SlaRule.id)


async def replace_rule(tx: AsyncSession, aturan: Aturan) -> None:
    """End the validity of the rule before it, and add the new one."""
    same = (
        (SlaRule.ticket_type == aturan.ticket_type)
        & (SlaRule.regime == aturan.regime)
        & (SlaRule.stage == aturan.stage)
        & SlaRule.valid_to.is_(None)
    )
    await tx.execute(update(SlaRule).where(same).values(valid_to=aturan.valid_from))
    await tx.execute(insert(SlaRule), [asdict(aturan)])


async def outdated(tx: AsyncSession, limit: int) -> Sequence[Tiket]:
    """Hold tickets with a term that runs and was counted by an older calendar than the last.

    One that somebody works on is left for the next time.
    """
    older = select(TenggatRow.tiket).where(_RUNNING, TenggatRow.kalender < latest())
    query = select(Tiket).where(Tiket.id.in_(older)).order_by(Tiket.id).limit(limit)
    return (await tx.scalars(query.with_for_update(skip_locked=True))).all()


async def pauses(tx: AsyncSession, tiket: UUID) -> list[Jeda]:
    """The pauses of a ticket, in their order."""
    found = await tx.scalars(select(JedaRow).where(JedaRow.tiket == tiket).order_by(JedaRow.mulai))
    return [Jeda(j.mulai, j.selesai) for j in found]


async def start_pause(tx: AsyncSession, tiket: UUID, at: datetime) -> None:
    """Begin a pause; one that began and ended at this very moment of a sandbox goes on."""
    row = upsert(JedaRow).values(tiket=tiket, mulai=at, selesai=None)
    goes_on = row.on_conflict_do_update(index_elements=["tiket", "mulai"], set_={"selesai": None})
    await tx.execute(goes_on)


async def end_pause(tx: AsyncSession, tiket: UUID, at: datetime) -> None:
    """End the pause that runs."""
    running = (JedaRow.tiket == tiket) & JedaRow.selesai.is_(None)
    await tx.execute(update(JedaRow).where(running).values(selesai=at))


async def of_ticket(tx: AsyncSession, tiket: UUID) -> Sequence[TenggatRow]:
    """The terms of a ticket."""
    query = select(TenggatRow).where(TenggatRow.tiket == tiket).order_by(TenggatRow.mulai)
    return (await tx.scalars(query.execution_options(populate_existing=True))).all()


async def list_of(tx: AsyncSession, tiket: UUID, page: Page) -> Part[TenggatRow]:
    """The terms of a ticket, in pages."""
    return await page.read(
        tx, select(TenggatRow).where(TenggatRow.tiket == tiket), TenggatRow.tahap
    )


async def put(tx: AsyncSession, values: dict[str, Any]) -> None:
    """Start a term, or start it anew."""
    fresh = {"selesai_pada": None, "lewat_pada": None} | values
    row = upsert(TenggatRow).values(fresh)
    await tx.execute(row.on_conflict_do_update(index_elements=["tiket", "tahap"], set_=fresh))


async def set_due(
    tx: AsyncSession, row: TenggatRow, jatuh_tempo: datetime | None, kalender: int
) -> None:
    """Set the end of a term that runs, by the calendar of a decree; None while it stands still."""
    mine = (TenggatRow.tiket == row.tiket) & (TenggatRow.tahap == row.tahap)
    values = {"jatuh_tempo": jatuh_tempo, "kalender": kalender}
    await tx.execute(update(TenggatRow).where(mine).values(values))


async def finish(tx: AsyncSession, tiket: UUID, tahap: Iterable[str], at: datetime) -> None:
    """End terms that were kept, or whose state is over."""
    mine = (TenggatRow.tiket == tiket) & TenggatRow.tahap.in_(list(tahap))
    running = TenggatRow.selesai_pada.is_(None)
    await tx.execute(update(TenggatRow).where(mine, running).values(selesai_pada=at))


async def overdue(tx: AsyncSession, at: datetime, limit: int) -> Sequence[Row[UUID, str, datetime]]:
    """Claim terms that are over by their election's legal time: ticket, stage, that time.

    The ticket is locked; one that somebody works on is left for the next time, and so is a term
    that a later decree may move.
    """
    legal, other = legal_time(at), aliased(Pemilihan)
    furthest = select(func.max(other.waktu_legal)).where(other.sandbox).scalar_subquery()
    query = (
        select(TenggatRow.tiket, TenggatRow.tahap, legal.label("waktu"))
        .join(Tiket, Tiket.id == TenggatRow.tiket)
        .outerjoin(Pemilihan, Pemilihan.id == Tiket.pemilihan)
        .where(_RUNNING, TenggatRow.jatuh_tempo < legal, TenggatRow.kalender >= latest())
        # The clock of a row is not in the index; the one that is ahead of all others reads it.
        .where(TenggatRow.jatuh_tempo < func.greatest(at, furthest))
        .order_by(TenggatRow.jatuh_tempo)
        .limit(limit)
        .with_for_update(of=[Tiket, TenggatRow], skip_locked=True)
    )
    return (await tx.execute(query)).all()


async def mark_overdue(tx: AsyncSession, tiket: UUID, tahap: str, at: datetime) -> None:
    """Note that a term was missed: it is found once."""
    mine = (TenggatRow.tiket == tiket) & (TenggatRow.tahap == tahap)
    await tx.execute(update(TenggatRow).where(mine).values(lewat_pada=at))
