"""Parties and the threshold of nomination, explained step by step."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from candidacy.api.models import Kode
from candidacy.domain.ambang import Cara, Uraian
from candidacy.store import partai as store
from candidacy.store.partai import AmbangBatas
from candidacy.usecases import ambang_batas as usecase
from election_common.etag import BacaUmum, IfMatchIfAny, etag
from election_common.idempotency import OnceOnly
from election_common.kerangka.izin import load_pemilihan
from election_common.provenance import Asal
from election_common.request import By, Now, PublicTx, Tx
from election_common.shapes import IdPemilihan, Masukan, Nomor, Tanggal, Teks

router = APIRouter(tags=["ambang batas"])

Jumlah = Annotated[int, Field(ge=0, le=300_000_000)]


class PartaiMasukan(Masukan):
    """A party with what it won; a figure that was not found is null."""

    kode: Kode
    nomor: Annotated[int, Field(ge=1, le=999)]
    nama: Nomor
    suara: Jumlah | None = None
    asal_suara: Asal
    kursi: Annotated[int, Field(ge=0, le=1000)] | None = None
    asal_kursi: Asal
    sumber: Teks


class DaftarPartai(Masukan):
    """The parties of the last DPRD election."""

    partai: Annotated[list[PartaiMasukan], Field(min_length=1, max_length=100)]


class PartaiDicatat(BaseModel):
    """How many parties were registered."""

    pemilihan: str
    jumlah: int


class PartaiKeluaran(BaseModel):
    """A registered party with what it won; a figure that was not found is null."""

    kode: str
    nomor: int
    nama: str
    suara: int | None
    asal_suara: Asal
    kursi: int | None
    asal_kursi: Asal
    sumber: str


class DaftarPartaiKeluaran(BaseModel):
    """The parties of an election; `versi` is 0 before the first are registered."""

    pemilihan: str
    versi: int
    partai: list[PartaiKeluaran]


class AngkaMasukan(Masukan):
    """A figure with its provenance."""

    jumlah: Jumlah
    asal: Asal
    sumber: Teks


class AmbangMasukan(Masukan):
    """A threshold decree, and the figures that it rests on."""

    sk_nomor: Nomor
    sk_tanggal: Tanggal = Field(description="Aturan yang berlaku pada hari ini yang dipakai")
    dpt: AngkaMasukan | IdPemilihan = Field(
        description="DPT pemilu terakhir: angkanya, atau kode pemilihan yang direkapitulasi di sini"
    )
    suara_sah: AngkaMasukan = Field(description="Suara sah pemilu DPRD terakhir")
    kursi: Annotated[int, Field(ge=1, le=1000)] = Field(description="Kursi DPRD")
    alasan: Teks | None = None


class LangkahKeluaran(BaseModel):
    """A step of the calculation."""

    uraian: Uraian
    rumus: str
    nilai: str
    dasar: str


class AmbangKeluaran(BaseModel):
    """A threshold and how it came about; `terverifikasi` only when every rule in it was checked."""

    pemilihan: str
    revisi: int
    sk_nomor: str
    sk_tanggal: date
    alasan: str | None
    cara: Cara
    suara: int
    kursi: int | None
    dukungan: int = Field(description="Dukungan minimal calon perseorangan")
    sebaran: int = Field(description="Daerah minimal yang memuat dukungan itu")
    asal: Asal
    terverifikasi: bool
    dasar: dict[str, Any]
    langkah: list[LangkahKeluaran]


class SisaKeluaran(BaseModel):
    """What the parties that support nobody hold; null while a figure of theirs is unknown."""

    partai: list[str]
    suara: int | None
    kursi: int | None
    asal: Asal | None
    masih_mungkin: bool | None


@router.post("/pemilihan/{id}/partai", status_code=201, response_model=PartaiDicatat)
async def register_parties(
    request: Request, id: IdPemilihan, body: DaftarPartai, tx: Tx, by: By, now: Now,
    once: OnceOnly, versi: IfMatchIfAny,
) -> JSONResponse:  # fmt: skip
    """Daftarkan partai dengan perolehan suara dan kursi DPRD terakhir (UU 10/2016 Pasal 40).

    Yang sudah terdaftar diperbaiki angkanya; perubahan menyebut ETag daftar yang dilihat.
    """
    sekarang = await usecase.register_parties(
        tx, id, [p.model_dump() for p in body.partai], versi,
        production=request.app.state.production, by=by, at=now,
    )  # fmt: skip
    answer = PartaiDicatat(pemilihan=id, jumlah=len(body.partai))
    where = f"/v1/partai?pemilihan={id}"
    return await once.answer(201, answer, location=where, etag=etag(sekarang))


@router.get("/partai", response_model=DaftarPartaiKeluaran)
async def get_parties(tx: PublicTx, pemilihan: IdPemilihan, baca: BacaUmum) -> Response:
    """Baca partai, perolehannya, dan asal tiap angkanya (UU 10/2016 Pasal 40)."""
    await load_pemilihan(tx, pemilihan)
    rows = await store.list_of(tx, pemilihan)
    partai = [PartaiKeluaran.model_validate(row, from_attributes=True) for row in rows]
    versi = store.version(rows)
    return baca.answer(DaftarPartaiKeluaran(pemilihan=pemilihan, versi=versi, partai=partai), versi)


@router.post("/pemilihan/{id}/ambang-batas", status_code=201, response_model=AmbangKeluaran)
async def establish_threshold(
    request: Request, id: IdPemilihan, body: AmbangMasukan, tx: Tx, by: By, now: Now,
    once: OnceOnly, versi: IfMatchIfAny,
) -> JSONResponse:  # fmt: skip
    """Tetapkan ambang batas pencalonan; perhitungannya diuraikan (PKPU 10/2024 Pasal 11).

    Persentase dipilih menurut DPT, lalu dikalikan dengan suara sah; semua dibulatkan ke atas.
    Revisi menyebut ETag ambang yang dilihat; ambang pertama tidak.
    """
    values = body.model_dump() | {
        "dpt": body.dpt if isinstance(body.dpt, str) else usecase.Angka(**body.dpt.model_dump()),
        "suara_sah": usecase.Angka(**body.suara_sah.model_dump()),
    }
    row = await usecase.establish_threshold(
        tx, id, usecase.Keputusan(**values), versi,
        production=request.app.state.production, by=by, at=now,
    )  # fmt: skip
    where = f"/v1/ambang-batas?pemilihan={id}"
    return await once.answer(201, _shape(row), location=where, etag=etag(row.revisi))


@router.get("/ambang-batas", response_model=AmbangKeluaran)
async def get_threshold(
    tx: PublicTx,
    pemilihan: IdPemilihan,
    baca: BacaUmum,
    revisi: Annotated[int | None, Query(ge=1, le=10**6, description="Revisi lama")] = None,
) -> Response:
    """Baca ambang batas pencalonan langkah demi langkah (PKPU 10/2024 Pasal 11)."""
    await load_pemilihan(tx, pemilihan)
    row = await usecase.load_threshold(tx, pemilihan, revisi)
    return baca.answer(_shape(row), row.revisi)


@router.get("/sisa-partai")
async def read_remaining(tx: Tx, by: By, now: Now, pemilihan: IdPemilihan) -> SisaKeluaran:
    """Hitung apakah partai tersisa masih dapat mengusung pasangan (PKPU 10/2024 Pasal 135)."""
    found = await usecase.read_remaining(tx, pemilihan, by=by, at=now)
    return SisaKeluaran(
        partai=[p.kode for p in found.partai],
        suara=found.milik.suara,
        kursi=found.milik.kursi,
        asal=found.milik.asal,
        masih_mungkin=found.masih_mungkin,
    )


def _shape(row: AmbangBatas) -> AmbangKeluaran:
    return AmbangKeluaran(
        pemilihan=row.pemilihan, revisi=row.revisi, sk_nomor=row.sk_nomor,
        sk_tanggal=row.sk_tanggal, alasan=row.alasan, dasar=row.dasar, **row.hasil,
    )  # fmt: skip
