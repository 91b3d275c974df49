"""Scans of the forms of TPS."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, Field

from election_common.berkas import kirim, tiba
from election_common.database import transaction
from election_common.idempotency import Key, claim, digests, is_used, operation
from election_common.page import Daftar, Halaman
from election_common.request import By, Now, PublicTx
from election_common.route_table import RouteRule, allow
from election_common.shapes import IdPemilihan, KodeTps
from publication.store import pindaian as store
from publication.store.pindaian import Pindaian
from publication.usecases import pindaian as usecase

router = APIRouter(prefix="/pemilihan/{id}/hasil-tps/{tps}/pindaian", tags=["hasil TPS"])

MEDIA_TYPE = "application/octet-stream"
#: A scan never changes; only a new one may follow it.
IMMUTABLE = "public, max-age=31536000, immutable"
Urut = Annotated[int, Path(ge=1, le=10_000)]


class PindaianKeluaran(BaseModel):
    """A scan; its address gives the file once it has been examined."""

    urut: int
    sidik: str = Field(description="SHA-256 berkasnya")
    diunggah_pada: datetime


def _shape(scan: Pindaian) -> PindaianKeluaran:
    return PindaianKeluaran.model_validate(scan, from_attributes=True)


@router.post(
    "",
    status_code=201,
    response_model=PindaianKeluaran,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
@allow(RouteRule(body_bytes=None, media_type=MEDIA_TYPE, seconds=60))
async def add_scan(
    request: Request, id: IdPemilihan, tps: KodeTps, by: By, now: Now, idempotency_key: Key
) -> JSONResponse:
    """Unggah pindaian C.HASIL (PDF, JPEG, PNG, sampai 10 MiB); semua versi disimpan (PKPU 17/2024).

    Badan permintaan adalah berkasnya; jenisnya dikenali dari isinya, dan berkas diperiksa dahulu.
    """
    sessions = request.app.state.sessions
    key = {"klien": by.sub, "kunci": idempotency_key, "operasi": operation(request)}
    async with transaction(sessions, by.scope) as tx:
        if not await is_used(tx, **key):
            await usecase.require_may_add(tx, id, tps, by=by, at=now)
    # The transaction begins after the upload: a slow line must not hold a connection.
    async with tiba.receive(request) as arrived, transaction(sessions, by.scope) as tx:
        sidik = digests(request, bytes.fromhex(arrived.berkas.sidik))
        once = await claim(tx, **key, sidik=sidik)
        scan = await usecase.add_scan(tx, id, tps, arrived, by=by, at=now)
        location = f"/v1/pemilihan/{id}/hasil-tps/{tps}/pindaian/{scan.urut}"
        return await once.answer(201, _shape(scan), location=location)


@router.get("")
async def list_scans(
    id: IdPemilihan, tps: KodeTps, tx: PublicTx, halaman: Halaman
) -> Daftar[PindaianKeluaran]:
    """Lihat pindaian C.HASIL satu TPS, yang terlama lebih dahulu (PKPU 17/2024)."""
    return halaman.answer(await store.list_of(tx, id, tps, halaman), _shape)


@router.get("/{urut}", response_class=StreamingResponse)
@allow(RouteRule(public=True))
async def get_scan(
    request: Request, id: IdPemilihan, tps: KodeTps, urut: Urut, tx: PublicTx
) -> StreamingResponse:
    """Unduh satu pindaian C.HASIL yang sudah diperiksa (PKPU 17/2024)."""
    return await kirim.send(request, await usecase.load_scan(tx, id, tps, urut), cache=IMMUTABLE)
