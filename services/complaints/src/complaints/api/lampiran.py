"""Attachments of tickets: streamed into the file store, known by what is in them."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import obstore
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel

from complaints.domain.lampiran import KEPALA, TERBESAR, JenisBerkas, kenali
from complaints.store import lampiran as store
from complaints.store.lampiran import Lampiran
from complaints.usecases.izin import load_tiket
from complaints.usecases.lampiran import add_attachment
from election_common.database import transaction
from election_common.errors import Refusal
from election_common.idempotency import Key, claim, operation
from election_common.request import By, Now, Tx
from election_common.route_table import RouteRule, allow

router = APIRouter(prefix="/tiket/{id}/lampiran", tags=["lampiran"])

UNGGAHAN = "application/octet-stream"


class LampiranKeluaran(BaseModel):
    """An attachment; in quarantine it cannot be read yet."""

    id: UUID
    jenis: JenisBerkas
    ukuran: int
    sidik: str
    karantina: bool
    diunggah_pada: datetime


@dataclass(frozen=True, slots=True)
class Berkas:
    """A stored file: its SHA-256, type and size."""

    sidik: str
    jenis: JenisBerkas
    ukuran: int


@router.post(
    "",
    status_code=201,
    response_model=LampiranKeluaran,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {UNGGAHAN: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
@allow(RouteRule(body_bytes=None, media_type=UNGGAHAN, seconds=60))
async def add(request: Request, id: UUID, by: By, now: Now, idempotency_key: Key) -> JSONResponse:
    """Lampirkan berkas PDF, JPEG, atau PNG sampai 10 MiB (UU 14/2008 Pasal 22; UU 25/2009).

    Badan permintaan adalah berkasnya; jenisnya dikenali dari isinya. Berkas dikarantina dahulu.
    """
    async with transaction(request.app.state.sessions, by.scope) as tx:
        await load_tiket(tx, id, by=by)
    berkas = await _store(request)
    # The transaction begins after the upload: a slow line must not hold a connection.
    async with transaction(request.app.state.sessions, by.scope) as tx:
        sidik = bytes.fromhex(berkas.sidik)
        once = await claim(
            tx, klien=by.sub, kunci=idempotency_key, operasi=operation(request), sidik=sidik
        )
        row = await add_attachment(tx, id, berkas.sidik, berkas.jenis, berkas.ukuran, by=by, at=now)
        return await once.answer(201, _shape(row))


@router.get("")
async def list_attachments(id: UUID, tx: Tx, by: By) -> list[LampiranKeluaran]:
    """Lihat lampiran sebuah tiket (UU 25/2009)."""
    tiket = await load_tiket(tx, id, by=by)
    return [_shape(row) for row in await store.of_ticket(tx, tiket.id)]


@router.get("/{lampiran}", response_class=StreamingResponse)
async def get_attachment(
    request: Request, id: UUID, lampiran: UUID, tx: Tx, by: By
) -> StreamingResponse:
    """Unduh lampiran yang sudah dinyatakan aman (UU 27/2022)."""
    tiket = await load_tiket(tx, id, by=by)
    row = await store.get(tx, tiket.id, lampiran)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="lampiran", id=lampiran)
    if row.karantina:
        raise Refusal("lampiran-dikarantina")
    found = await obstore.get_async(request.app.state.files, _place(row.sidik))
    headers = {
        "content-disposition": f'attachment; filename="{row.id}"',
        "content-security-policy": "sandbox",
        "cache-control": "no-store",
    }
    return StreamingResponse(found.stream(), media_type=row.jenis, headers=headers)


async def _store(request: Request) -> Berkas:
    """Stream the body into the file store under its SHA-256; refuses what it does not take."""
    files, arriving = request.app.state.files, f"tiba/{uuid4()}"
    digest, size, head = hashlib.sha256(), 0, b""

    async def counted() -> AsyncIterator[bytes]:
        nonlocal size, head
        async for chunk in request.stream():
            size += len(chunk)
            if size > TERBESAR:
                raise Refusal("lampiran-terlalu-besar", maksimum=TERBESAR)
            head = (head + chunk)[:KEPALA] if len(head) < KEPALA else head
            digest.update(chunk)
            yield chunk

    await obstore.put_async(files, arriving, counted())
    jenis = kenali(head)
    if jenis is None:
        await obstore.delete_async(files, arriving)
        raise Refusal("jenis-berkas-tidak-diterima")
    await obstore.rename_async(files, arriving, _place(digest.hexdigest()))
    return Berkas(digest.hexdigest(), jenis, size)


def _place(sidik: str) -> str:
    return f"lampiran/{sidik}"


def _shape(row: Lampiran) -> LampiranKeluaran:
    return LampiranKeluaran.model_validate(row, from_attributes=True)
