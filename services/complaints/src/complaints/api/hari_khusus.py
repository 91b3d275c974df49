"""Days that differ from the joint decree of holidays."""

from datetime import date

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StrictBool

from complaints.api.models import Tanggal
from complaints.store import hari_khusus as store
from complaints.usecases.hari_khusus import HariKhusus
from complaints.usecases.hari_khusus import establish_day as establish
from election_common.idempotency import OnceOnly
from election_common.page import Daftar, Halaman
from election_common.request import By, Now, PublicTx, Tx
from election_common.shapes import KodeWilayah, Masukan, Nomor, Teks

router = APIRouter(prefix="/tenggat/hari-khusus", tags=["tenggat"])


class HariKhususMasukan(Masukan):
    """A day of a region and all that lies in it: off or worked, by which decree."""

    tanggal: Tanggal
    wilayah: KodeWilayah
    libur: StrictBool = Field(description="Libur, atau hari kerja walau menurut SKB libur")
    nama: Teks = Field(examples=["Pemungutan suara ulang"])
    dasar: Nomor = Field(description="Keputusan yang menetapkannya")


class HariKhususKeluaran(BaseModel):
    """A day that differs."""

    tanggal: date
    wilayah: str
    libur: StrictBool
    nama: str
    dasar: str


@router.get("")
async def list_days(tx: PublicTx, halaman: Halaman) -> Daftar[HariKhususKeluaran]:
    """Baca hari yang berbeda dari SKB 3 Menteri (UU 25/2009)."""
    return halaman.answer(await store.list_days(tx, halaman), _shape)


@router.post("", status_code=201, response_model=HariKhususKeluaran)
async def establish_day(
    body: HariKhususMasukan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Tetapkan hari libur atau hari kerja setempat; tenggat berjalan dihitung ulang (UU 25/2009).

    Keputusan yang lebih baru tentang hari yang sama menggantikannya. Riwayat tiap tiket menyebut
    tenggat lama dan barunya beserta keputusannya; tenggat yang sudah selesai atau lewat tetap.
    """
    day = HariKhusus(**body.model_dump())
    await establish(tx, day, by=by, at=now)
    return await once.answer(201, _shape(day))


def _shape(row: store.HariKhusus | HariKhusus) -> HariKhususKeluaran:
    return HariKhususKeluaran.model_validate(row, from_attributes=True)
