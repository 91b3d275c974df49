"""Results of TPS."""

from typing import Annotated, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from election_common import aksi
from election_common.aksi import AksiKeluaran
from election_common.catalogue import language
from election_common.idempotency import OnceOnly
from election_common.provenance import Asal
from election_common.request import By, Now, Tx
from election_common.route_table import MIB, RouteRule, allow
from election_common.shapes import IdPemilihan, KodeTps, Masukan
from publication.api.models import Angka, Pemilih, Pengguna, Suara, SuratSuara
from publication.domain.angka import flatten
from publication.usecases import aksi as usecase_aksi
from publication.usecases import hasil_tps as usecase

router = APIRouter(tags=["hasil TPS"])


class CHasil(Masukan):
    """The form C.HASIL of one TPS, every figure as it stands on the paper."""

    tps: KodeTps
    pemilih: Pemilih
    pengguna: Pengguna
    surat_suara: SuratSuara
    suara: Suara
    suara_sah: Angka
    suara_tidak_sah: Angka
    total_suara: Angka

    def for_usecase(self) -> usecase.Butir:
        """The item as the use case takes it."""
        return usecase.Butir(self.tps, flatten(self.model_dump(exclude={"tps"})))


class HasilMasukan(Masukan):
    """A batch of forms of one provenance."""

    asal: Asal
    butir: Annotated[list[CHasil], Field(min_length=1, max_length=500)]


class Pelanggaran(BaseModel):
    """A figure that fails a check, beside what it was compared with."""

    aturan: int
    kolom: str
    dinyatakan: int
    pembanding: int
    beda: int


class HasilButir(BaseModel):
    """What became of one form, in the order in which they were sent; refused, it is not stored."""

    urut: int
    tps: str
    status: Literal["diterima", "ditolak"]
    code: str | None = None
    aturan: int | None = Field(default=None, description="Nomor pemeriksaan yang gagal")
    detail: str | None = None
    pelanggaran: list[Pelanggaran] = []
    peringatan: list[int] = Field(default=[], description="Nomor pemeriksaan yang memperingatkan")


class HasilLembar(BaseModel):
    """What became of a batch: nothing is dropped in silence."""

    diterima: int
    ditolak: int
    butir: list[HasilButir]


@router.post("/pemilihan/{id}/hasil-tps", status_code=200, response_model=HasilLembar)
@allow(RouteRule(body_bytes=4 * MIB, seconds=6.5))
async def record_forms(
    request: Request, id: IdPemilihan, body: HasilMasukan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Catat hasil TPS (C.HASIL); setiap formulir diperiksa dan dijawab sendiri (PKPU 17/2024).

    Formulir yang gagal pemeriksaan ditolak dengan nomor pemeriksaannya. Formulir yang sama boleh
    dikirim ulang; isi lain untuk TPS yang sudah masuk ditolak.
    """
    hasil = await usecase.record_forms(
        tx, id, [b.for_usecase() for b in body.butir], body.asal,
        production=request.app.state.production, by=by, at=now,
    )  # fmt: skip
    butir = [_shape(request, urut, h) for urut, h in enumerate(hasil)]
    diterima = sum(b.status == "diterima" for b in butir)
    answer = HasilLembar(diterima=diterima, ditolak=len(butir) - diterima, butir=butir)
    return await once.answer(200, answer)


@router.get("/pemilihan/{id}/hasil-tps/{tps}/aksi", response_model=list[AksiKeluaran])
async def list_acts_on_tps(
    request: Request, id: IdPemilihan, tps: KodeTps, tx: Tx, by: By, now: Now
) -> JSONResponse:
    """Lihat tindakan atas formulir TPS ini yang terbuka bagi Anda kini (PKPU 17/2024)."""
    return aksi.answer(request, await usecase_aksi.list_acts_on_tps(tx, id, tps, by=by, at=now))


def _shape(request: Request, urut: int, hasil: usecase.HasilButir) -> HasilButir:
    refusal = hasil.penolakan
    if refusal is None:
        peringatan = list(hasil.formulir.peringatan) if hasil.formulir else []
        return HasilButir(urut=urut, tps=hasil.tps, status="diterima", peringatan=peringatan)
    words = language(request.headers.get("accept-language"))
    _, detail = request.app.state.catalogue.words(refusal, words)
    return HasilButir.model_validate(
        {
            "urut": urut,
            "tps": hasil.tps,
            "status": "ditolak",
            "code": refusal.code,
            "detail": detail,
            **refusal.members,
        }
    )
