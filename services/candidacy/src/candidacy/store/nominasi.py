"""Nominations with their candidates and their history; seen by their own and by the offices."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    func,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import flag_modified

from candidacy.domain.calon import Gelar, Letak
from candidacy.store.base import Base, Kode, Waktu
from election_common.database import within
from election_common.kerangka.pemilihan import Pemilihan
from election_common.page import Page, Part
from election_common.scope import SEMUA, Scope


class Nominasi(Base):
    """The nomination of one pair; `versi` is its ETag."""

    __tablename__ = "nominasi"
    __table_args__ = (
        UniqueConstraint("pemilihan", "peserta", name="nominasi_peserta"),
        Index("nominasi_wilayah", "wilayah"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pemilihan: Mapped[Kode] = mapped_column(ForeignKey(Pemilihan.id))
    wilayah: Mapped[Kode]
    peserta: Mapped[Kode]
    partai: Mapped[list[str]] = mapped_column(ARRAY(Text))
    status: Mapped[str]
    putaran: Mapped[int]
    ambang_revisi: Mapped[int | None]
    diajukan_pada: Mapped[Waktu | None]
    versi: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versi}


class Calon(Base):
    """A candidate; NIK and birth date are sealed for this row."""

    __tablename__ = "calon"
    __table_args__ = (Index("calon_nik", "nik_indeks"),)

    nominasi: Mapped[UUID] = mapped_column(ForeignKey("nominasi.id"), primary_key=True)
    posisi: Mapped[str] = mapped_column(primary_key=True)
    wilayah: Mapped[Kode]
    peserta: Mapped[Kode]
    nama: Mapped[str]
    jenis_kelamin: Mapped[str]
    tempat_lahir: Mapped[str]
    tanggal_lahir: Mapped[bytes] = mapped_column(LargeBinary)
    nik: Mapped[bytes] = mapped_column(LargeBinary)
    nik_indeks: Mapped[bytes] = mapped_column(LargeBinary)
    gelar: Mapped[list[Any]]
    pemicu: Mapped[list[str]] = mapped_column(ARRAY(Text))

    @property
    def titles(self) -> list[Gelar]:
        """The titles that the candidate claims."""
        return [Gelar(g["teks"], Letak(g["letak"]), g["bukti"]) for g in self.gelar]


class Riwayat(Base):
    """A step of a nomination, or an attempt without effect: who, when, in which window."""

    __tablename__ = "riwayat"
    __table_args__ = (Index("riwayat_nominasi", "nominasi", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    nominasi: Mapped[UUID] = mapped_column(ForeignKey("nominasi.id"))
    wilayah: Mapped[Kode]
    peserta: Mapped[Kode]
    tindakan: Mapped[str]
    dari: Mapped[str]
    ke: Mapped[str]
    dasar: Mapped[str]
    jendela: Mapped[str | None]
    kertas: Mapped[dict[str, Any]]
    oleh: Mapped[str]
    pada: Mapped[Waktu]
    waktu_legal: Mapped[Waktu]


def place(kolom: str, nominasi: UUID, posisi: str) -> str:
    """The place that a sealed value of a candidate is bound to."""
    return f"calon|{kolom}|{nominasi}/{posisi}"


def mine(row: type[Any], scope: Scope) -> ColumnElement[bool]:
    """The first wall of every dossier table: region and `peserta`."""
    region = within(row.wilayah, scope)
    return region if scope.peserta == SEMUA else region & (row.peserta == scope.peserta)


async def get(tx: AsyncSession, scope: Scope, id_: UUID, *, lock: bool = False) -> Nominasi | None:
    """One nomination, its row locked when it or its dossier is about to change."""
    query = select(Nominasi).where(Nominasi.id == id_, mine(Nominasi, scope))
    return await tx.scalar(query.with_for_update() if lock else query)


async def advance_version(tx: AsyncSession, nominasi: Nominasi) -> None:
    """Raise the version of a nomination whose dossier has changed; the caller holds its row."""
    flag_modified(nominasi, "status")
    await tx.flush()


async def hold_reception(tx: AsyncSession, pemilihan: str) -> None:
    """Hold the receptions of an election until the transaction ends: each sees those before it."""
    await tx.execute(
        text("select pg_advisory_xact_lock(hashtextextended('penerimaan/' || :pemilihan, 0))"),
        {"pemilihan": pemilihan},
    )


async def of_election(
    tx: AsyncSession, scope: Scope, pemilihan: str, *, lock: bool = False
) -> Sequence[Nominasi]:
    """The nominations of an election; locked in one order, so that plenaries do not deadlock."""
    query = (
        select(Nominasi)
        .where(Nominasi.pemilihan == pemilihan, mine(Nominasi, scope))
        .order_by(Nominasi.id)
        .execution_options(populate_existing=True)
    )
    return (await tx.scalars(query.with_for_update() if lock else query)).all()


async def count_steps(tx: AsyncSession, scope: Scope, pemilihan: str) -> int:
    """How many steps the nominations of an election have taken; attempts are none."""
    query = (
        select(func.count())
        .select_from(Riwayat)
        .join(Nominasi, Nominasi.id == Riwayat.nominasi)
        .where(Nominasi.pemilihan == pemilihan, mine(Riwayat, scope), Riwayat.dari != Riwayat.ke)
    )
    return await tx.scalar(query) or 0


async def list_of(tx: AsyncSession, scope: Scope, pemilihan: str, page: Page) -> Part[Nominasi]:
    """A page of the nominations of an election."""
    query = select(Nominasi).where(Nominasi.pemilihan == pemilihan, mine(Nominasi, scope))
    return await page.read(tx, query, Nominasi.id)


async def add(tx: AsyncSession, values: dict[str, Any]) -> bool:
    """Insert a draft; says whether its `peserta` had none in this election."""
    new = insert(Nominasi).values(versi=1, **values).on_conflict_do_nothing()
    return await tx.scalar(new.returning(Nominasi.id)) is not None


async def candidates(tx: AsyncSession, scope: Scope, nominasi: UUID) -> dict[str, Calon]:
    """The candidates of a nomination by position."""
    rows = await tx.scalars(
        select(Calon)
        .where(Calon.nominasi == nominasi, mine(Calon, scope))
        .execution_options(populate_existing=True)
    )
    return {c.posisi: c for c in rows}


async def put_candidate(tx: AsyncSession, values: dict[str, Any]) -> None:
    """Insert a candidate, or what is now stated of him."""
    rest = {
        k: v for k, v in values.items() if k not in {"nominasi", "posisi", "wilayah", "peserta"}
    }
    await tx.execute(
        insert(Calon)
        .values(**values)
        .on_conflict_do_update(index_elements=["nominasi", "posisi"], set_=rest)
    )


async def with_nik(
    tx: AsyncSession, scope: Scope, pemilihan: str, indeks: Collection[bytes]
) -> set[UUID]:
    """Nominations of an election that name one of these persons."""
    rows = await tx.scalars(
        select(Nominasi.id)
        .join(Calon, Calon.nominasi == Nominasi.id)
        .where(Nominasi.pemilihan == pemilihan, Calon.nik_indeks.in_(indeks), mine(Nominasi, scope))
    )
    return set(rows)


async def history(tx: AsyncSession, scope: Scope, nominasi: UUID) -> Sequence[Riwayat]:
    """What happened to a nomination, in order."""
    rows = await tx.scalars(
        select(Riwayat)
        .where(Riwayat.nominasi == nominasi, mine(Riwayat, scope))
        .order_by(Riwayat.id)
    )
    return rows.all()
