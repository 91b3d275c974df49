"""Published documents: what must be looked at, every version, and whether its files are there."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, LargeBinary, Uuid, delete, insert, select, text
from sqlalchemy import update as sql_update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.engine import Row, RowMapping
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from publication.domain.dokumen import Jenis
from publication.store.base import Base, Kode, Waktu


class PerluTerbit(Base):
    """A mark: the documents of this unit, and of those that contain it, may have changed."""

    __tablename__ = "perlu_terbit"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    pemilihan: Mapped[Kode]
    jenis: Mapped[str]
    kode: Mapped[Kode]
    sebab: Mapped[str]


class Dokumen(Base):
    """A version of a document; `isi` is its file, compressed."""

    __tablename__ = "dokumen"
    __table_args__ = (
        Index(
            "dokumen_belum_terpasang", "diterbitkan_pada", postgresql_where=text("not terpasang")
        ),
    )

    pemilihan: Mapped[Kode] = mapped_column(primary_key=True)
    jenis: Mapped[str] = mapped_column(primary_key=True)
    kode: Mapped[Kode] = mapped_column(primary_key=True)
    versi: Mapped[int] = mapped_column(primary_key=True)
    cuplikan: Mapped[UUID] = mapped_column(Uuid)
    sidik: Mapped[str]
    sidik_isi: Mapped[str]
    sebab: Mapped[str]
    status: Mapped[str]
    resmi: Mapped[bool]
    waktu_legal: Mapped[Waktu]
    diterbitkan_pada: Mapped[Waktu]
    isi: Mapped[bytes] = mapped_column(LargeBinary)
    terpasang: Mapped[bool]


async def mark(
    tx: AsyncSession, pemilihan: str, jenis: Jenis, codes: Iterable[str], sebab: str
) -> None:
    """Ask for the documents of these units, in the transaction of their change."""
    rows = [
        {"pemilihan": pemilihan, "jenis": jenis, "kode": kode, "sebab": sebab}
        for kode in sorted(codes)
    ]
    if rows:
        await tx.execute(insert(PerluTerbit), rows)


async def take_snapshot(tx: AsyncSession, pemilihan: str) -> bool:
    """Make the transaction see one moment only; False while another publisher works."""
    await tx.execute(text("set transaction isolation level repeatable read"))
    return await take_turn(tx, pemilihan)


async def take_turn(tx: AsyncSession, hal: str) -> bool:
    """Be the one publisher of one thing until the transaction ends; False while another is.

    `hal` is an election, or the checkpoints of a service.
    """
    held: bool = await tx.scalar(
        text("select pg_try_advisory_xact_lock(hashtextextended('penerbitan/' || :p, 0))"),
        {"p": hal},
    )
    return held


#: Marks, or versions whose files are not known to be there.
WAITING = "exists (select from perlu_terbit) or exists (select from dokumen where not terpasang)"


async def marked(tx: AsyncSession) -> list[str]:
    """Elections with marks."""
    return list(await tx.scalars(select(PerluTerbit.pemilihan).distinct()))


async def marks(tx: AsyncSession, pemilihan: str) -> Sequence[PerluTerbit]:
    """The marks of an election that this snapshot sees."""
    found = await tx.scalars(
        select(PerluTerbit).where(PerluTerbit.pemilihan == pemilihan).order_by(PerluTerbit.id)
    )
    return found.all()


async def clear(tx: AsyncSession, ids: Collection[int]) -> None:
    """Remove exactly these marks."""
    await tx.execute(delete(PerluTerbit).where(PerluTerbit.id.in_(ids)))


async def newest(tx: AsyncSession, pemilihan: str) -> dict[tuple[str, str], tuple[int, str]]:
    """Number and content digest of the newest version, by kind and unit."""
    rows = await tx.execute(
        select(Dokumen.jenis, Dokumen.kode, Dokumen.versi, Dokumen.sidik_isi)
        .ext(distinct_on(Dokumen.jenis, Dokumen.kode))
        .where(Dokumen.pemilihan == pemilihan)
        .order_by(Dokumen.jenis, Dokumen.kode, Dokumen.versi.desc())
    )
    return {(r.jenis, r.kode): (r.versi, r.sidik_isi) for r in rows}


async def add(tx: AsyncSession, dokumen: Sequence[dict[str, Any]]) -> None:
    """Insert new versions; their files are written after the commit."""
    await tx.execute(insert(Dokumen), [{**d, "terpasang": False} for d in dokumen])


async def waiting(tx: AsyncSession) -> list[str]:
    """Elections with versions whose files are not known to be there."""
    return list(await tx.scalars(select(Dokumen.pemilihan).distinct().where(~Dokumen.terpasang)))


async def not_installed(tx: AsyncSession, pemilihan: str, limit: int) -> Sequence[Dokumen]:
    """Versions whose files are not known to be there: small units first, then old versions."""
    found = await tx.scalars(
        select(Dokumen)
        .where(Dokumen.pemilihan == pemilihan, ~Dokumen.terpasang)
        .order_by(Dokumen.diterbitkan_pada, Dokumen.kode.desc(), Dokumen.jenis, Dokumen.versi)
        .limit(limit)
    )
    return found.all()


async def history(tx: AsyncSession, pemilihan: str, jenis: str, kode: str) -> Sequence[RowMapping]:
    """Every version of a document without its bytes, oldest first."""
    return (
        await tx.execute(
            select(
                Dokumen.versi, Dokumen.sidik, Dokumen.sebab, Dokumen.status, Dokumen.resmi,
                Dokumen.cuplikan, Dokumen.waktu_legal, Dokumen.diterbitkan_pada,
            )
            .where(
                Dokumen.pemilihan == pemilihan, Dokumen.jenis == jenis, Dokumen.kode == kode
            )
            .order_by(Dokumen.versi)
        )
    ).mappings().all()  # fmt: skip


async def version(tx: AsyncSession, pemilihan: str, jenis: str, kode: str, versi: int) -> Dokumen:
    """One version with its bytes."""
    return await tx.get_one(Dokumen, (pemilihan, jenis, kode, versi))


async def set_installed(tx: AsyncSession, dokumen: Iterable[Dokumen]) -> None:
    """Note that the files of these versions are there."""
    for d in dokumen:
        d.terpasang = True
    await tx.flush()


async def units(tx: AsyncSession) -> Sequence[Row[str, str, str, int, str]]:
    """Every document with its newest version: `pemilihan`, `jenis`, `kode`, `versi`, `sidik`."""
    key = (Dokumen.pemilihan, Dokumen.jenis, Dokumen.kode)
    return (
        await tx.execute(
            select(*key, Dokumen.versi, Dokumen.sidik)
            .ext(distinct_on(*key))
            .order_by(*key, Dokumen.versi.desc())
        )
    ).all()


async def set_missing(tx: AsyncSession, pemilihan: str, jenis: str, kode: str) -> None:
    """Have all files of a document written anew."""
    await tx.execute(
        sql_update(Dokumen)
        .where(Dokumen.pemilihan == pemilihan, Dokumen.jenis == jenis, Dokumen.kode == kode)
        .values(terpasang=False)
    )
