"""API clients of offices, and the public keys by which they come."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from election_common import aksi
from election_common.aksi import AksiKeluaran
from election_common.etag import Baca, IfMatch, etag
from election_common.idempotency import OnceOnly
from election_common.page import Daftar, Halaman
from election_common.request import By, Now, PublicTx, Tx
from election_common.shapes import Masukan, Saat, Teks
from election_common.tindakan import require_role
from gateway.api.models import IdKlien, Pencabutan, Surat, Wilayah
from gateway.domain import tindakan
from gateway.domain.klien import Status
from gateway.store import klien as store
from gateway.store.klien import Klien
from gateway.usecases import aksi as usecase_aksi
from gateway.usecases import klien as usecase

router = APIRouter(prefix="/klien", tags=["klien"])

OVERLAP = timedelta(days=7)
Jwk = Annotated[
    dict[str, Any],
    Field(
        description="Kunci publik (RFC 7517): EC P-256 atau RSA sekurangnya 2048 bit",
        examples=[{"kty": "EC", "crv": "P-256", "x": "…", "y": "…"}],
    ),
]


class KlienMasukan(Masukan):
    """An office that will come as a program."""

    id: IdKlien
    nama: Teks = Field(examples=["KPU Kabupaten Belitung Timur"])
    wilayah: Wilayah
    surat: Surat
    jwk: Jwk


class KunciMasukan(Masukan):
    """The new key, and until when the old ones serve beside it."""

    jwk: Jwk
    kunci_lama_sampai: Saat | None = Field(
        None, description="7 hari bila tidak disebut, paling lama 30 hari"
    )


class KlienKeluaran(BaseModel):
    """A client."""

    id: str
    nama: str
    wilayah: str
    status: Status
    surat_nomor: str
    didaftarkan_pada: datetime
    ditutup_pada: datetime | None
    alasan: str | None


class HimpunanKunci(BaseModel):
    """A JWK set (RFC 7517)."""

    keys: list[dict[str, Any]]


def _shape(row: Klien) -> KlienKeluaran:
    return KlienKeluaran(**{name: getattr(row, name) for name in KlienKeluaran.model_fields})


@router.post("", status_code=201, response_model=KlienKeluaran)
async def register_client(
    body: KlienMasukan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Daftarkan klien API sebuah kantor dengan kunci publiknya; aksesnya diberi orang lain."""
    wish = usecase.Pendaftaran(body.id, body.nama, body.wilayah, body.surat.value(), body.jwk)
    row = await usecase.register_client(tx, wish, by=by, at=now)
    location = f"/v1/klien/{row.id}"
    return await once.answer(201, _shape(row), location=location, etag=etag(row.versi))


@router.get("")
async def list_clients(tx: Tx, by: By, halaman: Halaman) -> Daftar[KlienKeluaran]:
    """Daftar klien API di wilayah Anda."""
    require_role(tindakan.PEMBACAAN_AKSES, by)
    return halaman.answer(await store.in_scope(tx, by.scope, halaman), _shape)


@router.get("/{id}", response_model=KlienKeluaran)
async def get_client(id: IdKlien, tx: Tx, by: By, baca: Baca) -> Response:
    """Baca satu klien API."""
    require_role(tindakan.PEMBACAAN_AKSES, by)
    row = await usecase.load_client(tx, id, by=by)
    return baca.answer(_shape(row), row.versi)


@router.get("/{id}/aksi", response_model=list[AksiKeluaran])
async def list_acts_on_client(
    id: IdKlien, request: Request, tx: Tx, by: By, now: Now
) -> JSONResponse:
    """Baca apa yang dapat Anda lakukan dengan klien ini sekarang, dan mengapa tidak."""
    return aksi.answer(request, await usecase_aksi.list_acts_on_client(tx, id, by=by, at=now))


@router.get("/{id}/jwks", response_model=HimpunanKunci)
async def get_keys(id: IdKlien, tx: PublicTx, now: Now) -> JSONResponse:
    """Baca kunci publik klien yang berlaku; kosong bila klien tidak ada atau ditutup (RFC 7517)."""
    body = {"keys": await store.serving_keys(tx, id, now)}
    return JSONResponse(body, headers={"cache-control": "no-store"})


@router.post("/{id}/kunci", status_code=200, response_model=KlienKeluaran)
async def replace_key(
    id: IdKlien, body: KunciMasukan, tx: Tx, by: By, now: Now, once: OnceOnly, versi: IfMatch
) -> JSONResponse:
    """Ganti kunci klien; kunci lama berlaku beberapa hari di sampingnya."""
    sampai = body.kunci_lama_sampai or now + OVERLAP
    row = await usecase.replace_key(tx, id, body.jwk, sampai, versi, by=by, at=now)
    return await once.answer(200, _shape(row), etag=etag(row.versi))


@router.post("/{id}/penutupan", status_code=200, response_model=KlienKeluaran)
async def close_client(
    id: IdKlien, body: Pencabutan, tx: Tx, by: By, now: Now, once: OnceOnly, versi: IfMatch
) -> JSONResponse:
    """Tutup klien: kuncinya berakhir sekarang, dan semua aksesnya dicabut."""
    row = await usecase.close_client(tx, id, body.surat_nomor, body.alasan, versi, by=by, at=now)
    return await once.answer(200, _shape(row), etag=etag(row.versi))
