"""Cek DPT: one's own registration."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field, StringConstraints

from election_common.errors import Refusal
from election_common.hot_read import Hot
from election_common.shapes import IdPemilihan, Masukan
from voter_registry.store import cuplikan as store

router = APIRouter(prefix="/cek-dpt", tags=["cek DPT"])


class CekMasukan(Masukan):
    """NIK and a second thing that its owner is likely to know; read, never kept or logged."""

    pemilihan: IdPemilihan
    nik: Annotated[str, StringConstraints(pattern=r"^[0-9]{16}$")]
    nkk_akhir: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")] = Field(
        description="Empat angka terakhir Nomor Kartu Keluarga"
    )


class CekKeluaran(BaseModel):
    """Whether, in which list, and where; of the same shape when not."""

    terdaftar: bool | None = Field(
        description="null: tidak ditemukan, tetapi daftar kabupaten/kota dalam `tanpa_data` tidak"
        " dapat diperiksa di sini"
    )
    daftar: str | None
    tps: str | None
    tanpa_data: list[str] = Field(
        description="Kabupaten/kota yang daftarnya belum ditetapkan, atau hanya ada sebagai angka",
        examples=[["1903"]],
    )


@router.post("")
async def check_registration(request: Request, body: CekMasukan, hot: Hot) -> CekKeluaran:
    """Periksa apakah Anda terdaftar: NIK dan empat angka terakhir NKK.

    Tidak ditemukan bukan berarti tidak terdaftar selama `tanpa_data` tidak kosong: `terdaftar`
    lalu null, dan yang dapat menjawab adalah PPS atau KPU kabupaten/kota itu.
    """
    indexes = request.app.state.keyring.blinds("nik", body.nik)
    row = await store.registered(hot, body.pemilihan, indexes, body.nkk_akhir)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="pemilihan", id=body.pemilihan)
    return CekKeluaran(
        terdaftar=row.tahap is not None or (None if row.tanpa_data else False),
        daftar=row.tahap,
        tps=row.tps,
        tanpa_data=row.tanpa_data,
    )
