"""The form of every TPS, as typed columns: a recap of any region is one grouped sum."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, Column, ColumnElement, DateTime, Integer, Table, Text, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from election_common.provenance import Asal, weakest
from publication.domain.angka import JUMLAH_TPS, TETAP, Angka, add, suara
from publication.domain.potret import PANJANG_KECAMATAN, Formulir, Jumlah
from publication.store.base import Base


def _column(kolom: str) -> str:
    """Name the column of a figure."""
    return kolom.replace(".", "_")


hasil_tps = Table(
    "hasil_tps",
    Base.metadata,
    Column("pemilihan", Text(collation="C"), primary_key=True),
    Column("tps", Text(collation="C"), primary_key=True),
    *(Column(_column(kolom), Integer, nullable=False) for kolom in TETAP),
    Column("suara", ARRAY(Integer), nullable=False),
    Column("asal", Text, nullable=False),
    Column("peringatan", ARRAY(Integer), nullable=False),
    Column("diterima_pada", DateTime(timezone=True), nullable=False),
)
_t = hasil_tps.c


def _in(pemilihan: str, kode: str) -> ColumnElement[bool]:
    return (_t.pemilihan == pemilihan) & (_t.tps >= kode) & (_t.tps < kode + "~")


async def add_all(
    tx: AsyncSession, pemilihan: str, formulir: Iterable[Formulir], at: datetime
) -> set[str]:
    """Insert forms where the TPS has none; returns the TPS that had none."""
    rows = [_row(pemilihan, f, at) for f in sorted(formulir, key=lambda f: f.tps)]
    if not rows:
        return set()
    new = insert(hasil_tps).on_conflict_do_nothing().returning(_t.tps)
    return set(await tx.scalars(new, rows))


def _row(pemilihan: str, f: Formulir, at: datetime) -> dict[str, Any]:
    return {
        "pemilihan": pemilihan,
        "tps": f.tps,
        **{_column(kolom): f.angka[kolom] for kolom in TETAP},
        "suara": [f.angka[suara(n + 1)] for n in range(len(f.angka) - len(TETAP))],
        "asal": f.asal,
        "peringatan": list(f.peringatan),
        "diterima_pada": at,
    }


def _value(r: RowMapping) -> Formulir:
    angka = {kolom: r[_column(kolom)] for kolom in TETAP}
    angka |= {suara(n): nilai for n, nilai in enumerate(r["suara"], 1)}
    return Formulir(r["tps"], angka, Asal(r["asal"]), tuple(r["peringatan"]))


async def of_tps(tx: AsyncSession, pemilihan: str, codes: Collection[str]) -> dict[str, Formulir]:
    """The forms of these TPS that are there."""
    rows = await tx.execute(select(hasil_tps).where(_t.pemilihan == pemilihan, _t.tps.in_(codes)))
    return {r["tps"]: _value(r) for r in rows.mappings()}


async def within(tx: AsyncSession, pemilihan: str, kode: str) -> list[Formulir]:
    """The forms of a region, in order of code."""
    rows = await tx.execute(select(hasil_tps).where(_in(pemilihan, kode)).order_by(_t.tps))
    return [_value(r) for r in rows.mappings()]


async def per_kecamatan(
    tx: AsyncSession, pemilihan: str, kode: str, kolom: Sequence[int]
) -> dict[str, Jumlah]:
    """Sums over the kecamatan of a region, by code, with the columns of these numbers."""
    kecamatan = func.left(_t.tps, PANJANG_KECAMATAN).label("kode")
    sums = [func.sum(_t[_column(k)]).label(k) for k in TETAP]
    votes = [func.sum(_t.suara[n]).label(suara(n)) for n in kolom]
    rows = await tx.execute(
        select(kecamatan, _t.asal, func.count().label(JUMLAH_TPS), *sums, *votes)
        .where(_in(pemilihan, kode))
        .group_by(kecamatan, _t.asal)
    )
    parts: defaultdict[str, list[RowMapping]] = defaultdict(list)
    for r in rows.mappings():
        parts[r["kode"]].append(r)
    return {
        kode: Jumlah(add(map(_sums, found)), weakest({Asal(r["asal"]) for r in found}))
        for kode, found in parts.items()
    }


def _sums(r: RowMapping) -> Angka:
    return {kolom: n for kolom, n in dict(r).items() if kolom not in {"kode", "asal"}}
