"""Parties of an election, and the thresholds that follow from what they won."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from candidacy.domain.partai import Partai
from candidacy.store.base import Base, Kode, Waktu
from election_common.kerangka.pemilihan import Pemilihan
from election_common.provenance import Asal


class PartaiRow(Base):
    """A party with its figures, each with its provenance.

    `versi` is that of the election's list when it was last put; the newest one is the list's.
    """

    __tablename__ = "partai"
    __table_args__ = (UniqueConstraint("pemilihan", "nomor", name="partai_nomor"),)

    pemilihan: Mapped[Kode] = mapped_column(ForeignKey(Pemilihan.id), primary_key=True)
    kode: Mapped[Kode] = mapped_column(primary_key=True)
    nomor: Mapped[int]
    nama: Mapped[str]
    suara: Mapped[int | None]
    asal_suara: Mapped[str]
    kursi: Mapped[int | None]
    asal_kursi: Mapped[str]
    sumber: Mapped[str]
    versi: Mapped[int] = mapped_column(server_default="1")


class AmbangBatas(Base):
    """A revision of a threshold decree: the figures it rests on, and the calculation."""

    __tablename__ = "ambang_batas"

    pemilihan: Mapped[Kode] = mapped_column(ForeignKey(Pemilihan.id), primary_key=True)
    revisi: Mapped[int] = mapped_column(primary_key=True)
    sk_nomor: Mapped[str]
    sk_tanggal: Mapped[date]
    alasan: Mapped[str | None]
    dasar: Mapped[dict[str, Any]]
    hasil: Mapped[dict[str, Any]]
    dicatat_pada: Mapped[Waktu]


async def put_all(
    tx: AsyncSession, pemilihan: str, rows: Sequence[dict[str, Any]], versi: int
) -> None:
    """Insert parties, or mend their figures, as a version of the list."""
    new = insert(PartaiRow)
    figures = ("nama", "suara", "asal_suara", "kursi", "asal_kursi", "sumber", "versi")
    await tx.execute(
        new.on_conflict_do_update(
            index_elements=["pemilihan", "kode"], set_={f: new.excluded[f] for f in figures}
        ),
        [{"pemilihan": pemilihan, "versi": versi, **r} for r in rows],
    )


async def list_of(tx: AsyncSession, pemilihan: str) -> Sequence[PartaiRow]:
    """The parties of an election, in the order of their numbers."""
    rows = await tx.scalars(
        select(PartaiRow).where(PartaiRow.pemilihan == pemilihan).order_by(PartaiRow.nomor)
    )
    return rows.all()


def version(rows: Iterable[PartaiRow]) -> int:
    """The version of a list of parties; 0 before its first."""
    return max((row.versi for row in rows), default=0)


async def of(tx: AsyncSession, pemilihan: str) -> dict[str, Partai]:
    """The parties of an election by code, in the order of their numbers."""
    return {
        p.kode: Partai(
            p.kode, p.nomor, p.nama, p.suara, Asal(p.asal_suara), p.kursi, Asal(p.asal_kursi)
        )
        for p in await list_of(tx, pemilihan)
    }


async def hold_threshold(tx: AsyncSession, pemilihan: str) -> int:
    """Hold an election's thresholds until the transaction ends; returns the newest revision."""
    await tx.execute(
        text("select pg_advisory_xact_lock(hashtextextended('ambang/' || :pemilihan, 0))"),
        {"pemilihan": pemilihan},
    )
    newest = select(func.max(AmbangBatas.revisi)).where(AmbangBatas.pemilihan == pemilihan)
    return await tx.scalar(newest) or 0


async def threshold(
    tx: AsyncSession, pemilihan: str, revisi: int | None = None
) -> AmbangBatas | None:
    """One revision of the threshold; the newest unless one is named."""
    query = select(AmbangBatas).where(AmbangBatas.pemilihan == pemilihan)
    if revisi is not None:
        query = query.where(AmbangBatas.revisi == revisi)
    return await tx.scalar(query.order_by(AmbangBatas.revisi.desc()).limit(1))
