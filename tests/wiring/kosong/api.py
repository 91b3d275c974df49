"""Its one route: long work, asked for."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from election_common.idempotency import OnceOnly
from election_common.operasi.life import start
from election_common.operasi.shape import OperasiKeluaran, shape
from election_common.request import By, Now, Tx
from election_common.route_table import MIB, RouteRule, allow
from election_common.shapes import KodeWilayah, Masukan

router = APIRouter(prefix="/hitungan", tags=["hitungan"])


class Hitungan(Masukan):
    """How far to count."""

    wilayah: KodeWilayah
    sampai: Annotated[int, Field(ge=1, le=10_000)]


@router.post("", status_code=202, response_model=OperasiKeluaran)
@allow(RouteRule(body_bytes=4 * MIB, seconds=6.5))
async def start_counting(
    request: Request, body: Hitungan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Hitung sampai bilangan yang diminta, sebagai operasi."""
    row = await start(tx, "hitungan", "", body.wilayah, by=by, at=now, sampai=body.sampai)
    return await once.answer(202, shape(request, row), location=f"/v1/operasi/{row.id}")
