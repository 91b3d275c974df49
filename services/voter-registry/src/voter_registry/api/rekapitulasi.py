"""Recapitulation by plenary."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from election_common.idempotency import OnceOnly
from election_common.provenance import Asal, require_real
from election_common.request import By, Now, Tx
from election_common.shapes import BeritaAcara, IdPemilihan, KodeWilayah, Masukan
from voter_registry.api.models import RekapAngka
from voter_registry.domain.rekap import Rekap
from voter_registry.usecases import rekapitulasi as usecase

router = APIRouter(tags=["rekapitulasi"])


class RekapMasukan(Masukan):
    """Minutes of a PPS or PPK and the figures they declare."""

    tahap: Literal["DPHP", "DPSHP"]
    wilayah: KodeWilayah
    berita_acara: BeritaAcara
    dinyatakan: RekapAngka


class RekapProvinsiMasukan(Masukan):
    """Minutes of the province and the figures they declare."""

    tahap: Literal["DPS", "DPT"]
    berita_acara: BeritaAcara
    dinyatakan: RekapAngka
    asal: Asal = Field(description="Asal angka yang dinyatakan")


class RekapDicatat(BaseModel):
    """The figures that were recorded."""

    tahap: str
    wilayah: str
    l: int
    p: int
    jumlah: int
    tps: int


def _minutes(ba: BeritaAcara, angka: RekapAngka) -> usecase.BeritaAcara:
    dinyatakan = Rekap(angka.l, angka.p, angka.tps)
    return usecase.BeritaAcara(ba.nomor, ba.tanggal, ba.penanda_tangan, dinyatakan)


def _shape(tahap: str, wilayah: str, r: Rekap) -> RekapDicatat:
    return RekapDicatat(tahap=tahap, wilayah=wilayah, l=r.l, p=r.p, jumlah=r.jumlah, tps=r.tps)


@router.post("/daftar-pemilih/{id}/rekapitulasi", status_code=201, response_model=RekapDicatat)
async def recapitulate(
    id: UUID,
    body: RekapMasukan,
    tx: Tx,
    by: By,
    now: Now,
    once: OnceOnly,
) -> JSONResponse:
    """Catat rekap DPHP atau DPSHP oleh PPS atau PPK; datanya terkunci sejak itu (Kpt 799/2024)."""
    ba = _minutes(body.berita_acara, body.dinyatakan)
    rekap = await usecase.recapitulate(tx, id, body.tahap, body.wilayah, ba, by=by, at=now)
    return await once.answer(201, _shape(body.tahap, body.wilayah, rekap))


@router.post("/pemilihan/{id}/rekapitulasi-daftar", status_code=201, response_model=RekapDicatat)
async def recapitulate_province(
    request: Request,
    id: IdPemilihan,
    body: RekapProvinsiMasukan,
    tx: Tx,
    by: By,
    now: Now,
    once: OnceOnly,
) -> JSONResponse:
    """Catat rekap DPS atau DPT oleh KPU Provinsi atas penetapan seluruh kabupaten/kota."""
    require_real({body.asal}, production=request.app.state.production)
    ba = _minutes(body.berita_acara, body.dinyatakan)
    found = await usecase.recapitulate_province(tx, id, body.tahap, ba, body.asal, by=by, at=now)
    return await once.answer(201, _shape(body.tahap, *found))
