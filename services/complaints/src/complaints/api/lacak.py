"""Tracking: status for anybody with the id, details and acts with the PIN."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from complaints.api.models import IsianMasukan, NomorLacak, Pin, PinKepala
from complaints.api.penanganan import Tulisan
from complaints.domain.status import Aksi, Status
from complaints.domain.templat import label
from complaints.domain.tiket import Jenis
from complaints.store import lacak as store
from complaints.store.tiket import Tiket
from complaints.usecases import aksi as usecase_aksi
from complaints.usecases import lacak as usecase
from election_common import aksi
from election_common.aksi import AksiKeluaran
from election_common.catalogue import language
from election_common.database import Tx, transaction
from election_common.errors import Refusal
from election_common.etag import IfMatch, etag
from election_common.idempotency import Key, claim, digests, operation
from election_common.request import Now, PublicTx
from election_common.shapes import Masukan

router = APIRouter(prefix="/lacak/{id}", tags=["lacak"])

#: A PIN that is wrong, locked or has lapsed: 403 without any token.
DITOLAK: dict[int | str, dict[str, Any]] = {403: {}}
#: What is read by PIN has a version; how often a report has changed is for nobody else.
TERBACA = DITOLAK | {200: {"headers": {"ETag": {"$ref": "#/components/headers/ETag"}}}}


@asynccontextmanager
async def load_by_pin(
    request: Request, id: str, pin: str, *, at: datetime
) -> AsyncIterator[tuple[Tx, Tiket]]:
    """One transaction on the ticket that a PIN opens.

    Raises:
        Refusal: As `check_pin` says, when what it has counted is committed.
    """
    keyring = request.app.state.keyring
    async with transaction(request.app.state.sessions, scope=None) as tx:
        tiket = await usecase.check_pin(tx, id, pin, keyring=keyring, at=at)
        if isinstance(tiket, Tiket):
            yield tx, tiket
            return
    raise tiket


class Kejadian(BaseModel):
    """Something that happened, in plain words; to whom it was passed on, by which letter."""

    pada: datetime
    kata: str
    tujuan: str | None
    nomor_surat: str | None
    tanggal_surat: str | None


class LacakKeluaran(BaseModel):
    """Where a report is; nothing in it is personal."""

    jenis: Jenis
    status: Status
    kata: str
    wilayah: str
    diterima_pada: datetime
    jatuh_tempo: datetime | None
    kejadian: list[Kejadian]


class PinMasukan(Masukan):
    """The reporter's PIN."""

    pin: Pin


class LangkahPelapor(IsianMasukan):
    """An act of the reporter, with his PIN."""

    pin: Pin


class RincianKeluaran(BaseModel):
    """What the reporter may read of his own report."""

    nomor: str
    status: Status
    tulisan: list[Tulisan]


class StatusKeluaran(BaseModel):
    """The state that an act has led to."""

    status: Status


@router.get("")
async def get_tracking(request: Request, id: NomorLacak, tx: PublicTx) -> LacakKeluaran:
    """Lacak laporan tanpa masuk: status dan perjalanannya (UU 25/2009; Perpres 76/2013).

    Laporan rahasia hanya menunjukkan status; laporan WBS tidak tampak di sini.
    """
    row = await store.public(tx, id)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="laporan", id=id)
    words = language(request.headers.get("accept-language"))
    events = await store.timeline(tx, id)
    return LacakKeluaran(
        jenis=row.jenis, status=row.status, kata=label("status.Status", row.status, words),
        wilayah=row.wilayah, diterima_pada=row.diterima_pada, jatuh_tempo=row.jatuh_tempo,
        kejadian=[_event(e, words) for e in events],
    )  # fmt: skip


@router.post("/rincian", responses=TERBACA)
async def read_details(
    request: Request, response: Response, id: NomorLacak, body: PinMasukan, now: Now
) -> RincianKeluaran:
    """Baca tulisan pelapor dan petugas dengan PIN (UU 25/2009; UU 27/2022).

    Lima PIN salah menutupnya selama 15 menit. Tidak mengubah laporan. ETag disebut dalam tindakan.
    """
    keyring = request.app.state.keyring
    async with load_by_pin(request, id, body.pin, at=now) as (tx, tiket):
        found = await usecase.read_details(tx, tiket, keyring=keyring, at=now)
        response.headers["etag"] = etag(tiket.versi)
        words = [Tulisan.model_validate(t, from_attributes=True) for t in found]
        return RincianKeluaran(nomor=tiket.nomor, status=Status(tiket.status), tulisan=words)


@router.get("/aksi", response_model=list[AksiKeluaran], responses=DITOLAK)
async def list_own_acts(
    request: Request, id: NomorLacak, x_pin: PinKepala, now: Now
) -> JSONResponse:
    """Lihat dengan PIN tindakan pelapor yang terbuka kini, dan mengapa lainnya tidak (UU 25/2009).

    PIN yang salah terhitung seperti pada rincian.
    """
    async with load_by_pin(request, id, x_pin, at=now) as (tx, tiket):
        return aksi.answer(request, await usecase_aksi.list_own_acts(tx, tiket, at=now))


@router.post(
    "/tindakan/{tindakan}",
    status_code=200,
    response_model=StatusKeluaran,
    responses=DITOLAK,
)
async def advance_own(
    request: Request, id: NomorLacak, tindakan: Aksi, body: LangkahPelapor, now: Now,
    idempotency_key: Key, versi: IfMatch,
) -> JSONResponse:  # fmt: skip
    """Lengkapi, bantah, keberatan, tutup, atau cabut laporan sendiri dengan PIN (UU 25/2009).

    Menyebut ETag laporan sebagaimana terakhir dibaca dengan PIN.
    """
    keyring, sidik = request.app.state.keyring, digests(request, await request.body())
    async with load_by_pin(request, id, body.pin, at=now) as (tx, tiket):
        once = await claim(
            tx, klien=f"lacak/{id}", kunci=idempotency_key, operasi=operation(request), sidik=sidik
        )
        await usecase.advance_own(tx, tiket, tindakan, body.isian(), versi, keyring=keyring, at=now)
        answer = StatusKeluaran(status=Status(tiket.status))
        return await once.answer(200, answer, etag=etag(tiket.versi))


def _event(row: Any, words: str) -> Kejadian:  # noqa: ANN401 - a row
    return Kejadian(
        pada=row.pada, kata=label("status.Status", row.ke, words), tujuan=row.tujuan,
        nomor_surat=row.nomor_surat, tanggal_surat=row.tanggal_surat,
    )  # fmt: skip
