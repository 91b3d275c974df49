"""Nominations: access, candidates, submission, repair, withdrawal, revocation, reading."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StringConstraints

from candidacy.api.models import Kode, KodeDokumen, NominasiKeluaran, shape
from candidacy.domain import calon as rule
from candidacy.domain import tindakan
from candidacy.store import nominasi as store
from candidacy.store.nominasi import Riwayat
from candidacy.usecases import aksi as usecase_aksi
from candidacy.usecases import nominasi as usecase
from candidacy.usecases.bacaan import read_nominasi
from candidacy.usecases.penetapan import revoke_pair
from election_common import aksi
from election_common.aksi import AksiKeluaran
from election_common.etag import Baca, IfMatch, etag
from election_common.idempotency import OnceOnly
from election_common.kerangka.izin import load_pemilihan
from election_common.page import Daftar, Halaman
from election_common.request import By, Now, Tx
from election_common.shapes import IdPemilihan, Masukan, Nomor, Tanggal, Teks
from election_common.tindakan import require_role

router = APIRouter(prefix="/nominasi", tags=["nominasi"])

Kata = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]


#: The parties of a nomination, by their codes.
Pengusul = Annotated[list[Kode], Field(min_length=1, max_length=30)]


class AksesMasukan(Masukan):
    """Who gets access: the pair's own code, and the parties that ask for it."""

    pemilihan: IdPemilihan
    peserta: Kode
    partai: Pengusul


class PengusulMasukan(Masukan):
    """The parties that nominate from now on, all of them."""

    partai: Pengusul


class Gelar(Masukan):
    """A title, and the diploma that proves it."""

    teks: Kata
    letak: rule.Letak
    bukti: KodeDokumen = Field(description="Ijazah yang membuktikannya", examples=["ijazah-s1"])


class CalonMasukan(Masukan):
    """What a pair states of one of its two; a title is printed only when its diploma is MS."""

    posisi: Literal[rule.Posisi.CALON, rule.Posisi.WAKIL]
    nama: Teks
    nik: Annotated[str, StringConstraints(pattern=r"^[0-9]{16}$")]
    jenis_kelamin: Literal["L", "P"]
    tempat_lahir: Teks
    tanggal_lahir: Tanggal
    gelar: Annotated[list[Gelar], Field(max_length=10)] = []
    pemicu: Annotated[list[rule.Pemicu], Field(max_length=10)] = []

    def for_usecase(self) -> usecase.DataCalon:
        """The candidate as the use case takes it."""
        titles = tuple(rule.Gelar(**g.model_dump()) for g in self.gelar)
        rest = self.model_dump(exclude={"gelar", "pemicu"})
        return usecase.DataCalon(**rest, gelar=titles, pemicu=tuple(self.pemicu))


class PenarikanMasukan(Masukan):
    """The letter that wants to withdraw."""

    surat_nomor: Nomor


class PembatalanMasukan(Masukan):
    """The decision that retracts a determination."""

    keputusan_nomor: Nomor


class CalonKeluaran(BaseModel):
    """A candidate in the dossier; what the caller's role does not see is null."""

    posisi: rule.Posisi
    nama: str
    jenis_kelamin: str
    gelar: list[Gelar]
    pemicu: list[str] | None = None
    nik_akhir: str | None = Field(None, description="Empat angka terakhir NIK")


class LangkahKeluaran(BaseModel):
    """A step of the history."""

    tindakan: str
    dari: str
    ke: str
    dasar: str
    jendela: str | None
    kertas: dict[str, Any]
    pada: datetime
    waktu_legal: datetime


class BerkasKeluaran(NominasiKeluaran):
    """A nomination with its candidates and its history."""

    calon: list[CalonKeluaran]
    riwayat: list[LangkahKeluaran]


