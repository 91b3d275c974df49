"""Import of files."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Literal
from uuid import uuid4

import obstore
from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from election_common.database import transaction
from election_common.errors import Refusal
from election_common.idempotency import Key, claim, digests, operation
from election_common.operasi.row import Operasi, of_region
from election_common.operasi.shape import OperasiKeluaran, shape
from election_common.page import Daftar, Halaman
from election_common.provenance import Asal, require_real
from election_common.request import By, Now, Tx
from election_common.route_table import RouteRule, allow
from election_common.shapes import IdPemilihan, KodeKab
from election_common.tindakan import require_region
from voter_registry.usecases.impor import JENIS, Berkas, request_impor, require_office

router = APIRouter(prefix="/impor", tags=["impor"])

MAX_BYTES = 1 << 30


@router.post(
    "",
    status_code=202,
    response_model=OperasiKeluaran,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"text/csv": {"schema": {"type": "string"}}},
        }
    },
)
@allow(RouteRule(body_bytes=None, media_type="text/csv", seconds=60))
async def import_file(
    request: Request,
    by: By,
    now: Now,
    idempotency_key: Key,
    pemilihan: IdPemilihan,
    wilayah: KodeKab,
    jenis: Annotated[Literal["dp4", "rekap"], Query(description="DP4, atau rekap tersegel")],
    asal: Annotated[Asal, Query(description="Asal angka dalam berkas")] = Asal.OFFICIAL,
) -> JSONResponse:
    """Unggah berkas CSV satu kabupaten/kota; dimuat sebagai operasi (UU 7/2017 Pasal 201).

    Badan permintaan adalah berkasnya (`text/csv`), dialirkan langsung ke penyimpanan.
    """
    require_office(f"impor-{jenis}", wilayah, by=by)
    require_real({asal}, production=request.app.state.production)
    berkas = await _store(request, asal)
    sidik = digests(request, bytes.fromhex(berkas.sidik))
    wish = {"klien": by.sub, "kunci": idempotency_key, "operasi": operation(request)}
    # The transaction begins after the upload: a slow line must not hold a connection.
    sessions = request.app.state.sessions
    async with transaction(sessions, by.scope) as tx, _unless_refused(request, berkas):
        once = await claim(tx, **wish, sidik=sidik)
        row = await request_impor(tx, f"impor-{jenis}", pemilihan, wilayah, berkas, by=by, at=now)
        return await once.answer(202, shape(request, row), location=f"/v1/operasi/{row.id}")


@router.get("")
async def list_imports(
    request: Request, tx: Tx, by: By, pemilihan: IdPemilihan, wilayah: KodeKab, halaman: Halaman
) -> Daftar[OperasiKeluaran]:
    """Lihat impor satu kabupaten/kota yang berjalan atau selesai."""
    require_region(wilayah, by)
    part = await halaman.read(tx, of_region(by.scope, pemilihan, wilayah, JENIS), Operasi.id)
    return halaman.answer(part, lambda row: shape(request, row))


@asynccontextmanager
async def _unless_refused(request: Request, berkas: Berkas) -> AsyncIterator[None]:
    """Keep a file only when its import was started: it holds persons in the clear.

    Whether a commit that failed was one, nobody knows here; the worker sweeps (`discard_orphans`).
    """
    try:
        yield
    except BaseException:
        await obstore.delete_async(request.app.state.files, berkas.tempat)
        raise


async def _store(request: Request, asal: Asal) -> Berkas:
    """Stream the body into the file store and take its SHA-256 on the way."""
    files = request.app.state.files
    digest = hashlib.sha256()

    async def counted() -> AsyncIterator[bytes]:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > MAX_BYTES:
                raise Refusal("berkas-terlalu-besar", maksimum=MAX_BYTES)
            digest.update(chunk)
            yield chunk

    place = f"berkas/{uuid4()}"
    await obstore.put_async(files, place, counted())
    return Berkas(tempat=place, sidik=digest.hexdigest(), asal=asal)
