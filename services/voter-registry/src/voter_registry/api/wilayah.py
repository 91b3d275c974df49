"""Regions."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from election_common.errors import Refusal
from election_common.idempotency import OnceOnly
from election_common.request import By, Now, PublicTx, Tx
from election_common.shapes import KodeWilayah, Masukan, Teks
from voter_registry.store import wilayah as store
from voter_registry.usecases import wilayah as usecase

router = APIRouter(prefix="/wilayah", tags=["wilayah"])


class WilayahMasukan(Masukan):
    """A region to load."""

    kode: KodeWilayah
    nama: Teks
    jenis: Teks
    induk: KodeWilayah | None


class MuatWilayah(Masukan):
    """A province with all its regions, and where they come from."""

    sumber: Teks
    wilayah: Annotated[list[WilayahMasukan], Field(min_length=1, max_length=20_000)]


class Dimuat(BaseModel):
    """How many regions were loaded."""

    jumlah: int


class WilayahRingkas(BaseModel):
    """A region."""

    kode: str
    nama: str
    jenis: str


class WilayahKeluaran(WilayahRingkas):
    """A region and those right below it."""

    induk: str | None
    sumber: str
    anak: list[WilayahRingkas]


@router.post("", status_code=201, response_model=Dimuat)
async def load_wilayah(body: MuatWilayah, tx: Tx, by: By, now: Now, once: OnceOnly) -> JSONResponse:
    """Muat wilayah satu provinsi beserta seluruh isinya (Kode wilayah Kemendagri)."""
    rows = [usecase.Wilayah(**w.model_dump()) for w in body.wilayah]
    jumlah = await usecase.load_wilayah(tx, rows, body.sumber, by=by, at=now)
    return await once.answer(201, Dimuat(jumlah=jumlah))


@router.get("/{kode}")
async def get_wilayah(
    tx: PublicTx,
    kode: Annotated[str, Path(max_length=20, description="Kode; bentuk bertitik diterima")],
) -> WilayahKeluaran:
    """Baca satu wilayah dan wilayah tepat di bawahnya."""
    kode = kode.replace(".", "")
    row = await store.get(tx, kode)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="wilayah", id=kode)
    anak = [
        WilayahRingkas(kode=w.kode, nama=w.nama, jenis=w.jenis)
        for w in await store.children(tx, kode)
    ]
    return WilayahKeluaran(
        kode=row.kode, nama=row.nama, jenis=row.jenis, induk=row.induk, sumber=row.sumber, anak=anak
    )