@router.post("", status_code=201, response_model=NominasiKeluaran)
async def grant_access(
    body: AksesMasukan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Berikan akses kepada calon pasangan dan partai pengusungnya (PKPU 8/2024).

    Sejak itu hanya admin dan penghubungnya (`peserta`) yang mengisi berkas.
    """
    row = await usecase.grant_access(tx, body.pemilihan, body.peserta, body.partai, by=by, at=now)
    where = f"/v1/nominasi/{row.id}"
    return await once.answer(201, shape(row), location=where, etag=etag(row.versi))


@router.get("")
async def list_nominasi(
    tx: Tx, by: By, pemilihan: IdPemilihan, halaman: Halaman
) -> Daftar[NominasiKeluaran]:
    """Lihat nominasi yang terbuka bagi Anda dalam satu pemilihan (PKPU 8/2024)."""
    require_role(tindakan.PEMBACAAN, by)
    await load_pemilihan(tx, pemilihan)
    return halaman.answer(await store.list_of(tx, by.scope, pemilihan, halaman), shape)


@router.get("/{id}", response_model=BerkasKeluaran)
async def get_nominasi(
    request: Request, id: UUID, tx: Tx, by: By, now: Now, baca: Baca
) -> Response:
    """Baca nominasi dengan calon dan riwayatnya; pembacaan dicatat (PKPU 8/2024; UU 27/2022)."""
    state = request.app.state
    found = await read_nominasi(tx, id, state.pembaca, state.keyring, by=by, at=now)
    answer = BerkasKeluaran(
        **shape(found.nominasi).model_dump(),
        calon=[CalonKeluaran(**c) for c in found.calon],
        riwayat=[_step(s) for s in found.riwayat],
    )
    return baca.answer(answer, found.nominasi.versi)


@router.get("/{id}/aksi", response_model=list[AksiKeluaran])
async def list_acts(request: Request, id: UUID, tx: Tx, by: By, now: Now) -> JSONResponse:
    """Lihat tindakan yang terbuka bagi Anda kini, dan mengapa yang lain tidak (PKPU 8/2024)."""
    return aksi.answer(request, await usecase_aksi.list_acts(tx, id, by=by, at=now))


@router.post("/{id}/calon", status_code=200, response_model=NominasiKeluaran)
async def record_candidate(
    request: Request, id: UUID, body: CalonMasukan, tx: Tx, by: By, now: Now, once: OnceOnly,
    versi: IfMatch,
) -> JSONResponse:  # fmt: skip
    """Isi data calon atau wakilnya selama masih draf (PKPU 8/2024).

    NIK dan tanggal lahir disimpan tersegel; jawaban tidak memuatnya.
    """
    keyring = request.app.state.keyring
    row = await usecase.record_candidate(tx, id, body.for_usecase(), versi, keyring, by=by, at=now)
    return await once.answer(200, shape(row), etag=etag(row.versi))


@router.post("/{id}/partai-pengusul", status_code=200, response_model=NominasiKeluaran)
async def replace_parties(
    id: UUID, body: PengusulMasukan, tx: Tx, by: By, now: Now, once: OnceOnly, versi: IfMatch
) -> JSONResponse:
    """Ganti partai pengusul draf atau nominasi yang dikembalikan (UU 10/2016 Pasal 40)."""
    row = await usecase.replace_parties(tx, id, body.partai, versi, by=by, at=now)
    return await once.answer(200, shape(row), etag=etag(row.versi))


@router.post("/{id}/pengajuan", status_code=200, response_model=NominasiKeluaran)
async def submit(
    id: UUID, tx: Tx, by: By, now: Now, once: OnceOnly, versi: IfMatch
) -> JSONResponse:
    """Ajukan pendaftaran; waktu terima server yang menentukan (PKPU 8/2024 Pasal 95)."""
    row = await usecase.submit_nominasi(tx, id, versi, by=by, at=now)
    return await once.answer(200, shape(row), etag=etag(row.versi))


@router.post("/{id}/perbaikan", status_code=200, response_model=NominasiKeluaran)
async def submit_repair(
    id: UUID, tx: Tx, by: By, now: Now, once: OnceOnly, versi: IfMatch
) -> JSONResponse:
    """Ajukan dokumen yang diperbaiki; hanya satu kali (PKPU 8/2024)."""
    row = await usecase.submit_repair(tx, id, versi, by=by, at=now)
    return await once.answer(200, shape(row), etag=etag(row.versi))


@router.post("/{id}/penarikan", status_code=200, response_model=NominasiKeluaran)
async def withdraw(
    id: UUID, body: PenarikanMasukan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Catat upaya penarikan; nominasi tidak berubah karenanya (UU 10/2016 Pasal 43)."""
    row = await usecase.withdraw_nominasi(tx, id, body.surat_nomor, by=by, at=now)
    return await once.answer(200, shape(row), etag=etag(row.versi))


@router.post("/{id}/pembatalan", status_code=200, response_model=NominasiKeluaran)
async def revoke(
    id: UUID, body: PembatalanMasukan, tx: Tx, by: By, now: Now, once: OnceOnly, versi: IfMatch
) -> JSONResponse:
    """Batalkan penetapan pasangan dengan nomor keputusan (PKPU 8/2024 Pasal 127-128)."""
    row = await revoke_pair(tx, id, body.keputusan_nomor, versi, by=by, at=now)
    return await once.answer(200, shape(row), etag=etag(row.versi))


def _step(s: Riwayat) -> LangkahKeluaran:
    return LangkahKeluaran(**{f: getattr(s, f) for f in LangkahKeluaran.model_fields})
