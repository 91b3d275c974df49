"""Attachments of tickets: streamed in, quarantined, and read once they were examined.

An officer, and a citizen whose account owns the ticket, sends and reads them by token; a reporter,
by PIN, what is his own.
"""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, Field

from complaints.api.lacak import DITOLAK, load_by_pin
from complaints.api.models import NomorLacak, PinKepala
from complaints.store import lampiran as store
from complaints.usecases import lampiran as usecase
from complaints.usecases.izin import load_tiket, reporter
from election_common.berkas import kirim, tersegel, tiba
from election_common.berkas.karantina import Status
from election_common.berkas.tiba import Arrived, Jenis
from election_common.database import transaction
from election_common.idempotency import Key, claim, digests, operation
from election_common.page import Daftar, Halaman
from election_common.request import By, Now, Tx
from election_common.route_table import RouteRule, allow

router = APIRouter(prefix="/tiket/{id}/lampiran", tags=["lampiran"])
pelapor = APIRouter(prefix="/lacak/{id}/lampiran", tags=["lacak"])

MEDIA_TYPE = "application/octet-stream"
BADAN = {
    "requestBody": {
        "required": True,
        "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
    }
}
BATAS = RouteRule(body_bytes=None, media_type=MEDIA_TYPE, seconds=60)


class LampiranKeluaran(BaseModel):
    """An attachment; in quarantine it cannot be read yet."""

    id: UUID
    jenis: Jenis
    ukuran: int = Field(description="Dalam byte")
    sidik: str = Field(description="SHA-256 berkasnya; pada tiket tersegel, HMAC dari SHA-256 itu")
    status: Status
    diunggah_pada: datetime


def _shape(row: Any) -> LampiranKeluaran:  # noqa: ANN401 - a row
    return LampiranKeluaran.model_validate(row, from_attributes=True)


def _receive(request: Request, unit: str) -> AbstractAsyncContextManager[Arrived]:
    return tersegel.receive(request, unit) if unit else tiba.receive(request)


@router.post("", status_code=201, response_model=LampiranKeluaran, openapi_extra=BADAN)
@allow(BATAS)
async def add(request: Request, id: UUID, by: By, now: Now, idempotency_key: Key) -> JSONResponse:
    """Lampirkan berkas PDF, JPEG, atau PNG sampai 10 MiB (UU 14/2008 Pasal 22; UU 25/2009).

    Badan permintaan adalah berkasnya; jenisnya dikenali dari isinya, dan berkas diperiksa dahulu.
    Tiket yang sudah berakhir menurut mesin jenisnya tidak menerima lampiran lagi.
    """
    sessions = request.app.state.sessions
    async with transaction(sessions, by.scope) as tx:
        unit = (await usecase.require_may_add(tx, id, by=by)).unit
    # The transaction begins after the upload: a slow line must not hold a connection.
    async with _receive(request, unit) as arrived, transaction(sessions, by.scope) as tx:
        sidik = digests(request, bytes.fromhex(arrived.berkas.sidik))
        once = await claim(
            tx, klien=by.sub, kunci=idempotency_key, operasi=operation(request), sidik=sidik
        )
        row = await usecase.add_attachment(tx, id, arrived, by=by, at=now)
        return await once.answer(201, _shape(row), location=f"/v1/tiket/{id}/lampiran/{row.id}")


@pelapor.post(
    "", status_code=201, response_model=LampiranKeluaran, responses=DITOLAK, openapi_extra=BADAN
)
@allow(BATAS)
async def add_own(
    request: Request, id: NomorLacak, x_pin: PinKepala, now: Now, idempotency_key: Key
) -> JSONResponse:
    """Lampirkan berkas pada laporan sendiri dengan PIN (UU 25/2009).

    Badan permintaan adalah berkasnya: PDF, JPEG, atau PNG sampai 10 MiB. PIN diperiksa sebelum
    berkas diterima, dan sekali lagi sesudahnya. Laporan yang sudah berakhir tidak menerima lagi.
    """
    async with load_by_pin(request, id, x_pin, at=now) as (_, tiket):
        unit = tiket.unit
    again = load_by_pin(request, id, x_pin, at=now)
    # Shown again after the upload: it may have been replaced, and no connection was held meanwhile.
    async with _receive(request, unit) as arrived, again as (tx, tiket):
        once = await claim(
            tx, klien=f"lacak/{id}", kunci=idempotency_key, operasi=operation(request),
            sidik=digests(request, bytes.fromhex(arrived.berkas.sidik)),
        )  # fmt: skip
        row = await usecase.add_file(tx, tiket, arrived, by=reporter(tiket.wilayah), at=now)
        return await once.answer(201, _shape(row))


@pelapor.get("", responses=DITOLAK)
async def list_own(
    request: Request, response: Response, id: NomorLacak, x_pin: PinKepala, now: Now,
    halaman: Halaman,
) -> Daftar[LampiranKeluaran]:  # fmt: skip
    """Lihat lampiran yang dikirim pelapor sendiri, dengan PIN (UU 25/2009).

    Jenis, ukuran, sidik, waktu terima, dan hasil pemeriksaannya; yang dari kantor tidak termasuk.
    """
    response.headers["cache-control"] = "no-store"
    async with load_by_pin(request, id, x_pin, at=now) as (tx, tiket):
        return halaman.answer(await usecase.list_own(tx, tiket, halaman), _shape)


@pelapor.get("/{lampiran}", response_class=StreamingResponse, responses=DITOLAK)
@allow(RouteRule(public=True))
async def get_own(
    request: Request, id: NomorLacak, lampiran: UUID, x_pin: PinKepala, now: Now
) -> StreamingResponse:
    """Unduh lampiran yang dikirim pelapor sendiri dan sudah diperiksa, dengan PIN (UU 25/2009)."""
    async with load_by_pin(request, id, x_pin, at=now) as (tx, tiket):
        berkas = await usecase.read_own(tx, tiket, lampiran, at=now)
    return await kirim.send(request, berkas)


@router.get("")
async def list_attachments(id: UUID, tx: Tx, by: By, halaman: Halaman) -> Daftar[LampiranKeluaran]:
    """Lihat lampiran sebuah tiket, yang terlama lebih dahulu (UU 25/2009)."""
    tiket = await load_tiket(tx, id, by=by)
    return halaman.answer(await store.list_of(tx, tiket.id, halaman), _shape)


@router.get("/{lampiran}", response_class=StreamingResponse)
async def get_attachment(
    request: Request, id: UUID, lampiran: UUID, tx: Tx, by: By, now: Now
) -> StreamingResponse:
    """Unduh lampiran yang sudah diperiksa; pembacaannya tercatat (UU 27/2022)."""
    pembaca = request.app.state.pembaca
    berkas = await usecase.read_attachment(tx, id, lampiran, pembaca, by=by, at=now)
    return await kirim.send(request, berkas)
