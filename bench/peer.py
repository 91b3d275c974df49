"""What the hot reads cost without our house around them: FastAPI, a psycopg pool, the statements.

`/transaksi/...` runs a statement as the service does, in a transaction; `/polos/...` by itself.
Both answer with the service's document.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool

from election_common.keyring import Keyring

POOL = 16  # that of the service
CHECK = "select * from periksa_dpt(%s, %s, %s)"
RECAP = "select * from rekap_resmi(%s, %s, %s)"

Pool = AsyncConnectionPool[AsyncConnection[TupleRow]]


def create_app() -> FastAPI:
    """Make the peer from DATABASE_URL and KEYRING_FILE."""
    keyring = Keyring.load(Path(os.environ["KEYRING_FILE"]))
    pools: dict[str, Pool] = {
        name: AsyncConnectionPool(
            os.environ["DATABASE_URL"],
            min_size=POOL,
            max_size=POOL,
            open=False,
            kwargs={"autocommit": name == "polos"},
        )
        for name in ("transaksi", "polos")
    }

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with pools["transaksi"], pools["polos"]:
            yield

    async def ask(cara: str, statement: str, *values: Any) -> list[TupleRow]:
        async with pools[cara].connection() as connection:
            return await (await connection.execute(statement, values, prepare=True)).fetchall()

    app = FastAPI(lifespan=lifespan)

    @app.get("/readyz")
    async def ready() -> None:
        """Answer once the pools are open."""

    @app.post("/{cara}/cek-dpt")
    async def check(cara: str, request: Request) -> JSONResponse:
        """Look for one registration."""
        body = await request.json()
        index = keyring.blinds("nik", body["nik"])
        rows = await ask(cara, CHECK, body["pemilihan"], index, body["nkk_akhir"])
        daftar, tps, without = rows[0]
        found = daftar is not None or (None if without else False)
        return JSONResponse(
            {"terdaftar": found, "daftar": daftar, "tps": tps, "tanpa_data": without}
        )

    @app.get("/{cara}/rekap")
    async def recap(cara: str, pemilihan: str, jenis: str, wilayah: str) -> JSONResponse:
        """Sum up the established lists below a region."""
        rows = await ask(cara, RECAP, pemilihan, jenis, wilayah)
        anak = [
            {
                "wilayah": kode, "l": int(l), "p": int(p), "jumlah": int(l + p), "tps": tps,
                "asal_jumlah": asal_jumlah[0], "asal_lp": asal_lp[0],
            }
            for kode, l, p, tps, asal_jumlah, asal_lp, _ in rows
        ]  # fmt: skip
        sums = {name: sum(a[name] for a in anak) for name in ("l", "p", "jumlah", "tps")}
        where = {"pemilihan": pemilihan, "jenis": jenis, "wilayah": wilayah}
        per = max(row[-1] for row in rows).isoformat()
        return JSONResponse({**where, "per": per, **sums, "anak": anak})

    return app
