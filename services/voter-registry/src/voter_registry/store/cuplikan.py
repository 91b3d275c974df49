"""Snapshots of a list: composed as drafts by set statements, fixed by a plenary, never changed."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, SmallInteger, Uuid, select, text
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from election_common.hot_read import HotReads
from election_common.scope import Scope
from voter_registry.store.base import Base, Id, Kode, Waktu
from voter_registry.store.daftar_pemilih import visible


class Cuplikan(Base):
    """A snapshot: its sums, their provenance, digest, and the papers that fixed it."""

    __tablename__ = "cuplikan"
    __table_args__ = (
        Index(
            "cuplikan_satu_penetapan",
            "daftar",
            "tahap",
            unique=True,
            postgresql_where=text("status = 'ditetapkan'"),
        ),
    )

    id: Mapped[Id]
    daftar: Mapped[UUID] = mapped_column(ForeignKey("daftar_pemilih.id"))
    pemilihan: Mapped[Kode] = mapped_column(ForeignKey("pemilihan.id"))
    wilayah: Mapped[Kode] = mapped_column(ForeignKey("wilayah.kode"))
    tahap: Mapped[str]
    status: Mapped[str]
    l: Mapped[int]
    p: Mapped[int]
    tps: Mapped[int]
    asal_jumlah: Mapped[str]
    asal_lp: Mapped[str]
    sidik: Mapped[str]
    disusun_pada: Mapped[Waktu]
    ba_nomor: Mapped[str | None]
    ba_tanggal: Mapped[date | None]
    sk_nomor: Mapped[str | None]
    sk_tanggal: Mapped[date | None]
    penanda_tangan: Mapped[list[Any] | None]
    ditetapkan_pada: Mapped[Waktu | None]


def _of_snapshot() -> ForeignKey:
    """A row of a snapshot is written before the snapshot's own row, whose sums are final."""
    return ForeignKey("cuplikan.id", deferrable=True, initially="DEFERRED")


class RekapTps(Base):
    """The snapshot's counts in one polling station."""

    __tablename__ = "rekap_tps"

    cuplikan: Mapped[UUID] = mapped_column(_of_snapshot(), primary_key=True)
    tps: Mapped[Kode] = mapped_column(primary_key=True)
    l: Mapped[int]
    p: Mapped[int]
    baru: Mapped[int]
    disabilitas: Mapped[int]
    sidik: Mapped[str]


class CuplikanPemilih(Base):
    """A voter as a snapshot lists him."""

    __tablename__ = "cuplikan_pemilih"
    __table_args__ = (Index("cuplikan_pemilih_nik", "nik_indeks"),)

    cuplikan: Mapped[UUID] = mapped_column(_of_snapshot(), primary_key=True)
    tps: Mapped[Kode] = mapped_column(primary_key=True)
    pemilih: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    versi: Mapped[int]
    nik_indeks: Mapped[bytes] = mapped_column(LargeBinary)
    nkk_akhir: Mapped[str]
    nama: Mapped[str]
    jenis_kelamin: Mapped[str]
    umur: Mapped[int] = mapped_column(SmallInteger)
    alamat: Mapped[str]
    rt: Mapped[str]
    rw: Mapped[str]
    disabilitas: Mapped[int] = mapped_column(SmallInteger)


_ROWS = text("""
    insert into cuplikan_pemilih
    select :cuplikan, lokasi, id, versi, nik_indeks, nkk_akhir, nama, jenis_kelamin,
           extract(year from age(cast(:hari as date), tanggal_lahir)), alamat, rt, rw, disabilitas
    from pemilih
    where pemilihan = :pemilihan and kab = :kab and status <> 'tms'
    order by lokasi, id
""")

# The digest of a TPS covers its voters in order; that of the list covers its TPS in order.
_PER_TPS = text("""
    insert into rekap_tps
    select c.cuplikan, c.tps,
           count(*) filter (where c.jenis_kelamin = 'L'),
           count(*) filter (where c.jenis_kelamin = 'P'),
           count(*) filter (where v.sumber <> 'dp4'),
           count(*) filter (where c.disabilitas > 0),
           encode(sha256(convert_to(
               string_agg(c.pemilih || ':' || c.versi, ',' order by c.pemilih), 'UTF8')), 'hex')
    from cuplikan_pemilih c
    join pemilih v on v.pemilihan = :pemilihan and v.kab = :kab and v.id = c.pemilih
    where c.cuplikan = :cuplikan
    group by c.cuplikan, c.tps
""")

