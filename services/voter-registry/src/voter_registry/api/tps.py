"""Polling stations."""

from collections import Counter
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from election_common.idempotency import OnceOnly
from election_common.isian import keliru
from election_common.request import By, Now, Tx
from election_common.shapes import IdPemilihan, KodeKab, KodeTps, Masukan
from voter_registry.usecases import tps as usecase

router = APIRouter(prefix="/tps", tags=["tps"])


class TpsMasukan(Masukan):
    """A polling station: 10 digits village, 3 digits number."""

    kode: KodeTps
    alamat: Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)] = ""


def _require_different(tps: list[TpsMasukan]) -> list[TpsMasukan]:
    """Refuse a station that is named twice: which address would it have?"""
    twice = [kode for kode, n in Counter(t.kode for t in tps).items() if n > 1]
    if twice:
        raise keliru(
            "tps-berulang",
            id=f"TPS {min(twice)} disebut dua kali. Sebutkan setiap TPS sekali.",
            en=f"TPS {min(twice)} comes twice. Name each polling station once.",
        )
    return tps


class PemetaanTps(Masukan):
    """The polling stations of a kabupaten/kota."""

    pemilihan: IdPemilihan
    wilayah: KodeKab
    tps: Annotated[
        list[TpsMasukan], Field(min_length=1, max_length=20_000), AfterValidator(_require_different)
    ]


class Dipetakan(BaseModel):
    """The list and how many polling stations it has."""

    daftar_pemilih: str
    tahap: str
    jumlah: int


@router.post("", status_code=201, response_model=Dipetakan)
async def map_tps(body: PemetaanTps, tx: Tx, by: By, now: Now, once: OnceOnly) -> JSONResponse:
    """Tetapkan pemetaan TPS satu kabupaten/kota (PKPU 7/2024)."""
    alamat = {t.kode: t.alamat for t in body.tps}
    daftar = await usecase.map_tps(tx, body.pemilihan, body.wilayah, alamat, by=by, at=now)
    answer = Dipetakan(daftar_pemilih=str(daftar.id), tahap=daftar.tahap, jumlah=len(alamat))
    return await once.answer(201, answer, location=f"/v1/daftar-pemilih/{daftar.id}")
