"""Determined pairs as everybody may read them, and the plenary behind them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Row, Text, UniqueConstraint, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, column_property, mapped_column

from candidacy.store.base import Base, Kode, Waktu
from election_common.kerangka.pemilihan import Pemilihan
from election_common.page import Page, Part

_SEMENTARA = text("select * from pasangan_sementara(:pemilihan)")


class PasanganCalon(Base):
    """A determined pair: class P0 only, each field with its provenance in `asal`."""

    __tablename__ = "pasangan_calon"
    __table_args__ = (UniqueConstraint("pemilihan", "nomor_urut", name="pasangan_calon_nomor"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pemilihan: Mapped[Kode] = mapped_column(ForeignKey(Pemilihan.id))
    nomor_urut: Mapped[int | None] = mapped_column()
    #: Its place in a list: by number, or before all of them while none is drawn.
    urut: Mapped[int] = column_property(func.coalesce(nomor_urut, 0))
    status: Mapped[str]
    calon: Mapped[str]
    wakil: Mapped[str]
    partai: Mapped[list[str]] = mapped_column(ARRAY(Text))
    tanggal_daftar: Mapped[date | None]
    sk_penetapan: Mapped[str | None]
    sk_nomor_urut: Mapped[str | None]
    asal: Mapped[dict[str, Any]]
    catatan: Mapped[str]
    syarat: Mapped[list[Any]]
    versi: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versi}


class Penetapan(Base):
    """The plenary that determined the pairs of an election."""

    __tablename__ = "penetapan"

    pemilihan: Mapped[Kode] = mapped_column(ForeignKey(Pemilihan.id), primary_key=True)
    ba_nomor: Mapped[str]
    ba_tanggal: Mapped[date]
    sk_nomor: Mapped[str]
    sk_tanggal: Mapped[date]
    suara: Mapped[list[Any]]
    ditetapkan_pada: Mapped[Waktu]


async def hold(tx: AsyncSession, pemilihan: str) -> None:
    """Hold the pairs of an election until the transaction ends: they enter once."""
    await tx.execute(
        text("select pg_advisory_xact_lock(hashtextextended('pasangan/' || :pemilihan, 0))"),
        {"pemilihan": pemilihan},
    )


async def of(tx: AsyncSession, pemilihan: str) -> Sequence[PasanganCalon]:
    """The pairs of an election by number."""
    rows = await tx.scalars(
        select(PasanganCalon)
        .where(PasanganCalon.pemilihan == pemilihan)
        .order_by(PasanganCalon.nomor_urut.nulls_last(), PasanganCalon.id)
    )
    return rows.all()


async def list_of(tx: AsyncSession, pemilihan: str, page: Page) -> Part[PasanganCalon]:
    """A page of the pairs of an election, by number."""
    query = select(PasanganCalon).where(PasanganCalon.pemilihan == pemilihan)
    return await page.read(tx, query, PasanganCalon.urut, PasanganCalon.id)


async def provisional(tx: AsyncSession, pemilihan: str) -> Sequence[Row[Any]]:
    """The pairs of an election that are MS and not determined: what was announced of them."""
    return (await tx.execute(_SEMENTARA, {"pemilihan": pemilihan})).all()


async def get(tx: AsyncSession, id_: UUID, *, lock: bool = False) -> PasanganCalon | None:
    """One pair; its row locked when it is about to change."""
    return await tx.get(PasanganCalon, id_, with_for_update=lock)


async def add_all(tx: AsyncSession, pairs: Sequence[PasanganCalon]) -> None:
    """Insert pairs."""
    tx.add_all(pairs)
    await tx.flush()


async def set_numbers(
    tx: AsyncSession, pairs: Sequence[PasanganCalon], nomor: Mapping[str, int], sk: str
) -> None:
    """Give each pair its number."""
    for pair in pairs:
        pair.nomor_urut, pair.sk_nomor_urut = nomor[str(pair.id)], sk
    await tx.flush()


async def add_plenary(tx: AsyncSession, values: dict[str, Any]) -> bool:
    """Insert the plenary of an election; says whether it had none."""
    new = insert(Penetapan).values(**values).on_conflict_do_nothing().returning(Penetapan.pemilihan)
    return await tx.scalar(new) is not None


async def plenary(tx: AsyncSession, pemilihan: str) -> Penetapan | None:
    """The plenary of an election."""
    return await tx.get(Penetapan, pemilihan)
