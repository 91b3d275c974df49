"""Required documents: the checklist, uploads, files."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, Field

from candidacy.api.models import KodeDokumen
from candidacy.domain.calon import Posisi
from candidacy.domain.dokumen_syarat import Nilai, Status
from candidacy.domain.jenis_dokumen import PEMBACA_KPU, Butir, Kelas
from candidacy.store.dokumen_syarat import Versi
from candidacy.usecases import bacaan
from candidacy.usecases import dokumen_syarat as usecase
from election_common.berkas import kirim, tiba
from election_common.berkas.karantina import Status as Pemeriksaan
from election_common.database import transaction
from election_common.idempotency import Key, claim, digests, is_used, operation
from election_common.request import By, Now, Tx
from election_common.route_table import RouteRule, allow

router = APIRouter(tags=["dokumen syarat"])

TYPE = "application/octet-stream"
MAX_BYTES = 10 * tiba.MIB


class VersiKeluaran(BaseModel):
    """A version of a document; it is kept for ever."""

    id: UUID
    versi: int
    sidik: str = Field(description="SHA-256 isi berkas")
    ukuran: int
    tipe: tiba.Jenis
    pemeriksaan: Pemeriksaan = Field(description="Hanya berkas yang bersih dapat diunduh")
    diterima_pada: datetime = Field(description="Waktu legal saat diterima server")


class ButirKeluaran(BaseModel):
    """A required document, how it stands, and its versions."""

    posisi: Posisi
    jenis: str
    nama: str
    kelas: Kelas
    dasar: str
    status: Status
    usulan: Nilai | None = Field(description="Terlihat oleh KPU saja")
    usulan_ke: int = Field(description="Disebut dalam usulan berikutnya dan persetujuannya")
    alasan: str | None = Field(description="Sebelum disetujui terlihat oleh KPU saja")
    versi: list[VersiKeluaran]


class DaftarSyarat(BaseModel):
    """The checklist of a dossier, and the limit of a file."""

    nominasi: UUID
    maksimum_byte: int
    tipe: list[tiba.Jenis]
    butir: list[ButirKeluaran]


@router.get("/nominasi/{id}/dokumen")
async def get_checklist(request: Request, id: UUID, tx: Tx, by: By, now: Now) -> DaftarSyarat:
    """Baca daftar syarat, status tiap dokumen, dan batas unggahan (UU 10/2016 Pasal 45)."""
    daftar = await bacaan.read_checklist(tx, id, request.app.state.pembaca, by=by, at=now)
    of_kpu = bool(by.peran & PEMBACA_KPU)
    return DaftarSyarat(
        nominasi=id,
        maksimum_byte=MAX_BYTES,
        tipe=list(tiba.Jenis),
        butir=[_item(daftar, butir, of_kpu=of_kpu) for butir in daftar.wajib],
    )


@router.post(
    "/nominasi/{id}/dokumen",
    status_code=201,
    response_model=VersiKeluaran,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {TYPE: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
@allow(RouteRule(body_bytes=None, media_type=TYPE, seconds=60))
async def file_dokumen(
    request: Request, id: UUID, by: By, now: Now, idempotency_key: Key,
    posisi: Annotated[Posisi, Query(description="Milik pasangan, calon, atau wakilnya")],
    jenis: Annotated[KodeDokumen, Query()],
) -> JSONResponse:  # fmt: skip
    """Unggah versi baru satu dokumen; versi lama tetap disimpan (UU 10/2016 Pasal 45).

    Badan permintaan adalah berkasnya: PDF, JPG, atau PNG menurut isinya, paling besar 10 MiB.
    """
    sessions, butir = request.app.state.sessions, (posisi, jenis)
    key = {"klien": by.sub, "kunci": idempotency_key, "operasi": operation(request)}
    async with transaction(sessions, by.scope) as tx:
        if not await is_used(tx, **key):
            await usecase.require_may_file(tx, id, butir, by=by, at=now)
    receiving = tiba.receive(request, maksimum=MAX_BYTES)
    # The transaction begins after the upload: a slow line must not hold a connection.
    async with receiving as arrived, transaction(sessions, by.scope) as tx:
        sidik = digests(request, bytes.fromhex(arrived.berkas.sidik))
        once = await claim(tx, **key, sidik=sidik)
        filed = await usecase.file_dokumen(tx, id, butir, arrived, by=by, at=now)
        where = f"/v1/dokumen-syarat/{filed.dokumen.id}"
        return await once.answer(201, _version(filed), location=where)


@router.get(
    "/dokumen-syarat/{id}",
    response_class=StreamingResponse,
    responses={200: {"content": {TYPE: {}}}},
)
async def read_file(request: Request, id: UUID, tx: Tx, by: By, now: Now) -> StreamingResponse:
    """Baca isi satu versi menurut kelas keterbukaannya; pembacaan dicatat (KPT 1229/2024)."""
    found = await bacaan.read_file(tx, id, request.app.state.pembaca, by=by, at=now)
    return await kirim.send(request, found)


def _item(daftar: usecase.Daftar, butir: Butir, *, of_kpu: bool) -> ButirKeluaran:
    jenis, row = daftar.wajib[butir], daftar.syarat.get(butir)
    usulan = row.usulan if row and of_kpu else None
    # what a verifier found is no finding of KPU before another has agreed
    agreed = of_kpu or daftar.status(butir) in {Status.BMS, Status.TMS}
    return ButirKeluaran(
        posisi=butir[0], jenis=jenis.kode, nama=jenis.nama, kelas=jenis.kelas, dasar=jenis.dasar,
        status=daftar.status(butir), usulan=Nilai(usulan) if usulan else None,
        usulan_ke=row.usulan_ke if row else 0, alasan=row.alasan if row and agreed else None,
        versi=[_version(v) for v in daftar.versi.get(butir, [])],
    )  # fmt: skip


def _version(v: Versi) -> VersiKeluaran:
    return VersiKeluaran(
        id=v.dokumen.id, versi=v.dokumen.versi, sidik=v.berkas.sidik, ukuran=v.berkas.ukuran,
        tipe=v.berkas.jenis, pemeriksaan=v.pemeriksaan, diterima_pada=v.dokumen.diterima_pada,
    )  # fmt: skip
