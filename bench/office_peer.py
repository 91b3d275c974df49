"""What an office's calls cost without our house: FastAPI, a psycopg pool, the same rows.

`POST /geser/{pemilihan}` moves a clock as voter-registry does, by the same statements in one
transaction, `?tanpa=` leaves the statements of one guarantee out; `GET /pemilihan` and
`GET /pemilihan/{id}` read as it does, `?dengan=` adds one guarantee. The difference is what that
guarantee costs.
"""

import json
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, LiteralString

from fastapi import FastAPI, Request, Response
from joserfc import jwt
from psycopg import AsyncConnection
from psycopg.rows import TupleRow, dict_row
from psycopg.types.json import Jsonb
from psycopg_pool import AsyncConnectionPool

from devstack.idp.keys import Keys

POOL = 16  # that of the service
GUARANTEES = ("idempotensi", "cakupan", "audit", "outbox")
#: Those of a read; `audit` only where rows are of persons, which these are not.
READ_GUARANTEES = ("cakupan", "audit", "token")

Pool = AsyncConnectionPool[AsyncConnection[TupleRow]]

SCOPE: LiteralString = (
    "select set_config('app.dari', '19', true), set_config('app.sampai', '19~', true)"
)
CLAIM: LiteralString = "select milik, (jawaban).* from klaim_idempotensi('peer', %(kunci)s)"
KEEP: LiteralString = (
    "insert into idempotensi (klien, kunci, operasi, sidik_isi, status, isi)"
    " values ('peer', %(kunci)s, 'POST geser', sha256(%(badan)s), 200, %(isi)s)"
)
HOLD: LiteralString = "select * from pemilihan where id = %(pemilihan)s for update"
MOVE: LiteralString = (
    "update pemilihan set waktu_legal = %(waktu)s, versi = versi + 1 where id = %(pemilihan)s"
)
NOTE: LiteralString = (
    "with nomor as (insert into agregat (jenis, id, seq) values ('pemilihan', %(pemilihan)s, 1)"
    " on conflict (jenis, id) do update set seq = agregat.seq + 1 returning seq)"
    " insert into outbox (jenis_agregat, id_agregat, seq, subject, data, terjadi_pada)"
    " select 'pemilihan', %(pemilihan)s, seq, 'bench.geser.v1', %(isi)s, now() from nomor"
)
AUDIT: LiteralString = (
    "insert into audit (pada, sub, peran, wilayah, tindakan, objek, rincian, trace_id)"
    " values (now(), 'peer', '{kpu_provinsi}', '19', 'geser', %(pemilihan)s, %(isi)s, '')"
)
ONE: LiteralString = "select * from pemilihan where id = %(pemilihan)s"
PAGE: LiteralString = "select * from pemilihan order by id limit 51"  # one more: is there another?


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
    key = Keys(Path(os.environ["KEY_FILE"])).signing

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

    async def read(
        request: Request, statement: LiteralString, dengan: str, pemilihan: str = ""
    ) -> Response:
        if dengan == "token":
            jwt.decode(request.headers["authorization"].removeprefix("Bearer "), key)
        async with pool.connection() as connection:
            rows = await _read(connection, statement, dengan, pemilihan)
        return Response(json.dumps(rows, default=str), media_type="application/json")

    @app.get("/pemilihan/{pemilihan}")
    async def read_one(request: Request, pemilihan: str, dengan: str = "") -> Response:
        """Read an election by its key."""
        return await read(request, ONE, dengan, pemilihan)

    @app.get("/pemilihan")
    async def read_page(request: Request, dengan: str = "") -> Response:
        """Read the first page of the elections."""
        return await read(request, PAGE, dengan)

    return app


async def _act(
    connection: AsyncConnection[TupleRow], values: dict[str, Any], given: Mapping[str, bool]
) -> None:
    """The statements of the act, and of the guarantees that are given."""
    if given["cakupan"]:
        await connection.execute(SCOPE, prepare=True)
    if given["idempotensi"]:
        await connection.execute(CLAIM, values, prepare=True)
    for statement in (HOLD, MOVE):
        await connection.execute(statement, values, prepare=True)
    if given["outbox"]:
        await connection.execute(NOTE, values, prepare=True)
    if given["audit"]:
        await connection.execute(AUDIT, values, prepare=True)
    if given["idempotensi"]:
        await connection.execute(KEEP, values, prepare=True)


async def _read(
    connection: AsyncConnection[TupleRow], statement: LiteralString, dengan: str, pemilihan: str
) -> list[dict[str, Any]]:
    """The statements of a read, and of the guarantee that is given."""
    values = {"pemilihan": pemilihan, "isi": Jsonb({})}
    async with connection.cursor(row_factory=dict_row) as rows:
        if dengan == "cakupan":
            await rows.execute(SCOPE, prepare=True)
        await rows.execute(statement, values, prepare=True)
        found = await rows.fetchall()
        if dengan == "audit":
            await rows.execute(AUDIT, values, prepare=True)
    return found
