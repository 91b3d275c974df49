"""The schedule of each election, every revision of it."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import ARRAY, ForeignKey, ForeignKeyConstraint, Text, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from election_common.kerangka.pemilihan import Pemilihan
from election_common.tindakan import Jendela
from publication.domain.tahapan import Tahapan, jendela
from publication.store.base import Base, Kode, Waktu


class Jadwal(Base):
    """A revision of a schedule."""

    __tablename__ = "jadwal"

    pemilihan: Mapped[Kode] = mapped_column(ForeignKey(Pemilihan.id), primary_key=True)
    revisi: Mapped[int] = mapped_column(primary_key=True)
    sumber: Mapped[str]
    alasan: Mapped[str | None]
    diterbitkan_pada: Mapped[Waktu]


class TahapanRow(Base):
    """A row of a revision."""

    __tablename__ = "tahapan"
    __table_args__ = (
        ForeignKeyConstraint(["pemilihan", "revisi"], ["jadwal.pemilihan", "jadwal.revisi"]),
    )

    pemilihan: Mapped[Kode] = mapped_column(primary_key=True)
    revisi: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(primary_key=True)
    urut: Mapped[int]
    layanan: Mapped[str]
    kegiatan: Mapped[str]
    tindakan: Mapped[list[str]] = mapped_column(ARRAY(Text))
    mulai: Mapped[Waktu | None]
    selesai: Mapped[Waktu | None]
    relative_to: Mapped[str | None]
    offset: Mapped[int | None]
    offset_kind: Mapped[str | None]
    set_by: Mapped[str]
    dasar: Mapped[str]
    tanda: Mapped[str]
    catatan: Mapped[str]


async def hold(tx: AsyncSession, pemilihan: str) -> int:
    """Hold the schedule of an election until the transaction ends; returns its newest revision."""
    await tx.execute(
        text("select pg_advisory_xact_lock(hashtextextended('jadwal/' || :pemilihan, 0))"),
        {"pemilihan": pemilihan},
    )
    newest = await tx.scalar(select(func.max(Jadwal.revisi)).where(Jadwal.pemilihan == pemilihan))
    return newest or 0


async def add(tx: AsyncSession, jadwal: Jadwal, tahapan: Sequence[Tahapan]) -> None:
    """Insert a revision with its rows."""
    tx.add(jadwal)
    await tx.flush()
    key = {"pemilihan": jadwal.pemilihan, "revisi": jadwal.revisi}
    await tx.execute(
        insert(TahapanRow),
        [{**key, "urut": urut, **asdict(t)} for urut, t in enumerate(tahapan)],
    )


async def revision(
    tx: AsyncSession, pemilihan: str, revisi: int | None = None
) -> tuple[Jadwal, list[Tahapan]] | None:
    """One revision with its rows; the newest unless one is named."""
    query = select(Jadwal).where(Jadwal.pemilihan == pemilihan)
    if revisi is not None:
        query = query.where(Jadwal.revisi == revisi)
    jadwal = await tx.scalar(query.order_by(Jadwal.revisi.desc()).limit(1))
    if jadwal is None:
        return None
    rows = await tx.scalars(
        select(TahapanRow)
        .where(TahapanRow.pemilihan == pemilihan, TahapanRow.revisi == jadwal.revisi)
        .order_by(TahapanRow.urut)
    )
    return jadwal, [_value(r) for r in rows]


async def windows(tx: AsyncSession, pemilihan: str) -> list[Jendela]:
    """The windows of the newest revision."""
    newest = await revision(tx, pemilihan)
    return jendela(newest[1]) if newest else []


def _value(r: TahapanRow) -> Tahapan:
    return Tahapan(
        kode=r.kode, layanan=r.layanan, kegiatan=r.kegiatan, tindakan=r.tindakan, mulai=r.mulai,
        selesai=r.selesai, relative_to=r.relative_to, offset=r.offset, offset_kind=r.offset_kind,
        set_by=r.set_by, dasar=r.dasar, tanda=r.tanda, catatan=r.catatan,
    )  # fmt: skip
