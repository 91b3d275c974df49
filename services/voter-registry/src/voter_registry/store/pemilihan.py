"""Elections and their rule sets."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, insert, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from election_common.legal_time import legal_time
from election_common.page import Page, Part
from voter_registry.domain.ruleset import Aturan, Ruleset, in_force
from voter_registry.store.base import Base, Kode, Waktu


class Pemilihan(Base):
    """An election, with its legal time when it is a sandbox."""

    __tablename__ = "pemilihan"

    id: Mapped[Kode] = mapped_column(primary_key=True)
    nama: Mapped[str]
    jenis: Mapped[str]
    wilayah: Mapped[Kode] = mapped_column(ForeignKey("wilayah.kode"))
    hari_pemungutan: Mapped[date]
    ruleset: Mapped[str] = mapped_column(ForeignKey("ruleset.id"))
    sandbox: Mapped[bool]
    waktu_legal: Mapped[Waktu | None]
    versi: Mapped[int]

    def waktu(self, at: datetime) -> datetime:
        """Legal time of this election when the machine's clock shows `at`."""
        return legal_time(sandbox=self.sandbox, waktu_legal=self.waktu_legal, at=at)


class RulesetRow(Base):
    """A named set of rules."""

    __tablename__ = "ruleset"

    id: Mapped[str] = mapped_column(primary_key=True)
    nama: Mapped[str]


class AturanRow(Base):
    """A rule with its source and validity."""

    __tablename__ = "aturan"

    ruleset: Mapped[str] = mapped_column(ForeignKey("ruleset.id"), primary_key=True)
    nama: Mapped[str] = mapped_column(primary_key=True)
    nilai: Mapped[Any] = mapped_column(JSONB)
    regulasi: Mapped[str]
    pasal: Mapped[str]
    berlaku_dari: Mapped[date] = mapped_column(Date, primary_key=True)
    berlaku_sampai: Mapped[date | None]
    terverifikasi: Mapped[bool]


async def get(tx: AsyncSession, id_: str, *, lock: bool = False) -> Pemilihan | None:
    """One election, its row locked when it is about to change."""
    return await tx.get(Pemilihan, id_, with_for_update=lock)


async def all_(tx: AsyncSession, page: Page) -> Part[Pemilihan]:
    """All elections."""
    return await page.read(tx, select(Pemilihan), Pemilihan.id)


async def rules(tx: AsyncSession, ruleset: str) -> list[Aturan]:
    """All rules of a set, whatever their validity."""
    found = await tx.scalars(
        select(AturanRow)
        .where(AturanRow.ruleset == ruleset)
        .order_by(AturanRow.nama, AturanRow.berlaku_dari)
    )
    return [
        Aturan(
            nama=a.nama,
            nilai=a.nilai,
            regulasi=a.regulasi,
            pasal=a.pasal,
            berlaku_dari=a.berlaku_dari,
            berlaku_sampai=a.berlaku_sampai,
            terverifikasi=a.terverifikasi,
        )
        for a in found
    ]


async def ruleset_of(tx: AsyncSession, pemilihan: Pemilihan) -> Ruleset:
    """The rules of an election that are in force on its voting day."""
    return in_force(
        pemilihan.ruleset, await rules(tx, pemilihan.ruleset), pemilihan.hari_pemungutan
    )


async def add_ruleset(tx: AsyncSession, id_: str, nama: str, aturan: list[dict[str, Any]]) -> None:
    """Insert a ruleset with its rules."""
    await tx.execute(insert(RulesetRow).values(id=id_, nama=nama))
    await tx.execute(insert(AturanRow), [{"ruleset": id_, **a} for a in aturan])


async def get_ruleset(tx: AsyncSession, id_: str) -> RulesetRow | None:
    """One ruleset."""
    return await tx.get(RulesetRow, id_)
