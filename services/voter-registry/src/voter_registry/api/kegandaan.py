"""Duplicate cases."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, BaseModel, Field

from election_common import aksi
from election_common.aksi import AksiKeluaran
from election_common.etag import Baca, IfMatch, etag
from election_common.idempotency import OnceOnly
from election_common.isian import keliru
from election_common.request import By, Now, Tx
from election_common.shapes import IdPemilihan, KodeKab, Masukan, Teks
from voter_registry.store.kegandaan import Kegandaan
from voter_registry.usecases import aksi as usecase_aksi
from voter_registry.usecases import kegandaan as usecase

router = APIRouter(prefix="/kegandaan", tags=["kegandaan"])


def _require_different(anggota: list[UUID]) -> list[UUID]:
    """Refuse a record beside itself: it is no duplicate of anything."""
    if len(set(anggota)) < len(anggota):
        raise keliru(
            "anggota-berulang",
            id="Sebutkan setiap pemilih sekali; kasus memuat sekurangnya dua yang berbeda.",
            en="Name each voter once; a case holds at least two different ones.",
        )
    return anggota


class KasusMasukan(Masukan):
    """Records that may be one person."""

    pemilihan: IdPemilihan
    wilayah: KodeKab
    jenis: Literal["identik", "nik", "tanpa_nik"]
    anggota: Annotated[
        list[UUID], Field(min_length=2, max_length=20), AfterValidator(_require_different)
    ]


class PutusanMasukan(Masukan):
    """The verdict: who is kept, or nobody when the records are different people."""

    pertahankan: UUID | None
    alasan: Teks


class KasusKeluaran(BaseModel):
    """A case."""

    id: UUID
    pemilihan: str
    wilayah: str
    jenis: str
    status: str
    anggota: list[UUID]
    pertahankan: UUID | None


def _shape(row: Kegandaan) -> KasusKeluaran:
    return KasusKeluaran(
        id=row.id, pemilihan=row.pemilihan, wilayah=row.wilayah, jenis=row.jenis,
        status=row.status, anggota=row.anggota, pertahankan=row.pertahankan,
    )  # fmt: skip


@router.post("", status_code=201, response_model=KasusKeluaran)
async def file_case(body: KasusMasukan, tx: Tx, by: By, now: Now, once: OnceOnly) -> JSONResponse:
    """Ajukan kasus kegandaan; deteksi tidak pernah menghapus (UU 7/2017 Pasal 198 ayat (2))."""
    row = await usecase.file_case(tx, usecase.Kasus(**body.model_dump()), by=by, at=now)
    location = f"/v1/kegandaan/{row.id}"
    return await once.answer(201, _shape(row), location=location, etag=etag(row.versi))


@router.get("/{id}", response_model=KasusKeluaran)
async def get_case(request: Request, id: UUID, tx: Tx, by: By, now: Now, baca: Baca) -> Response:
    """Baca satu kasus; pembacaan tercatat untuk setiap anggotanya."""
    row = await usecase.read_case(tx, id, request.app.state.pembaca, by=by, at=now)
    return baca.answer(_shape(row), row.versi)


@router.get("/{id}/aksi", response_model=list[AksiKeluaran])
async def list_acts_on_case(request: Request, id: UUID, tx: Tx, by: By, now: Now) -> JSONResponse:
    """Lihat apakah kasus ini dapat Anda putus sekarang, dan mengapa tidak (PKPU 7/2024)."""
    return aksi.answer(request, await usecase_aksi.list_acts_on_case(tx, id, by=by, at=now))


@router.post("/{id}/putusan", status_code=200, response_model=KasusKeluaran)
async def decide_case(
    id: UUID,
    body: PutusanMasukan,
    tx: Tx,
    by: By,
    now: Now,
    once: OnceOnly,
    versi: IfMatch,
) -> JSONResponse:
    """Putuskan kasus: pertahankan satu dan coret yang lain, atau nyatakan bukan ganda."""
    row = await usecase.decide_case(tx, id, body.pertahankan, body.alasan, versi, by=by, at=now)
    return await once.answer(200, _shape(row), etag=etag(row.versi))
