"""The schedule."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StringConstraints

from election_common import aksi
from election_common.aksi import AksiKeluaran
from election_common.errors import Refusal
from election_common.etag import BacaUmum, IfMatchIfAny, etag
from election_common.idempotency import OnceOnly
from election_common.kerangka.izin import load_pemilihan
from election_common.legal_time import WIB
from election_common.request import By, Now, PublicTx, Tx
from election_common.shapes import IdPemilihan, Masukan, Nomor, Saat, Teks, WaktuSandbox
from publication.domain import tahapan as rule
from publication.store import jadwal as store
from publication.usecases import aksi as usecase_aksi
from publication.usecases.jadwal import schedule

router = APIRouter(tags=["tahapan"])

Tindakan = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{2,60}$")]


class Tahapan(Masukan):
    """A stage with absolute times, or relative to another; the acts that it opens."""

    kode: Nomor
    layanan: Nomor
    kegiatan: Teks
    tindakan: Annotated[list[Tindakan], Field(min_length=1, max_length=20)]
    mulai: Saat | None = None
    selesai: Saat | None = None
    relative_to: Nomor | None = None
    offset: Annotated[int, Field(ge=-10_000, le=10_000)] | None = None
    offset_kind: Literal["hours", "calendar_day", "working_day"] | None = None
    set_by: Nomor
    dasar: Teks
    tanda: Literal["S", "M"] = Field(description="S: ada sumbernya; M: belum diverifikasi")
    catatan: Annotated[str, StringConstraints(max_length=500)] = ""


class JadwalMasukan(Masukan):
    """The whole schedule of an election; a revision names its reason."""

    sumber: Teks
    alasan: Teks | None = None
    tahapan: Annotated[list[Tahapan], Field(min_length=1, max_length=500)]


class JadwalDicatat(BaseModel):
    """The revision and how many windows it opens."""

    pemilihan: str
    revisi: int
    jendela: int


class TahapanKeluaran(Tahapan):
    """A stage, and where it stands in legal time."""

    keadaan: rule.Keadaan


class JadwalKeluaran(BaseModel):
    """A revision of a schedule; `keadaan` goes by legal time."""

    pemilihan: str
    revisi: int
    sumber: str
    alasan: str | None
    diterbitkan_pada: datetime
    waktu_legal: WaktuSandbox
    tahapan: list[TahapanKeluaran]


@router.post("/pemilihan/{id}/tahapan", status_code=201, response_model=JadwalDicatat)
async def publish_schedule(
    id: IdPemilihan, body: JadwalMasukan, tx: Tx, by: By, now: Now, once: OnceOnly,
    versi: IfMatchIfAny,
) -> JSONResponse:  # fmt: skip
    """Terbitkan jadwal tahapan, atau revisinya dengan alasan (PKPU 2/2024).

    Jendela setiap tindakan di semua layanan mengikuti jadwal ini. Revisi mengganti seluruhnya,
    maka menyebut ETag revisi yang dilihat; jadwal pertama tidak.
    """
    rows = [rule.Tahapan(**t.model_dump()) for t in body.tahapan]
    event = await schedule(tx, id, rows, body.sumber, body.alasan, versi, by=by, at=now)
    answer = JadwalDicatat(pemilihan=id, revisi=event.revisi, jendela=len(event.jendela))
    location = f"/v1/tahapan?pemilihan={id}"
    return await once.answer(201, answer, location=location, etag=etag(event.revisi))


@router.get("/pemilihan/{id}/aksi", response_model=list[AksiKeluaran])
async def list_acts_on_pemilihan(
    request: Request, id: IdPemilihan, tx: Tx, by: By, now: Now
) -> JSONResponse:
    """Lihat tindakan atas pemilihan ini yang terbuka bagi Anda kini (PKPU 2/2024; 17/2024)."""
    return aksi.answer(request, await usecase_aksi.list_acts_on_pemilihan(tx, id, by=by, at=now))


@router.get("/tahapan", response_model=JadwalKeluaran)
async def get_schedule(
    tx: PublicTx,
    now: Now,
    baca: BacaUmum,
    pemilihan: IdPemilihan,
    revisi: Annotated[int | None, Query(ge=1, le=10**6, description="Revisi lama")] = None,
) -> Response:
    """Baca jadwal tahapan yang berlaku, atau salah satu revisinya (PKPU 2/2024)."""
    milik = await load_pemilihan(tx, pemilihan)
    found = await store.revision(tx, pemilihan, revisi)
    if found is None:
        raise Refusal("tidak-ditemukan", jenis="jadwal", id=pemilihan)
    jadwal, rows = found
    body = JadwalKeluaran(
        pemilihan=pemilihan, revisi=jadwal.revisi, sumber=jadwal.sumber, alasan=jadwal.alasan,
        diterbitkan_pada=jadwal.diterbitkan_pada, waktu_legal=milik.waktu_legal,
        tahapan=[_shape(t, milik.waktu(now)) for t in rows],
    )  # fmt: skip
    return baca.answer(body, jadwal.revisi)


def _shape(t: rule.Tahapan, legal: datetime) -> TahapanKeluaran:
    mulai = t.mulai.astimezone(WIB) if t.mulai else None
    selesai = t.selesai.astimezone(WIB) if t.selesai else None
    fields = {f: getattr(t, f) for f in Tahapan.model_fields}
    return TahapanKeluaran(
        **fields | {"mulai": mulai, "selesai": selesai},
        keadaan=rule.keadaan(t.mulai, t.selesai, legal),
    )