_DISCARD = text("select gugurkan_draf(:daftar, :tahap)")


async def compose(tx: AsyncSession, cuplikan: UUID, pemilihan: str, kab: str, hari: date) -> None:
    """Copy the active voters of a list into a snapshot, and count them per TPS."""
    where = {"cuplikan": cuplikan, "pemilihan": pemilihan, "kab": kab}
    await tx.execute(_ROWS, {**where, "hari": hari})
    await tx.execute(_PER_TPS, where)


async def discard_drafts(tx: AsyncSession, daftar: UUID, tahap: str) -> None:
    """A new draft takes the place of older ones, whose copies of the voters go."""
    await tx.execute(_DISCARD, {"daftar": daftar, "tahap": tahap})


async def sums(tx: AsyncSession, cuplikan: UUID) -> Row[Any]:
    """`l`, `p`, `tps` and `sidik` of a snapshot from its counts per TPS."""
    return (
        await tx.execute(
            text("""
                select coalesce(sum(l), 0)::int as l, coalesce(sum(p), 0)::int as p,
                       count(*)::int as tps,
                       encode(sha256(convert_to(coalesce(
                           string_agg(tps || ':' || sidik, ',' order by tps), ''), 'UTF8')), 'hex')
                       as sidik
                from rekap_tps where cuplikan = :cuplikan
            """),
            {"cuplikan": cuplikan},
        )
    ).one()


async def draft(
    tx: AsyncSession, scope: Scope, daftar: UUID, tahap: str, *, lock: bool
) -> Cuplikan | None:
    """The draft of a stage, its row locked when a plenary is about to fix it."""
    query = select(Cuplikan).where(
        Cuplikan.daftar == daftar,
        Cuplikan.tahap == tahap,
        Cuplikan.status == "draf",
        visible(Cuplikan.wilayah, scope),
    )
    return await tx.scalar(query.with_for_update() if lock else query)


async def of_list(tx: AsyncSession, scope: Scope, daftar: UUID) -> Sequence[Cuplikan]:
    """Snapshots of a list that stand, oldest first."""
    found = await tx.scalars(
        select(Cuplikan)
        .where(
            Cuplikan.daftar == daftar,
            Cuplikan.status != "gugur",
            visible(Cuplikan.wilayah, scope),
        )
        .order_by(Cuplikan.id)
    )
    return found.all()


async def established(
    tx: AsyncSession, scope: Scope, pemilihan: str, tahap: str
) -> Sequence[Cuplikan]:
    """The established lists of an election at one stage."""
    found = await tx.scalars(
        select(Cuplikan)
        .where(
            Cuplikan.pemilihan == pemilihan,
            Cuplikan.tahap == tahap,
            Cuplikan.status == "ditetapkan",
            visible(Cuplikan.wilayah, scope),
        )
        .order_by(Cuplikan.wilayah)
    )
    return found.all()


async def per_tps(tx: AsyncSession, cuplikan: UUID) -> Sequence[RekapTps]:
    """Counts per TPS, in order of their codes."""
    found = await tx.scalars(
        select(RekapTps).where(RekapTps.cuplikan == cuplikan).order_by(RekapTps.tps)
    )
    return found.all()


async def recap(hot: HotReads, pemilihan: str, tahap: str, wilayah: str) -> list[Any]:
    """Established figures of the regions right below one; public."""
    return await hot.rows("select * from rekap_resmi(%s, %s, %s)", pemilihan, tahap, wilayah)


async def registered(
    hot: HotReads, pemilihan: str, nik_indeks: Sequence[bytes], nkk_akhir: str
) -> Any | None:  # noqa: ANN401 (a row)
    """Where one voter stands, by all indexes of his NIK, and what this house cannot say; public.

    None for an election that is not here.
    """
    check = "select * from periksa_dpt(%s, %s, %s)"
    rows = await hot.rows(check, pemilihan, list(nik_indeks), nkk_akhir)
    return rows[0] if rows else None
