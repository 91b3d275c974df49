"""Work on tickets: assignment, classification, notes, history, personal data."""

from datetime import datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from complaints.api.models import Pin, TiketKeluaran, Uraian, shape, tag
from complaints.api.tiket import Pribadi, Rincian
from complaints.domain.tiket import Jenis
from complaints.store import riwayat as riwayat_store
from complaints.store.tiket import Tiket
from complaints.usecases import penanganan as usecase
from complaints.usecases import pin as usecase_pin
from complaints.usecases.izin import load_tiket
from complaints.usecases.klasifikasi import Klasifikasi, reclassify_tiket
from complaints.usecases.segel import open_words
from election_common.etag import IfMatch
from election_common.idempotency import OnceOnly, Rendered
from election_common.keyring import Keyring
from election_common.page import Daftar, Halaman
from election_common.request import By, Now, Tx
from election_common.shapes import IdPemilihan, Masukan, Nomor, Teks

router = APIRouter(prefix="/tiket/{id}", tags=["tiket"])

NO_STORE = {"cache-control": "no-store"}


class Penugasan(Masukan):
    """Who has the ticket now, and in which queue."""

    petugas: Nomor
    antrean: Nomor | None = None


class KlasifikasiMasukan(Masukan):
    """The regime that a ticket belongs to, why, and what it asks beyond what was reported."""

    jenis: Jenis
    alasan: Teks
    pribadi: Annotated[Pribadi, Field(default_factory=Pribadi)]
    rincian: Annotated[Rincian, Field(default_factory=Rincian)]
    pemilihan: IdPemilihan | None = None

    def klasifikasi(self) -> Klasifikasi:
        """The same for the use case."""
        return Klasifikasi(
            jenis=self.jenis, alasan=self.alasan, pribadi=self.pribadi.diisi(),
            rincian=self.rincian.diisi(), pemilihan=self.pemilihan,
        )  # fmt: skip


class CatatanMasukan(Masukan):
    """An internal note."""

    isi: Uraian


class CatatanDicatat(BaseModel):
    """The note's id; its words are read with the notes."""

    id: UUID


class Catatan(BaseModel):
    """An internal note."""

    id: UUID
    pada: datetime
    oleh: str
    isi: str


class Riwayat(BaseModel):
    """An act on a ticket, without what anybody wrote."""

    pada: datetime
    oleh: str
    tindakan: str
    dari: str
    ke: str
    rincian: dict[str, Any]


class PenggantianPin(Masukan):
    """How the reporter was recognized, and the PIN that he chose."""

    keterangan: Uraian = Field(
        description="Bagaimana pelapor dikenali; disimpan tersegel, dan dapat dibacanya"
    )
    pin: Pin | None = Field(
        None, description="Yang dipilih pelapor; tanpa ini dibuat, dan dikirim kepadanya saja"
    )


class AlasanMasukan(Masukan):
    """Why somebody reads personal data."""

    alasan: Annotated[Teks, Field(min_length=10, description="Tanpa data pribadi; tercatat")]


class Tulisan(BaseModel):
    """What reporter or office wrote in an act."""

    pada: datetime
    tindakan: str
    isi: str


class PribadiKeluaran(BaseModel):
    """Who reports, the story, and what was written since."""

    pribadi: dict[str, str]
    tulisan: list[Tulisan]


@router.post("/penugasan", status_code=200, response_model=TiketKeluaran)
async def assign(
    id: UUID, body: Penugasan, tx: Tx, by: By, now: Now, once: OnceOnly, versi: IfMatch
) -> JSONResponse:
    """Tugaskan tiket kepada petugas, atau pindahkan ke antrean lain (PermenPANRB 62/2018)."""
    row = await usecase.assign_tiket(tx, id, body.petugas, body.antrean, versi, by=by, at=now)
    return await once.answer(200, shape(row), etag=tag(row))


