"""Reading a sealed recap: voters per TPS of a list that is kept elsewhere."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import polars as pl
from psycopg import AsyncConnection

COLUMNS = ("kode_tps", "l", "p")
FIRST_LINE = 2


@dataclass(frozen=True, slots=True)
class Rekap:
    """A judged recap; it is taken whole or not at all, so any fault refuses it."""

    per_tps: pl.DataFrame
    galat: pl.DataFrame


def read(path: Path) -> pl.DataFrame:
    """Read the file as text; raises ValueError when it is not the template."""
    try:
        frame = pl.read_csv(path, infer_schema=False)
    except pl.exceptions.PolarsError as failure:
        raise ValueError(type(failure).__name__) from failure
    missing = [c for c in COLUMNS if c not in frame.columns]
    if missing:
        raise ValueError(f"kolom tidak ada: {', '.join(missing)}")
    trimmed = frame.select(pl.col(c).fill_null("").str.strip_chars() for c in COLUMNS)
    return trimmed.with_row_index("baris", offset=FIRST_LINE)


def judge(frame: pl.DataFrame, villages: set[str]) -> Rekap:
    """Find every fault: unknown village, malformed or repeated TPS, counts that are no numbers."""
    kode = pl.col("kode_tps")
    rules = {
        "kode_tps|tps-bukan-13-digit": ~kode.str.contains(r"^[0-9]{13}$"),
        "kode_tps|wilayah-tidak-dikenal": ~kode.str.slice(0, 10).is_in(sorted(villages)),
        "kode_tps|tps-berulang": kode.is_duplicated(),
        "l|bukan-bilangan": ~pl.col("l").str.contains(r"^[0-9]{1,5}$"),
        "p|bukan-bilangan": ~pl.col("p").str.contains(r"^[0-9]{1,5}$"),
    }
    faults = frame.select("baris", *(e.alias(name) for name, e in rules.items()))
    long = faults.unpivot(index="baris", variable_name="galat", value_name="ada")
    galat = long.filter(pl.col("ada")).select(
        "baris",
        pl.col("galat").str.split("|").list.get(0).alias("kolom"),
        pl.col("galat").str.split("|").list.get(1).alias("kode"),
    )
    if galat.height:
        return Rekap(frame.clear(), galat.sort("baris", "kolom"))
    counts = frame.select("kode_tps", pl.col("l", "p").cast(pl.Int32))
    return Rekap(counts, galat)


async def load(
    connection: AsyncConnection[object], per_tps: pl.DataFrame, *, pemilihan: str, cuplikan: UUID
) -> None:
    """Load the polling stations and their counts as the rows of a draft."""
    rows = per_tps.sort("kode_tps").rows()
    async with connection.cursor() as cursor:
        await cursor.executemany(
            "insert into tps (pemilihan, kode, alamat) values (%s, %s, '') on conflict do nothing",
            [(pemilihan, kode) for kode, _, _ in rows],
        )
        await cursor.executemany(
            "insert into rekap_tps (cuplikan, tps, l, p, baru, disabilitas, sidik)"
            " values (%s, %s, %s, %s, 0, 0, encode(sha256(convert_to(%s, 'UTF8')), 'hex'))",
            [(cuplikan, kode, l, p, f"{l}:{p}") for kode, l, p in rows],
        )
