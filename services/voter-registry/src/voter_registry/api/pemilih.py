"""Voters: one at a time, and their numbers."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from election_common.idempotency import Rendered
from election_common.request import By, Now, Tx
from election_common.shapes import Masukan, Nomor, Teks
from voter_registry.usecases import pemilih as usecase

router = APIRouter(prefix="/pemilih", tags=["pemilih"])

NO_STORE = {"cache-control": "no-store"}


class PemilihKeluaran(BaseModel):
    """A voter; a column that the caller's role does not see is absent."""

    id: UUID
    versi: int
    lokasi: str
    nama: str
    jenis_kelamin: str
    alamat: str
    rt: str
    rw: str
    status: str
    kode_tms: str | None
    baris: int | None = None
    nik_akhir: str | None = None
    nkk_akhir: str | None = None
    tempat_lahir: str | None = None
    tanggal_lahir: date | None = None
    status_kawin: str | None = None
    disabilitas: int | None = None
    ktp_el: str | None = None


class BukaNikMasukan(Masukan):
    """Why a number must be seen in full."""

    nomor: Literal["nik", "nkk"] = "nik"
    alasan: Annotated[Teks, Field(min_length=10, description="Tanpa data pribadi; tercatat")]
    perkara: Nomor | None = Field(None, description="Nomor perkara, bila ada")


class BukaNikKeluaran(BaseModel):
    """A number in full."""

    pemilih: UUID
    nomor: Literal["nik", "nkk"]
    nilai: str


@router.get("/{id}", response_model=PemilihKeluaran)
async def get_voter(request: Request, id: UUID, tx: Tx, by: By, now: Now) -> JSONResponse:
    """Baca satu pemilih menurut peran Anda; setiap pembacaan tercatat (UU 27/2022)."""
    state = request.app.state
    row = await usecase.read_voter(tx, id, state.pembaca, state.keyring, by=by, at=now)
    shown = PemilihKeluaran.model_validate(row).model_dump(mode="json", exclude_unset=True)
    return JSONResponse(shown, headers=NO_STORE)


@router.post("/{id}/buka-nik", status_code=200, response_model=BukaNikKeluaran)
async def reveal_number(
    request: Request, id: UUID, body: BukaNikMasukan, tx: Tx, by: By, now: Now, _: Rendered
) -> JSONResponse:
    """Buka NIK atau NKK seorang pemilih dengan alasan; tercatat, paling banyak 30 dalam satu jam.

    Kunci idempotensi yang sama membuka lagi, dan tercatat lagi: nomornya tidak pernah disimpan.
    """
    why = usecase.Alasan(body.alasan, body.perkara)
    keyring = request.app.state.keyring
    nilai = await usecase.reveal_number(tx, id, body.nomor, why, keyring, by=by, at=now)
    shown = BukaNikKeluaran(pemilih=id, nomor=body.nomor, nilai=nilai)
    return JSONResponse(shown.model_dump(mode="json"), headers=NO_STORE)
