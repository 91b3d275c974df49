"""Grants of access: giving, reading, revoking."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StringConstraints

from election_common import aksi
from election_common.akses import Sifat
from election_common.aksi import AksiKeluaran
from election_common.etag import Baca, IfMatch, etag
from election_common.idempotency import OnceOnly
from election_common.page import Daftar, Halaman
from election_common.peran import Peran
from election_common.request import By, Now, Tx
from election_common.shapes import KodeWilayah, Masukan, Saat
from election_common.tindakan import require_role
from gateway.api.models import Pencabutan, Subjek, Surat, Wilayah
from gateway.domain import akses as rule
from gateway.domain import tindakan
from gateway.store import pemberian as store
from gateway.store.pemberian import Pemberian
from gateway.usecases import akses as usecase
from gateway.usecases import aksi as usecase_aksi
from gateway.usecases import pemberian

router = APIRouter(prefix="/akses", tags=["akses"])

Kepemilikan = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{0,64}$")]


class ButirMasukan(Masukan):
    """One line of the letter."""

    subjek: Subjek
    peran: Peran
    wilayah: Wilayah
    dari: Saat | None = Field(None, description="Sekarang bila tidak disebut")
    sampai: Saat | None = None
    peserta: Kepemilikan = Field("", description="Partai atau pasangan calon, untuk perannya")
    unit: Kepemilikan = Field("", description="Unit tertutup (wbs)")
    sifat: Sifat = Sifat.DEFINITIF
    untuk: UUID | None = Field(None, description="Plh/Plt: pemberian yang jabatannya dijalankan")

    def value(self, now: datetime) -> rule.Butir:
        """As the rules see it."""
        return rule.Butir(**{**dict(self), "dari": self.dari or now})


class PemberianMasukan(Masukan):
    """A letter with all that it gives: all of it is given, or nothing."""

    surat: Surat
    butir: Annotated[list[ButirMasukan], Field(min_length=1, max_length=200)]


class PemberianKeluaran(BaseModel):
    """A grant."""

    id: UUID
    subjek: str
    klien: bool = Field(description="Apakah subjek adalah klien API")
    peran: Peran
    wilayah: str
    peserta: str
    unit: str
    sifat: Sifat
    untuk: UUID | None
    surat_nomor: str
    surat_tanggal: date
    dari: datetime
    sampai: datetime | None
    status: rule.Status
    pemberi: str
    diberikan_pada: datetime
    pencabut: str | None
    dicabut_pada: datetime | None
    surat_cabut: str | None
    alasan_cabut: str | None


class DaftarPemberian(BaseModel):
    """What one letter gave, in its order."""

    akses: list[PemberianKeluaran]


async def _saringan(
    subjek: Subjek | None = None,
    peran: Peran | None = None,
    wilayah: KodeWilayah | None = None,
    status: rule.Status | None = None,
) -> store.Saringan:
    """Read which grants are wanted."""
    return store.Saringan(subjek, peran, wilayah, status)


Saringan = Annotated[store.Saringan, Depends(_saringan)]


def _shape(row: Pemberian) -> PemberianKeluaran:
    same = {name: getattr(row, name) for name in PemberianKeluaran.model_fields if name != "klien"}
    return PemberianKeluaran(**same, klien=row.klien is not None)


@router.post("", status_code=201, response_model=DaftarPemberian)
async def grant_access(
    body: PemberianMasukan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Beri akses menurut sebuah surat; tidak untuk diri sendiri (UU 30/2014 Pasal 14)."""
    butir = [b.value(now) for b in body.butir]
    rows = await pemberian.grant(tx, body.surat.value(), butir, by=by, at=now)
    return await once.answer(201, DaftarPemberian(akses=[_shape(row) for row in rows]))


@router.get("")
async def list_grants(
    tx: Tx, by: By, saringan: Saringan, halaman: Halaman
) -> Daftar[PemberianKeluaran]:
    """Daftar pemberian akses di wilayah Anda, juga yang sudah dicabut (UU 7/2017 Pasal 93)."""
    require_role(tindakan.PEMBACAAN_AKSES, by)
    return halaman.answer(await store.in_scope(tx, by.scope, saringan, halaman), _shape)


@router.get("/{id}", response_model=PemberianKeluaran)
async def get_grant(id: UUID, tx: Tx, by: By, baca: Baca) -> Response:
    """Baca satu pemberian akses (UU 7/2017 Pasal 93)."""
    require_role(tindakan.PEMBACAAN_AKSES, by)
    row = await usecase.load_grant(tx, id, by=by)
    return baca.answer(_shape(row), row.versi)


@router.get("/{id}/aksi", response_model=list[AksiKeluaran])
async def list_acts_on_grant(id: UUID, request: Request, tx: Tx, by: By, now: Now) -> JSONResponse:
    """Baca apa yang dapat Anda lakukan dengan pemberian ini sekarang, dan mengapa tidak."""
    return aksi.answer(request, await usecase_aksi.list_acts_on_grant(tx, id, by=by, at=now))


@router.post("/{id}/pencabutan", status_code=200, response_model=PemberianKeluaran)
async def revoke_access(
    id: UUID, body: Pencabutan, tx: Tx, by: By, now: Now, once: OnceOnly, versi: IfMatch
) -> JSONResponse:
    """Cabut akses, beserta mandat Plh atasnya; setiap layanan menolaknya dalam 5 detik."""
    row = await usecase.revoke(tx, id, body.surat_nomor, body.alasan, versi, by=by, at=now)
    return await once.answer(200, _shape(row), etag=etag(row.versi))
