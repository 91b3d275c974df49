"""Pairs as everybody may read them: determined, or open to the public's response."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StringConstraints

from candidacy.api.models import Kode
from candidacy.domain.calon import Posisi
from candidacy.domain.dokumen_syarat import Status
from candidacy.store import pasangan_calon as store
from candidacy.store.pasangan_calon import PasanganCalon
from candidacy.usecases import aksi as usecase_aksi
from candidacy.usecases import pasangan_calon as usecase
from election_common import aksi
from election_common.aksi import AksiKeluaran
from election_common.errors import Refusal
from election_common.etag import BacaUmum, IfMatch, etag
from election_common.idempotency import OnceOnly
from election_common.kerangka.izin import load_pemilihan
from election_common.page import Daftar, Halaman
from election_common.provenance import Asal
from election_common.request import By, Now, PublicTx, Tx
from election_common.shapes import IdPemilihan, Masukan, Nomor, Tanggal, Teks

router = APIRouter(tags=["pasangan calon"])


class AsalHasil(Masukan):
    """The provenance of each field of an announced pair."""

    nomor_urut: Asal
    nama: Asal
    partai: Asal
    tanggal_daftar: Asal
    sk_nomor_urut: Asal


class HasilMasukan(Masukan):
    """A pair as it was officially announced."""

    nomor_urut: Annotated[int, Field(ge=1, le=99)]
    calon: Teks
    wakil: Teks
    partai: Annotated[list[Kode], Field(max_length=50)]
    tanggal_daftar: Tanggal | None = None
    sk_penetapan: Nomor | None = None
    sk_nomor_urut: Nomor | None = None
    asal: AsalHasil
    catatan: Annotated[str, StringConstraints(max_length=500)] = ""


class DaftarHasil(Masukan):
    """All pairs of an election."""

    pasangan: Annotated[list[HasilMasukan], Field(min_length=1, max_length=50)]


class PembatalanPasangan(Masukan):
    """The decision by which a pair is revoked: death, a final verdict, an order."""

    keputusan_nomor: Nomor


class HasilDicatat(BaseModel):
    """How many pairs were recorded."""

    pemilihan: str
    jumlah: int


class SyaratUmum(BaseModel):
    """How a document of a determined pair was judged; nothing of what it says."""

    posisi: Posisi
    jenis: str
    nama: str
    status: Status


class PasanganKeluaran(BaseModel):
    """A determined pair; `asal` says of each field where it comes from."""

    id: UUID
    pemilihan: str
    nomor_urut: int | None
    status: str
    calon: str
    wakil: str
    partai: list[str]
    tanggal_daftar: date | None
    sk_penetapan: str | None
    sk_nomor_urut: str | None
    asal: dict[str, Asal]
    catatan: str


class PasanganSementara(BaseModel):
    """A pair that is MS; a response to it names `nominasi`."""

    nominasi: UUID
    partai: list[str]
    calon: str
    wakil: str


class DaftarSementara(BaseModel):
    """The pairs of an election that the public may respond to now."""

    pemilihan: str
    pasangan: list[PasanganSementara]


class PasanganRinci(PasanganKeluaran):
    """A determined pair with its checklist; empty where the nomination was not made here."""

    syarat: list[SyaratUmum]


@router.get("/pasangan-calon")
async def list_pairs(
    tx: PublicTx, pemilihan: IdPemilihan, halaman: Halaman
) -> Daftar[PasanganKeluaran]:
    """Lihat pasangan calon yang ditetapkan dan nomor urutnya (PKPU 8/2024)."""
    await load_pemilihan(tx, pemilihan)
    return halaman.answer(await store.list_of(tx, pemilihan, halaman), _shape)


@router.get("/pasangan-calon/sementara")
async def list_provisional(tx: PublicTx, now: Now, pemilihan: IdPemilihan) -> DaftarSementara:
    """Lihat pasangan yang memenuhi syarat dan dapat ditanggapi kini (PKPU 8/2024 Pasal 137).

    Terbuka selama masa tanggapan masyarakat; `nominasi` disebut dalam tanggapannya.
    """
    rows = await usecase.list_provisional(tx, pemilihan, at=now)
    pairs = [PasanganSementara.model_validate(row, from_attributes=True) for row in rows]
    return DaftarSementara(pemilihan=pemilihan, pasangan=pairs)


@router.get("/pasangan-calon/{id}", response_model=PasanganRinci)
async def get_pair(tx: PublicTx, id: UUID, baca: BacaUmum) -> Response:
    """Baca satu pasangan calon dan status daftar syaratnya, tanpa isi (UU 14/2008)."""
    pair = await store.get(tx, id)
    if pair is None:
        raise Refusal("tidak-ditemukan", jenis="pasangan calon", id=id)
    return baca.answer(PasanganRinci.model_validate(pair, from_attributes=True), pair.versi)


@router.post("/pemilihan/{id}/pasangan-calon", status_code=201, response_model=HasilDicatat)
async def import_pairs(
    request: Request, id: IdPemilihan, body: DaftarHasil, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Catat pasangan calon yang diumumkan di luar sistem ini, tanpa berkas (UU 14/2008).

    Setiap isian menyebut asalnya. Berkas orang yang nyata tidak pernah dibuat-buat.
    """
    rows = [
        usecase.Hasil(**p.model_dump(exclude={"asal", "partai"}), partai=tuple(p.partai),
                      asal=p.asal.model_dump())
        for p in body.pasangan
    ]  # fmt: skip
    await usecase.import_outcome(
        tx, id, rows, production=request.app.state.production, by=by, at=now
    )
    where = f"/v1/pasangan-calon?pemilihan={id}"
    return await once.answer(201, HasilDicatat(pemilihan=id, jumlah=len(rows)), location=where)


@router.post(
    "/pemilihan/{id}/pasangan-calon/{pasangan}/pembatalan",
    status_code=200,
    response_model=PasanganKeluaran,
)
async def revoke_pair(
    id: IdPemilihan, pasangan: UUID, body: PembatalanPasangan, tx: Tx, by: By, now: Now,
    once: OnceOnly, versi: IfMatch,
) -> JSONResponse:  # fmt: skip
    """Batalkan pasangan yang diumumkan di luar sistem ini (PKPU 8/2024 Pasal 127-128)."""
    pair = await usecase.revoke_announced(
        tx, id, pasangan, body.keputusan_nomor, versi, by=by, at=now
    )
    return await once.answer(200, _shape(pair), etag=etag(pair.versi))


@router.get("/pemilihan/{id}/pasangan-calon/{pasangan}/aksi", response_model=list[AksiKeluaran])
async def list_pair_acts(
    request: Request, id: IdPemilihan, pasangan: UUID, tx: Tx, by: By, now: Now
) -> JSONResponse:
    """Lihat apakah pasangan dapat dibatalkan kini, dan bila tidak mengapa (PKPU 8/2024)."""
    acts = await usecase_aksi.list_pair_acts(tx, id, pasangan, by=by, at=now)
    return aksi.answer(request, acts)


def _shape(pair: PasanganCalon) -> PasanganKeluaran:
    return PasanganKeluaran.model_validate(pair, from_attributes=True)
