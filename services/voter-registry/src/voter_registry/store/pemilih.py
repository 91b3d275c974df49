"""Voters: rows of a partition per election and kabupaten/kota."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Uuid,
    case,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from election_common.database import within
from election_common.scope import Scope
from voter_registry.domain.rekap import Rekap
from voter_registry.store.base import Base, Kode


class Pemilih(Base):
    """A voter. NIK and NKK are sealed, their blind indexes stand beside.

    The last four digits of a NIK are its serial: with the birth date they would be most of it, so
    they are not kept in the clear. Those of the NKK are what `cek-dpt` asks for.
    """

    __tablename__ = "pemilih"
    __table_args__ = (
        PrimaryKeyConstraint("pemilihan", "kab", "id"),
        Index("pemilih_nik_indeks", "nik_indeks"),
        Index("pemilih_nkk_indeks", "nkk_indeks"),
        Index("pemilih_lokasi", "lokasi", "id"),
        {"postgresql_partition_by": "range (pemilihan, kab)"},
    )

    id: Mapped[UUID] = mapped_column(Uuid)
    pemilihan: Mapped[Kode]
    kab: Mapped[Kode]
    lokasi: Mapped[Kode]
    nik: Mapped[bytes] = mapped_column(LargeBinary)
    nik_indeks: Mapped[bytes] = mapped_column(LargeBinary)
    nkk: Mapped[bytes] = mapped_column(LargeBinary)
    nkk_indeks: Mapped[bytes] = mapped_column(LargeBinary)
    nkk_akhir: Mapped[str]
    nama: Mapped[str]
    tempat_lahir: Mapped[str]
    tanggal_lahir: Mapped[date]
    jenis_kelamin: Mapped[str]
    status_kawin: Mapped[str]
    alamat: Mapped[str]
    rt: Mapped[str]
    rw: Mapped[str]
    disabilitas: Mapped[int] = mapped_column(SmallInteger)
    ktp_el: Mapped[str]
    status: Mapped[str]
    kode_tms: Mapped[str | None]
    bukti: Mapped[str | None]
    sumber: Mapped[str]
    baris: Mapped[int | None]
    versi: Mapped[int]


def place(column: str, id_: UUID) -> str:
    """Where a sealed number belongs: it opens nowhere else."""
    return f"pemilih|{column}|{id_}"


def of_kab(pemilihan: str, kab: str, scope: Scope) -> ColumnElement[bool]:
    """The rows of a partition that a scope sees."""
    return (Pemilih.pemilihan == pemilihan) & (Pemilih.kab == kab) & within(Pemilih.lokasi, scope)


@dataclass(frozen=True, slots=True)
class Terkunci:
    """What an act needs to know of a voter whose row it holds; his NIK is sealed."""

    id: UUID
    nik: bytes
    lokasi: str
    status: str
    tanggal_lahir: date
    status_kawin: str
    versi: int


async def locked(
    tx: AsyncSession, scope: Scope, pemilihan: str, kab: str, ids: Collection[UUID]
) -> dict[UUID, Terkunci]:
    """The rows that a batch is about, locked in the order of their ids."""
    columns = [getattr(Pemilih, f.name) for f in fields(Terkunci)]
    found = await tx.execute(
        select(*columns)
        .where(of_kab(pemilihan, kab, scope), Pemilih.id.in_(ids))
        .order_by(Pemilih.id)
        .with_for_update()
    )
    return {row.id: Terkunci(*row) for row in found}


async def active_with_nik(
    tx: AsyncSession, pemilihan: str, indexes: Collection[bytes]
) -> set[bytes]:
    """Which of these blind indexes belong to an active voter, wherever he is registered.

    Each index is held until the transaction ends: of two who register one NIK at once, the second
    waits and then finds the first.
    """
    if not indexes:
        return set()
    await tx.execute(
        text(
            "select pg_advisory_xact_lock(hashtextextended(encode(i, 'hex'), 0))"
            " from unnest(cast(:indexes as bytea[])) i order by i"
        ),
        {"indexes": sorted(indexes)},
    )
    found = await tx.execute(
        text("select nik_aktif(:pemilihan, cast(:indexes as bytea[]))"),
        {"pemilihan": pemilihan, "indexes": list(indexes)},
    )
    return {bytes(row[0]) for row in found}


async def add_all(tx: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Insert voters found at the door."""
    await tx.execute(insert(Pemilih), list(rows))


