"""Loading the accepted rows of a DP4 into a partition of their own, by COPY.

NIK and NKK are sealed one by one, bound to the row's id; all else is an expression over columns.
The partition is made, filled, indexed and attached in the caller's transaction, so a list is there
whole or not at all.
"""

import os
import time
from collections.abc import Awaitable, Callable
from typing import Any

import polars as pl
import polars_hash as plh
from psycopg import AsyncConnection, sql

from election_common.keyring import Keyring, Sealer, blind_message

COLUMNS = (
    "id", "pemilihan", "kab", "lokasi", "nik", "nik_indeks", "nik_akhir", "nkk", "nkk_indeks",
    "nkk_akhir", "nama", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "status_kawin", "alamat",
    "rt", "rw", "disabilitas", "ktp_el", "status", "sumber", "baris", "versi",
)  # fmt: skip

CHUNK = 50_000

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
    prepared = _prepare(frame, pemilihan, kab, keyring)
    sealer = keyring.sealer()
    async with cursor.copy(statement) as copy:
        for start in range(0, prepared.height, CHUNK):
            chunk = _seal(prepared.slice(start, CHUNK), sealer)
            await copy.write(chunk.select(COLUMNS).write_csv(include_header=False))
            await progress(min(start + CHUNK, prepared.height))
    await cursor.execute("select pasang_partisi(%s, %s)", (pemilihan, kab))


def _prepare(frame: pl.DataFrame, pemilihan: str, kab: str, keyring: Keyring) -> pl.DataFrame:
    """Everything that a column expression can do, in the order in which lists are read."""

    def blind(column: str) -> pl.Expr:
        message = plh.concat_str([pl.lit(blind_message(column, "")), pl.col(column)])
        return pl.lit("\\x") + message.chash.hmac_sha256(key=keyring.index)

    return frame.with_columns(
        pemilihan=pl.lit(pemilihan),
        kab=pl.lit(kab),
        lokasi=pl.col("kode_wilayah") + pl.col("tps"),
        rt=pl.col("rt").str.zfill(3),
        rw=pl.col("rw").str.zfill(3),
        nik_akhir=pl.col("nik").str.slice(12),
        nkk_akhir=pl.col("nkk").str.slice(12),
        nik_indeks=blind("nik"),
        nkk_indeks=blind("nkk"),
        status=pl.lit("potensial"),
        sumber=pl.lit("dp4"),
        versi=pl.lit(1),
    ).sort("lokasi", "baris")


def _seal(chunk: pl.DataFrame, sealer: Sealer) -> pl.DataFrame:
    """Give each row its id, and seal its numbers for that id."""
    ids = new_ids(chunk.height)

    def sealed(column: str) -> pl.Series:
        values = zip(chunk[column], ids, strict=True)
        return pl.Series(
            column, ["\\x" + sealer.seal(v, f"pemilih|{column}|{i}").hex() for v, i in values]
        )

    return chunk.with_columns(pl.Series("id", ids), sealed("nik"), sealed("nkk"))


def new_ids(n: int) -> list[str]:
    """UUIDs of version 7: they grow with time, so the index on them is written at its end."""
    stamp = f"{time.time_ns() // 1_000_000:012x}"
    noise = os.urandom(10 * n).hex()
    head = f"{stamp[:8]}-{stamp[8:]}-7"
    return [
        f"{head}{noise[a : a + 3]}-{'89ab'[int(noise[a + 3], 16) & 3]}{noise[a + 4 : a + 7]}"
        f"-{noise[a + 7 : a + 19]}"
        for a in range(0, 20 * n, 20)
    ]
