"""Operations as HTTP shows them: how far one is, its report, and a stream of its progress."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import obstore
from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, Field

from election_common.database import transaction
from election_common.errors import Refusal
from election_common.operasi.life import load_operasi
from election_common.operasi.shape import OperasiKeluaran, shape
from election_common.operasi.stream import stream
from election_common.operasi.ticket import LIFE, issue_ticket, redeem_ticket
from election_common.request import By, Now, Tx

router = APIRouter(prefix="/operasi", tags=["operasi"])

UNSTORED = {"cache-control": "no-store"}


class Tiket(BaseModel):
    """A ticket to one stream, good once."""

    aliran: str = Field(description="Alamat aliran dengan tiketnya, untuk EventSource")
    berlaku_sampai: datetime


@router.get("/{id}", response_model=OperasiKeluaran)
async def get_operasi(request: Request, id: UUID, tx: Tx, by: By) -> JSONResponse:
    """Lihat kemajuan dan hasil suatu operasi."""
    row = await load_operasi(tx, id, by.scope)
    return JSONResponse(shape(request, row).model_dump(mode="json"), headers=UNSTORED)


@router.get("/{id}/galat", response_class=StreamingResponse)
async def get_galat(request: Request, id: UUID, tx: Tx, by: By) -> StreamingResponse:
    """Unduh laporan galat: baris, kolom, kode, dan nilai asli kolom yang bukan data pribadi."""
    operasi = await load_operasi(tx, id, by.scope)
    absent = Refusal("tidak-ditemukan", jenis="laporan galat", id=id)
    if operasi.berkas_galat is None:
        raise absent
    try:
        stored = await obstore.get_async(request.app.state.files, operasi.berkas_galat)
    except FileNotFoundError as gone:  # the row is of a backup, from before its time was over
        raise absent from gone
    name = f'attachment; filename="galat-{id}.csv"'
    return StreamingResponse(
        stored.stream(), media_type="text/csv", headers={"content-disposition": name}
    )


@router.post("/{id}/tiket", status_code=201, response_model=Tiket)
async def issue_stream_ticket(id: UUID, tx: Tx, by: By, now: Now) -> JSONResponse:
    """Minta tiket sekali pakai untuk aliran kemajuan; berlaku setengah menit.

    Tanpa Idempotency-Key: setiap tiket baru, dan yang tidak sampai kedaluwarsa sendiri.
    """
    ticket = await issue_ticket(tx, await load_operasi(tx, id, by.scope), by=by, at=now)
    body = Tiket(aliran=f"/v1/operasi/{id}/aliran?tiket={ticket}", berlaku_sampai=now + LIFE)
    return JSONResponse(body.model_dump(mode="json"), 201, UNSTORED)


@router.get(
    "/{id}/aliran",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def stream_operasi(
    request: Request,
    id: UUID,
    now: Now,
    tiket: Annotated[str, Query(max_length=100, description="Tiket dari POST .../tiket")],
    last_event_id: Annotated[
        str, Header(max_length=200, description="Kejadian terakhir yang sudah diterima")
    ] = "",
) -> StreamingResponse:
    """Ikuti kemajuan operasi sebagai server-sent events, sampai operasi berakhir.

    Setiap kejadian (`kemajuan`, terakhir `akhir`) memuat keadaan operasi seutuhnya.
    """
    async with transaction(request.app.state.sessions, scope=None) as tx:
        scope = await redeem_ticket(tx, tiket, id, at=now)
    return StreamingResponse(
        stream(request, id, scope, last_event_id), media_type="text/event-stream", headers=UNSTORED
    )