async def mark_all(
    tx: AsyncSession, pemilihan: str, kab: str, marks: Sequence[dict[str, Any]]
) -> None:
    """Write findings in one statement: `id`, `status`, `kode_tms`, `bukti`, `lokasi`."""
    await tx.execute(
        text("""
            update pemilih p set status = m.status, kode_tms = m.kode_tms, bukti = m.bukti,
                                 lokasi = m.lokasi, versi = p.versi + 1
            from unnest(cast(:ids as uuid[]), cast(:status as text[]), cast(:kode as text[]),
                        cast(:bukti as text[]), cast(:lokasi as text[]))
                 m(id, status, kode_tms, bukti, lokasi)
            where p.pemilihan = :pemilihan and p.kab = :kab and p.id = m.id
        """),
        {
            "ids": [m["id"] for m in marks],
            "status": [m["status"] for m in marks],
            "kode": [m["kode_tms"] for m in marks],
            "bukti": [m["bukti"] for m in marks],
            "lokasi": [m["lokasi"] for m in marks],
            "pemilihan": pemilihan,
            "kab": kab,
        },
    )


async def change(
    tx: AsyncSession, pemilihan: str, kab: str, id_: UUID, values: dict[str, Any]
) -> None:
    """Write corrected fields of one voter; the version moves with the finding itself."""
    await tx.execute(
        update(Pemilih)
        .where(Pemilih.pemilihan == pemilihan, Pemilih.kab == kab, Pemilih.id == id_)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


async def place_in_tps(
    tx: AsyncSession, scope: Scope, pemilihan: str, kab: str
) -> tuple[int, list[str]]:
    """Check that every voter's TPS is in the mapping: how many are not, and which TPS they name."""
    missing = (
        await tx.execute(
            select(Pemilih.lokasi, func.count())
            .where(
                of_kab(pemilihan, kab, scope),
                text(
                    "not exists (select 1 from tps where tps.pemilihan = pemilih.pemilihan"
                    " and tps.kode = pemilih.lokasi)"
                ),
            )
            .group_by(Pemilih.lokasi)
            .order_by(Pemilih.lokasi)
        )
    ).all()
    return sum(n for _, n in missing), [kode for kode, _ in missing]


async def per_tps(tx: AsyncSession, scope: Scope, pemilihan: str, wilayah: str) -> dict[str, int]:
    """Active voters of each polling station of a region as they stand now."""
    found = await tx.execute(
        select(Pemilih.lokasi, func.count())
        .where(
            of_kab(pemilihan, wilayah[:4], scope & Scope.wilayah(wilayah)), Pemilih.status != "tms"
        )
        .group_by(Pemilih.lokasi)
    )
    return {lokasi: jumlah for lokasi, jumlah in found.all()}  # noqa: C416 - rows are no tuples


async def under_age(
    tx: AsyncSession, scope: Scope, pemilihan: str, wilayah: str, hari: date, minimum: int
) -> dict[str, int]:
    """Active voters of each polling station who are not of age on a day and never married."""
    umur = func.extract("year", func.age(hari, Pemilih.tanggal_lahir))
    found = await tx.execute(
        select(Pemilih.lokasi, func.count())
        .where(
            of_kab(pemilihan, wilayah[:4], scope & Scope.wilayah(wilayah)),
            Pemilih.status != "tms",
            Pemilih.status_kawin == "B",
            umur < minimum,
        )
        .group_by(Pemilih.lokasi)
    )
    return {lokasi: jumlah for lokasi, jumlah in found.all()}  # noqa: C416 - rows are no tuples


async def count(tx: AsyncSession, scope: Scope, pemilihan: str, wilayah: str) -> Rekap:
    """Active voters of a region as they stand now."""
    men = func.count(case((Pemilih.jenis_kelamin == "L", 1)))
    women = func.count(case((Pemilih.jenis_kelamin == "P", 1)))
    l, p, tps = (
        await tx.execute(
            select(men, women, func.count(Pemilih.lokasi.distinct())).where(
                of_kab(pemilihan, wilayah[:4], scope & Scope.wilayah(wilayah)),
                Pemilih.status != "tms",
            )
        )
    ).one()
    return Rekap(l, p, tps)
