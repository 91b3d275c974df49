"""Reception of a dossier."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from candidacy.api.models import ButirMasukan, NominasiKeluaran, shape
from candidacy.domain.penerimaan import Keberadaan, Sebab
from candidacy.usecases.penerimaan import accept_nominasi
from election_common.errors import Refusal
from election_common.etag import IfMatch, etag
from election_common.idempotency import OnceOnly
from election_common.request import By, Now, Tx
from election_common.shapes import Masukan, Nomor

router = APIRouter(prefix="/nominasi/{id}", tags=["penerimaan"])


class PeriksaMasukan(ButirMasukan):
    """Whether a document is there; nothing of what it says."""

    keberadaan: Keberadaan


class PenerimaanMasukan(Masukan):
    """The minutes of reception, with every required document checked."""

    ba_nomor: Nomor
    butir: Annotated[list[PeriksaMasukan], Field(min_length=1, max_length=100)]


class PenerimaanKeluaran(BaseModel):
    """What reception led to, and what spoke against it."""

    nominasi: NominasiKeluaran
    sebab: list[Sebab]


@router.post("/penerimaan", status_code=200, response_model=PenerimaanKeluaran)
async def accept(
    request: Request, id: UUID, body: PenerimaanMasukan, tx: Tx, by: By, now: Now, once: OnceOnly,
    versi: IfMatch,
) -> JSONResponse:  # fmt: skip
    """Terima pendaftaran yang lengkap, atau kembalikan dengan sebabnya (PKPU 8/2024).

    Hasilnya mengikuti daftar periksa, ambang batas, dan pencalonan ganda; tidak dipilih.
    """
    checked = {(b.posisi, b.jenis): b.keberadaan for b in body.butir}
    if len(checked) != len(body.butir):
        raise Refusal("daftar-periksa-tidak-sesuai", jumlah=len(checked))
    row, sebab = await accept_nominasi(
        tx, id, checked, body.ba_nomor, versi, request.app.state.keyring, by=by, at=now
    )
    answer = PenerimaanKeluaran(nominasi=shape(row), sebab=sebab)
    return await once.answer(200, answer, etag=etag(row.versi))