@router.post("/klasifikasi", status_code=200, response_model=TiketKeluaran)
async def reclassify(
    request: Request, id: UUID, body: KlasifikasiMasukan, tx: Tx, by: By, now: Now,
    once: OnceOnly, versi: IfMatch,
) -> JSONResponse:  # fmt: skip
    """Ubah jenis tiket; waktu terima pertama tetap (PermenPANRB 62/2018).

    Isian yang diwajibkan jenis barunya disertakan bila belum ada dalam laporan.
    """
    keyring, wish = request.app.state.keyring, body.klasifikasi()
    row = await reclassify_tiket(tx, id, wish, versi, keyring=keyring, by=by, at=now)
    return await once.answer(200, shape(row), etag=tag(row))


@router.post("/penggantian-pin", status_code=200, response_model=TiketKeluaran)
async def replace_pin(
    request: Request, id: UUID, body: PenggantianPin, tx: Tx, by: By, now: Now, once: OnceOnly,
    versi: IfMatch,
) -> JSONResponse:  # fmt: skip
    """Ganti PIN pelapor yang hilang, terkunci, atau hangus (UU 25/2009; UU 27/2022).

    PIN tidak ada dalam jawaban: pelapor memilihnya sendiri, atau menerimanya melalui pesan.
    """
    keyring = request.app.state.keyring
    row = await usecase_pin.replace_pin(
        tx, id, body.pin, body.keterangan, versi, keyring=keyring, by=by, at=now
    )
    return await once.answer(200, shape(row), etag=tag(row))


@router.get("/riwayat")
async def list_history(id: UUID, tx: Tx, by: By, halaman: Halaman) -> Daftar[Riwayat]:
    """Baca riwayat tiket, tanpa tulisan pelapor dan petugas (UU 25/2009)."""
    row = await load_tiket(tx, id, by=by)
    part = await riwayat_store.list_of(tx, row.id, halaman)
    return halaman.answer(part, _history)


@router.post("/catatan", status_code=201, response_model=CatatanDicatat)
async def add_note(
    request: Request, id: UUID, body: CatatanMasukan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Tambahkan catatan internal, yang tidak pernah dilihat pelapor (PermenPANRB 62/2018)."""
    keyring = request.app.state.keyring
    note = await usecase.add_note(tx, id, body.isi, keyring=keyring, by=by, at=now)
    return await once.answer(201, CatatanDicatat(id=note))


@router.get("/catatan")
async def list_notes(
    request: Request, id: UUID, tx: Tx, by: By, now: Now, halaman: Halaman
) -> Daftar[Catatan]:
    """Baca catatan internal; pembacaannya tercatat (UU 27/2022)."""
    state = request.app.state
    tiket, part = await usecase.read_notes(tx, id, halaman, state.pembaca, by=by, at=now)
    return halaman.answer(part, partial(_note, state.keyring, tiket))


@router.post("/buka-pribadi", status_code=200, response_model=PribadiKeluaran)
async def reveal(
    request: Request, id: UUID, body: AlasanMasukan, tx: Tx, by: By, now: Now, _: Rendered
) -> JSONResponse:
    """Buka data pribadi pelapor menurut peran Anda, dengan alasan; tercatat (UU 27/2022).

    Yang memuat nomor identitas paling banyak 30 dalam satu jam.
    Jawabannya tidak disimpan: pengulangan dengan kunci yang sama membaca dan mencatat lagi.
    """
    state = request.app.state
    found = await usecase.reveal_pribadi(
        tx, id, body.alasan, state.pembaca, keyring=state.keyring, by=by, at=now
    )
    shown = PribadiKeluaran.model_validate(found, from_attributes=True)
    return JSONResponse(shown.model_dump(mode="json"), headers=NO_STORE)


def _history(row: riwayat_store.Riwayat) -> Riwayat:
    return Riwayat.model_validate(row, from_attributes=True)


def _note(keyring: Keyring, tiket: Tiket, row: riwayat_store.Catatan) -> Catatan:
    isi = open_words(keyring, tiket, row) or ""
    return Catatan(id=row.id, pada=row.pada, oleh=row.oleh, isi=isi)
