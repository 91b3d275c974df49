"""Responses of the public to a voter list."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from election_common import aksi
from election_common.aksi import AksiKeluaran
from election_common.etag import Baca, IfMatch, etag
from election_common.idempotency import OnceOnly
from election_common.page import Daftar, Halaman
from election_common.request import By, Now, Tx
from election_common.shapes import IdPemilihan, Masukan, Teks
from voter_registry.domain.tanggapan import Hasil, Status
from voter_registry.store.tanggapan import Tanggapan
from voter_registry.usecases import aksi as usecase_aksi
from voter_registry.usecases import tanggapan as usecase

router = APIRouter(prefix="/tanggapan", tags=["tanggapan"])


class JawabanMasukan(Masukan):
    """The answer, with its reason; nothing personal stands in it."""

    hasil: Hasil
    alasan: Teks = Field(description="Tanpa data pribadi")


class TanggapanKeluaran(BaseModel):
    """A response; `kabar` says whether its reporter was reached."""

    tiket: UUID
    pemilihan: str
    wilayah: str
    tahap: str
    pokok: str
    status: Status
    hasil: Hasil | None
    alasan: str | None
    kabar: str | None
    diterima_pada: datetime
    dijawab_pada: datetime | None


def _shape(row: Tanggapan) -> TanggapanKeluaran:
    return TanggapanKeluaran.model_validate(row, from_attributes=True)


@router.get("")
async def list_responses(
    tx: Tx, by: By, pemilihan: IdPemilihan, halaman: Halaman
) -> Daftar[TanggapanKeluaran]:
    """Lihat tanggapan masyarakat dalam wilayah Anda, yang terlama lebih dulu (PKPU 7/2024)."""
    return halaman.answer(await usecase.list_responses(tx, pemilihan, halaman, by=by), _shape)


@router.get("/{id}", response_model=TanggapanKeluaran)
async def get_response(id: UUID, tx: Tx, by: By, baca: Baca) -> Response:
    """Baca satu tanggapan masyarakat (PKPU 7/2024)."""
    row = await usecase.read_response(tx, id, by=by)
    return baca.answer(_shape(row), row.versi)


@router.get("/{id}/aksi", response_model=list[AksiKeluaran])
async def list_acts_on_response(
    request: Request, id: UUID, tx: Tx, by: By, now: Now
) -> JSONResponse:
    """Lihat apakah tanggapan ini dapat Anda jawab sekarang, dan mengapa tidak (PKPU 7/2024)."""
    return aksi.answer(request, await usecase_aksi.list_acts_on_response(tx, id, by=by, at=now))


@router.post("/{id}/jawaban", status_code=200, response_model=TanggapanKeluaran)
async def answer_one(
    id: UUID, body: JawabanMasukan, tx: Tx, by: By, now: Now, once: OnceOnly, versi: IfMatch
) -> JSONResponse:
    """Jawab tanggapan masyarakat dengan alasannya; tiketnya ditutup (PKPU 7/2024).

    Daftarnya sendiri hanya berubah melalui coklit, perbaikan, dan kasus kegandaan.
    """
    row = await usecase.answer_response(tx, id, body.hasil, body.alasan, versi, by=by, at=now)
    return await once.answer(200, _shape(row), etag=etag(row.versi))
