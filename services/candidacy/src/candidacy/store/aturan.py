"""The rules, and the kinds of documents that they ask for."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from candidacy.domain.aturan import Aturan
from candidacy.domain.jenis_dokumen import JenisDokumen, Kelas, Lingkup
from candidacy.store.base import Base
from election_common.page import Page, Part


class AturanRow(Base):
    """A rule with its source and validity."""

    __tablename__ = "aturan"

    nama: Mapped[str] = mapped_column(primary_key=True)
    berlaku_dari: Mapped[date] = mapped_column(primary_key=True)
    berlaku_sampai: Mapped[date | None]
    nilai: Mapped[Any] = mapped_column(JSONB)
    regulasi: Mapped[str]
    pasal: Mapped[str]
    terverifikasi: Mapped[bool]


class JenisDokumenRow(Base):
    """A kind of document with its source and its disclosure class."""

    __tablename__ = "jenis_dokumen"

    kode: Mapped[str] = mapped_column(primary_key=True)
    urut: Mapped[int] = mapped_column(unique=True)
    nama: Mapped[str]
    lingkup: Mapped[str]
    pemicu: Mapped[str | None]
    kelas: Mapped[str]
    penerbit: Mapped[str]
    regulasi: Mapped[str]
    pasal: Mapped[str]
    terverifikasi: Mapped[bool]
    menentukan: Mapped[bool]


async def all_(tx: AsyncSession) -> list[Aturan]:
    """All rules, whatever their validity."""
    rows = await tx.scalars(select(AturanRow).order_by(AturanRow.nama, AturanRow.berlaku_dari))
    return [
        Aturan(
            nama=a.nama, nilai=a.nilai, regulasi=a.regulasi, pasal=a.pasal,
            berlaku_dari=a.berlaku_dari, berlaku_sampai=a.berlaku_sampai,
            terverifikasi=a.terverifikasi,
        )
        for a in rows
    ]  # fmt: skip


async def list_all(tx: AsyncSession, page: Page) -> Part[AturanRow]:
    """A page of the rules, whatever their validity."""
    return await page.read(tx, select(AturanRow), AturanRow.nama, AturanRow.berlaku_dari)


async def add(tx: AsyncSession, values: dict[str, Any]) -> bool:
    """Insert a rule; says whether none of its name began on that day."""
    new = insert(AturanRow).values(**values).on_conflict_do_nothing().returning(AturanRow.nama)
    return await tx.scalar(new) is not None


async def jenis_dokumen(tx: AsyncSession) -> list[JenisDokumen]:
    """The kinds of documents that are due at registration, in their order."""
    rows = await tx.scalars(select(JenisDokumenRow).order_by(JenisDokumenRow.urut))
    return [
        JenisDokumen(
            kode=j.kode, nama=j.nama, lingkup=Lingkup(j.lingkup), pemicu=j.pemicu,
            kelas=Kelas(j.kelas), menentukan=j.menentukan,
            dasar=f"{j.regulasi} {j.pasal}" + ("" if j.terverifikasi else " [M]"),
        )
        for j in rows
    ]  # fmt: skip
