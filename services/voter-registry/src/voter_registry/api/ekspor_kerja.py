"""Working exports."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, Field, StringConstraints

from election_common import aksi
from election_common.aksi import AksiKeluaran
from election_common.etag import Baca, IfMatch, etag
from election_common.idempotency import OnceOnly, Rendered
from election_common.page import Daftar, Halaman
from election_common.request import By, Now, Tx
from election_common.shapes import IdPemilihan, Masukan, Nomor, Teks
from voter_registry.store import ekspor_kerja as store
from voter_registry.store.ekspor_kerja import EksporKerja
from voter_registry.usecases import aksi as usecase_aksi
from voter_registry.usecases import ekspor_kerja as usecase
from voter_registry.usecases.berkas_ekspor import Berkas

router = APIRouter(prefix="/ekspor-kerja", tags=["ekspor kerja"])


class PermohonanMasukan(Masukan):
    """Whose rows, for which case, for whom, which columns."""

    pemilihan: IdPemilihan
    wilayah: Annotated[
        str, StringConstraints(pattern=r"^[0-9]{4}([0-9]{2}([0-9]{4}([0-9]{3})?)?)?$")
    ]
    perkara: Nomor = Field(examples=["SIMULASI/PHP.GUB/1"])
    tujuan: Annotated[Teks, Field(min_length=10)]
    penerima: Literal["kpu", "pengadilan", "bawaslu"]
    kolom: Annotated[list[Nomor], Field(min_length=1, max_length=40)]


class PersetujuanMasukan(Masukan):
    """The second person's decision."""

    setuju: bool
    alasan: Annotated[Teks, Field(min_length=10)]


class EksporKeluaran(BaseModel):
    """A working export."""

    id: UUID
    pemilihan: str
    wilayah: str
    perkara: str
    tujuan: str
    penerima: str
    kolom: list[str]
    status: str
    diajukan_oleh: str
    diputuskan_oleh: str | None
    alasan: str | None
    baris: int | None
    sidik: str | None = Field(description="SHA-256 berkas CSV")
    berlaku_sampai: datetime | None


def _shape(row: EksporKerja) -> EksporKeluaran:
    return EksporKeluaran.model_validate(row, from_attributes=True)


@router.post("", status_code=201, response_model=EksporKeluaran)
async def request_export(
    body: PermohonanMasukan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Ajukan ekspor kerja untuk satu perkara; paling banyak dua sehari untuk satu kantor."""
    permohonan = usecase.Permohonan(**body.model_dump())
    row = await usecase.request_export(tx, permohonan, by=by, at=now)
    location = f"/v1/ekspor-kerja/{row.id}"
    return await once.answer(201, _shape(row), location=location, etag=etag(row.versi))


@router.get("")
async def list_exports(tx: Tx, by: By, halaman: Halaman) -> Daftar[EksporKeluaran]:
    """Ekspor kerja yang menunggu persetujuan, yang terlama lebih dahulu (UU 27/2022 Pasal 35).

    Perkara dan tujuan tampak bagi pemohonnya, penyetuju di wilayahnya, dan admin.
    """
    found = await store.waiting(tx, by.scope, usecase.visible_of(by), halaman)
    return halaman.answer(found, _shape)


@router.get("/{id}", response_model=EksporKeluaran)
async def get_export(id: UUID, tx: Tx, by: By, baca: Baca) -> Response:
    """Baca satu ekspor kerja: bagi pemohonnya, penyetuju, dan admin."""
    row = await usecase.load_export(tx, id, by=by)
    return baca.answer(_shape(row), row.versi)


@router.get("/{id}/aksi", response_model=list[AksiKeluaran])
async def list_acts_on_export(request: Request, id: UUID, tx: Tx, by: By, now: Now) -> JSONResponse:
    """Lihat apa yang dapat Anda lakukan dengan ekspor ini sekarang (UU 27/2022 Pasal 35)."""
    return aksi.answer(request, await usecase_aksi.list_acts_on_export(tx, id, by=by, at=now))


@router.post("/{id}/persetujuan", status_code=200, response_model=EksporKeluaran)
async def decide_export(
    id: UUID,
    body: PersetujuanMasukan,
    tx: Tx,
    by: By,
    now: Now,
    once: OnceOnly,
    versi: IfMatch,
) -> JSONResponse:
    """Setujui atau tolak ekspor kerja; penyetuju bukan pemohon (UU 27/2022 Pasal 39)."""
    row = await usecase.decide_export(tx, id, body.alasan, versi, setuju=body.setuju, by=by, at=now)
    return await once.answer(200, _shape(row), etag=etag(row.versi))


@router.post("/{id}/pengambilan", status_code=200, response_class=StreamingResponse)
async def transfer_export(
    request: Request, id: UUID, tx: Tx, by: By, now: Now, repeated: Rendered
) -> StreamingResponse:
    """Ambil berkas CSV ekspor kerja: sekali, oleh pemohon, selama berlaku; tercatat per pemilih.

    Bila unduhan terputus, ulangi dengan kunci idempotensi yang sama.
    """
    row = await usecase.transfer_export(tx, id, repeated=repeated, by=by, at=now)
    state = request.app.state
    berkas = Berkas(state.files, state.keyring)

    async def lines() -> AsyncIterator[str]:
        async for part in usecase.issue_parts(state.sessions, berkas, row, by=by, at=now):
            yield part

    headers = {
        "cache-control": "no-store",
        "content-disposition": f'attachment; filename="ekspor-{id}.csv"',
    }
    return StreamingResponse(lines(), media_type="text/csv", headers=headers)
