"""What a write act costs without our house around it: FastAPI, a psycopg pool, the same rows.

`/geser/{pemilihan}` moves a clock as voter-registry does, in one transaction. `?tanpa=` leaves the
statements of one guarantee out, so that the difference is what that guarantee costs.
"""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, LiteralString

from fastapi import FastAPI, Request
from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from psycopg.types.json import Jsonb
from psycopg_pool import AsyncConnectionPool

POOL = 16  # that of the service
GUARANTEES = ("idempotensi", "cakupan", "audit", "outbox")

Pool = AsyncConnectionPool[AsyncConnection[TupleRow]]

SCOPE: LiteralString = (
    "select set_config('app.dari', '19', true), set_config('app.sampai', '19~', true)"
)
LOOK: LiteralString = "select * from idempotensi where klien = 'peer' and kunci = %(kunci)s"
LOCK: LiteralString = "select pg_try_advisory_xact_lock(hashtextextended('peer/' || %(kunci)s, 0))"
KEEP: LiteralString = (
    "insert into idempotensi (klien, kunci, operasi, sidik_isi, status, isi)"
    " values ('peer', %(kunci)s, 'POST geser', sha256(%(badan)s), 200, %(isi)s)"
)
HOLD: LiteralString = "select * from pemilihan where id = %(pemilihan)s for update"
MOVE: LiteralString = (
    "update pemilihan set waktu_legal = %(waktu)s, versi = versi + 1 where id = %(pemilihan)s"
)
COUNT: LiteralString = (
    "insert into agregat (jenis, id, seq) values ('pemilihan', %(pemilihan)s, 1)"
    " on conflict (jenis, id) do update set seq = agregat.seq + 1 returning seq"
)
NOTE: LiteralString = (
    "insert into outbox (jenis_agregat, id_agregat, seq, subject, data, terjadi_pada)"
    " values ('pemilihan', %(pemilihan)s, %(seq)s, 'bench.geser.v1', %(isi)s, now())"
)
AUDIT: LiteralString = (
    "insert into audit (pada, sub, peran, wilayah, tindakan, objek, rincian, trace_id)"
    " values (now(), 'peer', '{kpu_provinsi}', '19', 'geser', %(pemilihan)s, %(isi)s, '')"
)


def create_app() -> FastAPI:
    """Make the peer from DATABASE_URL."""
    pool: Pool = AsyncConnectionPool(
        os.environ["DATABASE_URL"], min_size=POOL, max_size=POOL, open=False
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with pool:
            yield

    app = FastAPI(lifespan=lifespan)

    @app.get("/readyz")
    async def ready() -> None:
        """Answer once the pool is open."""

    @app.post("/geser/{pemilihan}")
    async def move(pemilihan: str, request: Request, tanpa: str = "") -> dict[str, str]:
        """Move the clock of an election."""
        body = await request.json()
        isi = {"pemilihan": pemilihan, "waktu": body["waktu"]}
        values = {
            **isi,
            "kunci": request.headers["idempotency-key"],
            "badan": await request.body(),
            "isi": Jsonb(isi),
        }
        async with pool.connection() as connection:
            await _act(connection, values, {g: g != tanpa for g in GUARANTEES})
        return isi

    return app


async def _act(
    connection: AsyncConnection[TupleRow], values: dict[str, Any], given: Mapping[str, bool]
) -> None:
    """The statements of the act, and of the guarantees that are given."""
    if given["cakupan"]:
        await connection.execute(SCOPE, prepare=True)
    if given["idempotensi"]:
        for statement in (LOOK, LOCK, LOOK):
            await connection.execute(statement, values, prepare=True)
    for statement in (HOLD, MOVE):
        await connection.execute(statement, values, prepare=True)
    if given["outbox"]:
        row = await (await connection.execute(COUNT, values, prepare=True)).fetchone()
        await connection.execute(NOTE, {**values, "seq": row and row[0]}, prepare=True)
    if given["audit"]:
        await connection.execute(AUDIT, values, prepare=True)
    if given["idempotensi"]:
        await connection.execute(KEEP, values, prepare=True)
