"""The plenary that determines."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from candidacy.domain import pleno as rule
from candidacy.usecases import aksi as usecase_aksi
from candidacy.usecases import penetapan as usecase
from election_common import aksi
from election_common.aksi import AksiKeluaran
from election_common.etag import Baca, IfMatch
from election_common.idempotency import OnceOnly
from election_common.request import By, Now, Tx
from election_common.shapes import IdPemilihan, Masukan, Nomor, Tanggal

router = APIRouter(tags=["penetapan"])


class SuaraMasukan(Masukan):
    """The vote of a commissioner, by his seat."""

    anggota: Annotated[int, Field(ge=1, le=99)]
    suara: rule.Suara


class PenetapanMasukan(Masukan):
    """Minutes, decree and votes of a plenary."""

    ba_nomor: Nomor
    ba_tanggal: Tanggal
    sk_nomor: Nomor = Field(description="Yang tidak diumumkan diawali SIMULASI/")
    sk_tanggal: Tanggal
    suara: Annotated[list[SuaraMasukan], Field(min_length=1, max_length=20)]


class SiapKeluaran(BaseModel):
    """What a plenary would decide on now; the ETag is what it names in If-Match."""

    pemilihan: str
    ms: list[UUID]
    belum: list[UUID] = Field(description="Nominasi yang hasilnya belum ada")
    tanggapan_terbuka: int


class PasanganDitetapkan(BaseModel):
    """The pairs that a plenary determined."""

    pemilihan: str
    sk_nomor: str
    pasangan: list[UUID]


@router.get("/penetapan", response_model=SiapKeluaran)
async def read_readiness(tx: Tx, by: By, pemilihan: IdPemilihan, baca: Baca) -> Response:
    """Lihat apa yang akan diputuskan rapat pleno kini (PKPU 8/2024)."""
    siap = await usecase.read_readiness(tx, pemilihan, by=by)
    answer = SiapKeluaran(
        pemilihan=pemilihan, ms=siap.ms, belum=siap.belum, tanggapan_terbuka=siap.tanggapan_terbuka
    )
    return baca.answer(answer, siap.versi)


@router.get("/penetapan/aksi", response_model=list[AksiKeluaran])
async def list_plenary_acts(
    request: Request, tx: Tx, by: By, now: Now, pemilihan: IdPemilihan
) -> JSONResponse:
    """Lihat apakah rapat pleno dapat menetapkan kini, dan mengapa tidak (PKPU 8/2024)."""
    return aksi.answer(request, await usecase_aksi.list_plenary_acts(tx, pemilihan, by=by, at=now))


@router.post("/pemilihan/{id}/penetapan", status_code=201, response_model=PasanganDitetapkan)
async def establish(
    request: Request, id: IdPemilihan, body: PenetapanMasukan, tx: Tx, by: By, now: Now,
    once: OnceOnly, versi: IfMatch,
) -> JSONResponse:  # fmt: skip
    """Tetapkan semua pasangan yang memenuhi syarat dalam satu rapat pleno (PKPU 8/2024).

    Tertutup selama ada tanggapan yang belum dijawab, atau nominasi yang belum ada hasilnya.
    """
    votes = tuple(rule.SuaraAnggota(**s.model_dump()) for s in body.suara)
    pleno = rule.Pleno(**body.model_dump(exclude={"suara"}), suara=votes)
    production = request.app.state.production
    pairs = await usecase.establish_pairs(
        tx, id, pleno, versi, production=production, by=by, at=now
    )
    answer = PasanganDitetapkan(
        pemilihan=id, sk_nomor=body.sk_nomor, pasangan=[p.id for p in pairs]
    )
    return await once.answer(201, answer, location=f"/v1/pasangan-calon?pemilihan={id}")
