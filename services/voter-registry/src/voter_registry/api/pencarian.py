"""Searching voters by name. A name is personal: it is asked for in a body, not in an address."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from election_common.request import By, Now, Tx
from election_common.shapes import IdPemilihan, KodeWilayah, Masukan, Teks
from voter_registry.domain.pencarian import Cara
from voter_registry.usecases import pencarian as usecase

router = APIRouter(prefix="/pemilih", tags=["pemilih"])


class PencarianMasukan(Masukan):
    """Whom to look for, and where."""

    pemilihan: IdPemilihan
    wilayah: KodeWilayah
    nama: Teks = Field(examples=["SITI"])
    cara: Cara = Cara.MENGANDUNG
    batas: Annotated[int, Field(ge=1, le=100)] = 50


class PemilihDitemukan(BaseModel):
    """A voter; NIK and NKK as their last four digits."""

    id: UUID
    versi: int
    lokasi: str
    nik_akhir: str
    nkk_akhir: str
    nama: str
    tempat_lahir: str
    tanggal_lahir: date
    jenis_kelamin: str
    status: str
    kemiripan: float | None


class PencarianKeluaran(BaseModel):
    """Who was found."""

    pemilih: list[PemilihDitemukan]
    terpotong: bool = Field(description="Ada lebih banyak: perjelas nama atau persempit wilayah")


@router.post("/pencarian", openapi_extra={"x-hanya-membaca": True})
async def find_voters(body: PencarianMasukan, tx: Tx, by: By, now: Now) -> PencarianKeluaran:
    """Cari pemilih menurut nama di wilayah kerja Anda: awalan, mengandung, atau mirip."""
    wish = (body.pemilihan, body.wilayah, body.nama, body.cara)
    found = await usecase.find_voters(tx, *wish, batas=body.batas + 1, by=by, at=now)
    rows = [PemilihDitemukan(**row) for row in found[: body.batas]]
    return PencarianKeluaran(pemilih=rows, terpotong=len(found) > body.batas)
