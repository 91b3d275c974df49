"""Loading the accepted rows of a DP4 into a partition of their own, by COPY.

NIK and NKK are sealed one by one, bound to the row's id; all else is an expression over columns.
The partition is made, filled, indexed and attached in the caller's transaction, so a list is there
whole or not at all.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

import polars as pl
import polars_hash as plh
from psycopg import AsyncConnection, sql

from election_common.keyring import Keyring, Sealer, blind_message

COLUMNS = (
    "id", "pemilihan", "kab", "lokasi", "nik", "nik_indeks", "nkk", "nkk_indeks",
    "nkk_akhir", "nama", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "status_kawin", "alamat",
    "rt", "rw", "disabilitas", "ktp_el", "status", "sumber", "baris", "versi",
)  # fmt: skip

CHUNK = 50_000
#: Quoted, no text is taken for the mark of a null.
QUOTED: Final = "non_numeric"

#: Random bytes of an id.
NOISE = 10
HEX = "0123456789abcdef"

Progress = Callable[[int], Awaitable[None]]


async def load(
    connection: AsyncConnection[Any],
    frame: pl.DataFrame,
    *,
    pemilihan: str,
    kab: str,
    keyring: Keyring,
    progress: Progress,
) -> None:
    """Load accepted rows (columns of `dp4.COLUMNS` and `baris`) as the voters of a list."""
    cursor = await connection.execute("select siapkan_partisi(%s, %s)", (pemilihan, kab))
    (name,) = await cursor.fetchone() or ("",)
    statement = sql.SQL("copy {} ({}) from stdin (format csv, null '\\N')").format(
        sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, COLUMNS))
    )
    # Lists are read by TPS, so they are stored in that order.
    order = frame.select(pl.arg_sort_by("kode_wilayah", "tps", "baris")).to_series()
    sealer = keyring.sealer()

    def chunk(start: int) -> str:
        rows = _prepare(frame[order.slice(start, CHUNK)], pemilihan, kab, keyring)
        return (
            _seal(rows, sealer).select(COLUMNS).write_csv(include_header=False, quote_style=QUOTED)
        )

    async with cursor.copy(statement) as copy:
        # The next chunk is sealed while the last one is on its way: two cores, two workers.
        upcoming = asyncio.create_task(asyncio.to_thread(chunk, 0))
        for start in range(0, frame.height, CHUNK):
            rows = await upcoming
            upcoming = asyncio.create_task(asyncio.to_thread(chunk, start + CHUNK))
            await copy.write(rows)
            await progress(min(start + CHUNK, frame.height))
        await upcoming
    await cursor.execute("select pasang_partisi(%s, %s)", (pemilihan, kab))


def _prepare(frame: pl.DataFrame, pemilihan: str, kab: str, keyring: Keyring) -> pl.DataFrame:
    """Everything that a column expression can do."""
    return frame.with_columns(
        pemilihan=pl.lit(pemilihan),
        kab=pl.lit(kab),
        lokasi=pl.col("kode_wilayah") + pl.col("tps"),
        rt=pl.col("rt").str.zfill(3),
        rw=pl.col("rw").str.zfill(3),
        nkk_akhir=pl.col("nkk").str.slice(12),
        nik_indeks=blind("nik", keyring),
        nkk_indeks=blind("nkk", keyring),
        status=pl.lit("potensial"),
        sumber=pl.lit("dp4"),
        versi=pl.lit(1),
    )


def blind(column: str, keyring: Keyring) -> pl.Expr:
    """The blind index of a column, as PostgreSQL's CSV has bytes."""
    message = plh.concat_str([pl.lit(blind_message(column, "")), pl.col(column)])
    return pl.lit(f"\\x{keyring.index_head.hex()}") + message.chash.hmac_sha256(key=keyring.index)


def _seal(chunk: pl.DataFrame, sealer: Sealer) -> pl.DataFrame:
    """Give each row its id and seal its numbers for that id, as PostgreSQL's CSV has bytes."""
    ids = new_ids(chunk.height)

    def sealed(column: str) -> pl.Series:
        places = (f"pemilih|{column}|" + ids).to_list()
        values = sealer.seal_all(chunk[column].to_list(), places)
        return pl.Series(column, values, dtype=pl.Binary)

    filled = chunk.with_columns(ids, sealed("nik"), sealed("nkk"))
    hex_ = {c: pl.lit("\\x") + pl.col(c).bin.encode("hex") for c in ("nik", "nkk")}
    return filled.with_columns(**hex_)


def new_ids(n: int) -> pl.Series:
    """UUIDs of version 7: they grow with time, so the index on them is written at its end."""
    stamp = f"{time.time_ns() // 1_000_000:012x}"
    noise = os.urandom(NOISE * n)
    parts = [noise[at : at + NOISE] for at in range(0, NOISE * n, NOISE)]
    digits = pl.Series("noise", parts, dtype=pl.Binary).to_frame()
    hex_ = pl.col("noise").bin.encode("hex")
    variant = hex_.str.slice(3, 1).replace_strict({d: "89ab"[int(d, 16) & 3] for d in HEX})
    return digits.select(
        pl.concat_str(
            pl.lit(f"{stamp[:8]}-{stamp[8:]}-7"), hex_.str.slice(0, 3), pl.lit("-"),
            variant, hex_.str.slice(4, 3), pl.lit("-"), hex_.str.slice(7, 12),
        ).alias("id")
    ).to_series()  # fmt: skip
