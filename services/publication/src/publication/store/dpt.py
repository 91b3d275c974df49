"""The copy of the DPT: per TPS, per kabupaten/kota, and as the province recapitulated it."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from publication.domain.potret import PANJANG_KECAMATAN
from publication.store.base import Base, Kode, Waktu


class Dpt(Base):
    """The DPT of a kabupaten/kota, with the papers that established it."""

    __tablename__ = "dpt"

    pemilihan: Mapped[Kode] = mapped_column(primary_key=True)
    wilayah: Mapped[Kode] = mapped_column(primary_key=True)
    cuplikan: Mapped[str]
    sidik: Mapped[str]
    l: Mapped[int]
    p: Mapped[int]
    asal_jumlah: Mapped[str]
    asal_lp: Mapped[str]
    ba_nomor: Mapped[str]
    sk_nomor: Mapped[str]
    ditetapkan_pada: Mapped[Waktu]


class DptTps(Base):
    """Voters of one TPS."""

    __tablename__ = "dpt_tps"

    pemilihan: Mapped[Kode] = mapped_column(primary_key=True)
    tps: Mapped[Kode] = mapped_column(primary_key=True)
    l: Mapped[int]
    p: Mapped[int]


class RekapDpt(Base):
    """The DPT of a province, as its plenary recapitulated it."""

    __tablename__ = "rekap_dpt"

    pemilihan: Mapped[Kode] = mapped_column(primary_key=True)
    wilayah: Mapped[Kode] = mapped_column(primary_key=True)
    l: Mapped[int]
    p: Mapped[int]
    tps: Mapped[int]
    asal: Mapped[str]
    ba_nomor: Mapped[str]


def _in(pemilihan: str, kode: str) -> ColumnElement[bool]:
    return (DptTps.pemilihan == pemilihan) & (DptTps.tps >= kode) & (DptTps.tps < kode + "~")


async def replace(
    tx: AsyncSession, values: dict[str, Any], per_tps: Sequence[dict[str, Any]]
) -> None:
    """Keep the DPT of a kabupaten/kota in place of an older one."""
    pemilihan, kab = values["pemilihan"], values["wilayah"]
    await tx.execute(
        upsert(Dpt)
        .values(**values)
        .on_conflict_do_update(index_elements=["pemilihan", "wilayah"], set_=values)
    )
    await tx.execute(delete(DptTps).where(_in(pemilihan, kab)))
    if per_tps:
        await tx.execute(insert(DptTps), [{"pemilihan": pemilihan, **r} for r in per_tps])


async def put_recap(tx: AsyncSession, values: dict[str, Any]) -> None:
    """Keep what a province recapitulated."""
    await tx.execute(
        upsert(RekapDpt)
        .values(**values)
        .on_conflict_do_update(index_elements=["pemilihan", "wilayah"], set_=values)
    )


async def established(tx: AsyncSession, pemilihan: str) -> dict[str, Dpt]:
    """The DPT of every kabupaten/kota that has established it."""
    found = await tx.scalars(select(Dpt).where(Dpt.pemilihan == pemilihan))
    return {d.wilayah: d for d in found}


async def kabupaten(tx: AsyncSession, pemilihan: str) -> set[str]:
    """Codes of the kabupaten/kota that have established their DPT."""
    return set(await tx.scalars(select(Dpt.wilayah).where(Dpt.pemilihan == pemilihan)))


async def recapitulated(tx: AsyncSession, pemilihan: str) -> dict[str, RekapDpt]:
    """What provinces recapitulated."""
    found = await tx.scalars(select(RekapDpt).where(RekapDpt.pemilihan == pemilihan))
    return {r.wilayah: r for r in found}


async def of_tps(
    tx: AsyncSession, pemilihan: str, codes: Collection[str]
) -> dict[str, tuple[int, int]]:
    """Men and women in the DPT of these TPS."""
    rows = await tx.execute(
        select(DptTps.tps, DptTps.l, DptTps.p).where(
            DptTps.pemilihan == pemilihan, DptTps.tps.in_(codes)
        )
    )
    return {r.tps: (r.l, r.p) for r in rows}


async def per_tps(tx: AsyncSession, pemilihan: str, kode: str) -> dict[str, tuple[int, int]]:
    """Men and women in the DPT of every TPS of a region, in order of code."""
    rows = await tx.execute(
        select(DptTps.tps, DptTps.l, DptTps.p).where(_in(pemilihan, kode)).order_by(DptTps.tps)
    )
    return {r.tps: (r.l, r.p) for r in rows}


async def per_kecamatan(tx: AsyncSession, pemilihan: str, kode: str) -> Sequence[Row[Any]]:
    """`kode`, `tps`, `l` and `p` of every kecamatan of a region."""
    kecamatan = func.left(DptTps.tps, PANJANG_KECAMATAN).label("kode")
    return (
        await tx.execute(
            select(
                kecamatan,
                func.count().label("tps"),
                func.sum(DptTps.l).label("l"),
                func.sum(DptTps.p).label("p"),
            )
            .where(_in(pemilihan, kode))
            .group_by(kecamatan)
        )
    ).all()
