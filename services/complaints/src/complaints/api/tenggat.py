"""The clock: anybody may count a term; each ticket explains its own."""

from datetime import date, datetime, time
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StrictBool, StringConstraints

from complaints.api.models import Saat, Tanggal
from complaints.domain.aturan import Aturan, Rezim, Tahap
from complaints.domain.tenggat import AKHIR_HARI, Hitungan, Jangka, Jeda, Satuan, Tenggat
from complaints.domain.tiket import Jenis
from complaints.store import tenggat as store
from complaints.usecases.izin import load_tiket
from complaints.usecases.tenggat import (
    Dijelaskan,
    Pertanyaan,
    count_term,
    explain_terms,
    revise_rule,
)
from election_common.idempotency import OnceOnly
from election_common.legal_time import WIB
from election_common.page import Daftar, Halaman
from election_common.request import By, Now, PublicTx, Tx
from election_common.shapes import KodeWilayah, Masukan, Nomor

router = APIRouter(tags=["tenggat"])

Pukul = Annotated[
    str,
    StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$"),
    Field(description="Pukul berapa WIB pada hari terakhir", examples=["16:00:00"]),
]
Jumlah = Annotated[int, Field(ge=1, le=1000)]


class JangkaMasukan(Masukan):
    """A term of one's own."""

    jumlah: Jumlah
    satuan: Satuan
    sampai: Pukul = AKHIR_HARI.isoformat()
    jam_layanan: StrictBool = False

    def jangka(self) -> Jangka:
        """The same for the rules."""
        return Jangka(self.jumlah, self.satuan, time.fromisoformat(self.sampai), self.jam_layanan)


class JedaMasukan(Masukan):
    """A time in which the clock stands still; without an end it still does."""

    mulai: Saat
    selesai: Saat | None = None


class HitungMasukan(Masukan):
    """An event, and the term to count from it: that of a rule, or one of one's own."""

    kejadian: Saat = Field(examples=["2026-03-16T09:00:00+07:00"])
    wilayah: KodeWilayah = "19"
    jenis: Jenis | None = None
    rezim: Rezim = Rezim.BIASA
    tahap: Tahap | None = None
    jangka: JangkaMasukan | None = None
    jeda: Annotated[list[JedaMasukan], Field(max_length=50)] = []

    def pertanyaan(self) -> Pertanyaan:
        """The same for the use case."""
        own = self.jangka
        return Pertanyaan(
            kejadian=self.kejadian, wilayah=self.wilayah, jenis=self.jenis, rezim=self.rezim,
            tahap=self.tahap, jangka=own.jangka() if own else None,
            jeda=tuple(Jeda(j.mulai, j.selesai) for j in self.jeda),
        )  # fmt: skip


class AturanKeluaran(BaseModel):
    """A term of the law; `verified` is false where it stands from memory."""

    regulation: str
    article: str
    ticket_type: Jenis
    regime: Rezim
    stage: Tahap
    amount: int
    kind: Satuan
    until_time: Pukul
    service_hours: StrictBool
    valid_from: date
    valid_to: date | None
    verified: StrictBool


class AturanMasukan(Masukan):
    """A term that replaces the one in force from a day on."""

    regulation: Nomor
    article: Nomor
    ticket_type: Jenis
    regime: Rezim = Rezim.BIASA
    stage: Tahap
    amount: Jumlah
    kind: Satuan
    until_time: Pukul = AKHIR_HARI.isoformat()
    service_hours: StrictBool = False
    valid_from: Tanggal
    verified: StrictBool


class HariKeluaran(BaseModel):
    """A day: counted or not, and why; its number when days count, its hours when hours do."""

    tanggal: date
    hitungan: Hitungan
    keterangan: str
    ke: int | None
    jam: float | None


class TenggatKeluaran(BaseModel):
    """When a term ends, by which rule, day by day; `jatuh_tempo` is null while it stands still."""

    aturan: AturanKeluaran | None
    jatuh_tempo: datetime | None
    hari: list[HariKeluaran]


class TenggatTiket(TenggatKeluaran):
    """A term of a ticket, and where it stands."""

    tahap: Tahap
    jumlah: int
    mulai: datetime
    selesai_pada: datetime | None
    lewat_pada: datetime | None


@router.post("/tenggat/hitung")
async def count(body: HitungMasukan, tx: PublicTx) -> TenggatKeluaran:
    """Hitung tenggat dan jelaskan hari demi hari, untuk siapa saja (UU 14/2008; Perki 1/2019).

    Hari kejadian tidak dihitung; hari kerja tanpa libur nasional dan cuti bersama; waktu WIB.
    """
    aturan, tenggat = await count_term(tx, body.pertanyaan())
    return TenggatKeluaran(**_counted(aturan, tenggat))


@router.get("/tenggat/aturan")
async def list_rules(tx: PublicTx, halaman: Halaman) -> Daftar[AturanKeluaran]:
    """Baca semua jangka waktu beserta dasar hukumnya (UU 14/2008; Perki 1/2019; UU 25/2009)."""
    part = await store.list_rules(tx, halaman)
    return halaman.answer(part, lambda row: _rule(row.value()))


@router.post("/tenggat/aturan", status_code=201, response_model=AturanKeluaran)
async def revise(body: AturanMasukan, tx: Tx, by: By, now: Now, once: OnceOnly) -> JSONResponse:
    """Berlakukan jangka waktu baru; yang lama berakhir pada hari itu (UU 25/2009)."""
    until = time.fromisoformat(body.until_time)
    aturan = Aturan(**body.model_dump(exclude={"until_time"}), until_time=until, valid_to=None)
    await revise_rule(tx, aturan, by=by, at=now)
    return await once.answer(201, _rule(aturan))


@router.get("/tiket/{id}/tenggat")
async def list_terms(id: UUID, tx: Tx, by: By, halaman: Halaman) -> Daftar[TenggatTiket]:
    """Jelaskan tenggat sebuah tiket hari demi hari (UU 14/2008 Pasal 22; UU 25/2009)."""
    tiket = await load_tiket(tx, id, by=by)
    part = await store.list_of(tx, tiket.id, halaman)
    explained = {t.baris: _term(t) for t in await explain_terms(tx, tiket, part.rows)}
    return halaman.answer(part, explained.__getitem__)


def _term(t: Dijelaskan) -> TenggatTiket:
    row, counted = t.baris, _counted(t.aturan, t.tenggat)
    if row.jatuh_tempo:  # what the clock goes by, though a later decree has replaced a day since
        counted["jatuh_tempo"] = row.jatuh_tempo.astimezone(WIB)
    return TenggatTiket(
        **counted, tahap=Tahap(row.tahap), jumlah=row.jumlah, mulai=row.mulai.astimezone(WIB),
        selesai_pada=row.selesai_pada, lewat_pada=row.lewat_pada,
    )  # fmt: skip


def _counted(aturan: Aturan | None, tenggat: Tenggat | None) -> dict[str, object]:
    return {
        "aturan": _rule(aturan) if aturan else None,
        "jatuh_tempo": tenggat.jatuh_tempo if tenggat else None,
        "hari": [
            HariKeluaran(
                tanggal=h.tanggal, hitungan=h.hitungan, keterangan=h.keterangan, ke=h.ke, jam=h.jam
            )
            for h in (tenggat.hari if tenggat else ())
        ],
    }


def _rule(a: Aturan) -> AturanKeluaran:
    fields = {f: getattr(a, f) for f in AturanKeluaran.model_fields}
    return AturanKeluaran.model_validate(fields | {"until_time": a.until_time.isoformat()})
