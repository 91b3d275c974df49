"""Public input on pairs, as the offices answer it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from candidacy.api.models import Tiket
from candidacy.domain.tanggapan import Hasil, Status
from candidacy.store.tanggapan import Tanggapan
from candidacy.usecases import aksi as usecase_aksi
from candidacy.usecases import tanggapan as usecase
from election_common import aksi
from election_common.aksi import AksiKeluaran
from election_common.etag import Baca, IfMatch, etag
from election_common.idempotency import OnceOnly
from election_common.page import Daftar, Halaman
from election_common.request import By, Now, Tx
from election_common.shapes import IdPemilihan, Masukan, Teks

router = APIRouter(prefix="/tanggapan", tags=["tanggapan"])


class JawabanMasukan(Masukan):
    """What clarification found."""

    hasil: Literal[Hasil.TERBUKTI, Hasil.TIDAK_TERBUKTI]
    alasan: Teks = Field(description="Dibaca pelapor; tanpa data pribadi")


class TanggapanKeluaran(BaseModel):
    """An input: its ticket and how far it is; its reporter is known to complaints alone."""

    tiket: str
    nominasi: UUID
    status: Status
    diterima_pada: datetime
    dijawab_pada: datetime | None
    versi: int


@router.get("")
async def list_tanggapan(
    tx: Tx, by: By, pemilihan: IdPemilihan, halaman: Halaman
) -> Daftar[TanggapanKeluaran]:
    """Lihat tanggapan masyarakat atas pasangan, tanpa pelapornya (PKPU 8/2024 Pasal 137)."""
    return halaman.answer(await usecase.list_tanggapan(tx, pemilihan, halaman, by=by), _shape)


@router.get("/{tiket}", response_model=TanggapanKeluaran)
async def get_tanggapan(tiket: Tiket, tx: Tx, by: By, baca: Baca) -> Response:
    """Baca satu tanggapan masyarakat, tanpa pelapornya (PKPU 8/2024 Pasal 137)."""
    row = await usecase.read_tanggapan(tx, tiket, by=by)
    return baca.answer(_shape(row), row.versi)


@router.get("/{tiket}/aksi", response_model=list[AksiKeluaran])
async def list_input_acts(request: Request, tiket: Tiket, tx: Tx, by: By, now: Now) -> JSONResponse:
    """Lihat apakah tanggapan dapat dijawab kini, dan mengapa tidak (PKPU 8/2024 Pasal 137)."""
    return aksi.answer(request, await usecase_aksi.list_input_acts(tx, tiket, by=by, at=now))


@router.post("/{tiket}/jawaban", status_code=200, response_model=TanggapanKeluaran)
async def decide_tanggapan(
    tiket: Tiket, body: JawabanMasukan, tx: Tx, by: By, now: Now, once: OnceOnly, versi: IfMatch
) -> JSONResponse:
    """Jawab tanggapan setelah klarifikasi; yang terbukti menggugurkan (PKPU 8/2024 Pasal 137)."""
    row = await usecase.decide_tanggapan(tx, tiket, body.hasil, body.alasan, versi, by=by, at=now)
    return await once.answer(200, _shape(row), etag=etag(row.versi))


def _shape(t: Tanggapan) -> TanggapanKeluaran:
    return TanggapanKeluaran(
        tiket=t.tiket, nominasi=t.nominasi, status=Status(t.status),
        diterima_pada=t.diterima_pada, dijawab_pada=t.dijawab_pada, versi=t.versi,
    )  # fmt: skip
