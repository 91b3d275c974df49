"""Recapitulation by plenary, its announcement, and the figures as they stand."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from election_common import aksi
from election_common.aksi import AksiKeluaran
from election_common.etag import BacaUmum, IfMatch, etag
from election_common.idempotency import OnceOnly
from election_common.kerangka.izin import load_pemilihan
from election_common.provenance import Asal
from election_common.request import By, Now, PublicTx, Tx
from election_common.shapes import BeritaAcara, IdPemilihan, Masukan
from publication.api.models import (
    Angka,
    Keputusan,
    KodeUnit,
    Koreksi,
    Pemilih,
    Pengguna,
    Saksi,
    Suara,
    SuratSuara,
    Unit,
)
from publication.domain import unit as rule
from publication.domain.angka import flatten
from publication.domain.koreksi import Koreksi as KoreksiRule
from publication.usecases import aksi as usecase_aksi
from publication.usecases import rekapitulasi as usecase
from publication.usecases.potret import Dibaca, load_unit

router = APIRouter(tags=["rekapitulasi"])


class DinyatakanMasukan(Masukan):
    """What the minutes declare.

    A decree may state votes alone: the sections it leaves out are then only computed, and never
    called resmi.
    """

    suara: Suara
    suara_sah: Angka
    suara_tidak_sah: Angka
    total_suara: Angka
    pemilih: Pemilih | None = None
    pengguna: Pengguna | None = None
    surat_suara: SuratSuara | None = None
    jumlah_tps: Angka | None = Field(default=None, description="Jumlah TPS yang direkapitulasi")


class RekapMasukan(Masukan):
    """The minutes of a plenary: declared figures, corrections, witnesses."""

    wilayah: KodeUnit
    asal: Asal = Field(description="Asal angka yang dinyatakan")
    berita_acara: BeritaAcara
    dinyatakan: DinyatakanMasukan
    koreksi: Annotated[list[Koreksi], Field(max_length=200)] = []
    saksi: Annotated[list[Saksi], Field(max_length=200)] = []


class PengumumanMasukan(Masukan):
    """The decree by which the result is announced."""

    keputusan: Keputusan


def _pleno(body: RekapMasukan) -> usecase.Pleno:
    return usecase.Pleno(
        wilayah=body.wilayah,
        angka=flatten(body.dinyatakan.model_dump(exclude_none=True)),
        asal=body.asal,
        ba_nomor=body.berita_acara.nomor,
        ba_tanggal=body.berita_acara.tanggal,
        penanda_tangan=body.berita_acara.penanda_tangan,
        koreksi=tuple(KoreksiRule(**k.model_dump()) for k in body.koreksi),
        saksi=tuple(rule.Saksi(**s.model_dump()) for s in body.saksi),
    )


def _shape(dibaca: Dibaca) -> Unit:
    return Unit.model_validate({**dibaca.isi, "waktu_legal": dibaca.pemilihan.waktu_legal})


@router.post("/pemilihan/{id}/rekapitulasi", status_code=201, response_model=Unit)
async def recapitulate(
    request: Request, id: IdPemilihan, body: RekapMasukan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Catat rapat pleno rekapitulasi kecamatan, kabupaten/kota, atau provinsi (PKPU 18/2024).

    Setiap angka harus sama dengan jumlah bawahannya ditambah koreksi yang tercatat (pemeriksaan
    nomor 9 dan 11); pleno hanya dicatat oleh wilayahnya sendiri.
    """
    dibaca = await usecase.recapitulate(
        tx, id, _pleno(body), production=request.app.state.production, by=by, at=now
    )
    return await once.answer(201, _shape(dibaca), etag=etag(dibaca.versi))


@router.post("/pemilihan/{id}/rekapitulasi/{kode}/pengumuman", status_code=200, response_model=Unit)
async def announce(
    id: IdPemilihan, kode: KodeUnit, body: PengumumanMasukan, tx: Tx, by: By, now: Now,
    once: OnceOnly, versi: IfMatch,
) -> JSONResponse:  # fmt: skip
    """Umumkan hasil wilayah pemilihan dengan keputusan KPU (PKPU 18/2024).

    `resmi` dihitung, tidak pernah diberikan: angka resmi yang dinyatakan, diumumkan, tanpa selisih.
    """
    keputusan = rule.Keputusan(body.keputusan.nomor, body.keputusan.tanggal)
    dibaca = await usecase.announce(tx, id, kode, keputusan, versi, by=by, at=now)
    return await once.answer(200, _shape(dibaca), etag=etag(dibaca.versi))


@router.get("/rekapitulasi", response_model=Unit)
async def get_recap(
    tx: PublicTx, pemilihan: IdPemilihan, wilayah: KodeUnit, baca: BacaUmum
) -> Response:
    """Baca hasil satu wilayah dan bagiannya sebagaimana tersimpan saat ini (PKPU 18/2024)."""
    dibaca = await load_unit(tx, await load_pemilihan(tx, pemilihan), wilayah)
    return baca.answer(_shape(dibaca), dibaca.versi)


@router.get("/rekapitulasi/{kode}/aksi", response_model=list[AksiKeluaran])
async def list_acts(
    request: Request, kode: KodeUnit, pemilihan: IdPemilihan, tx: Tx, by: By, now: Now
) -> JSONResponse:
    """Lihat tindakan yang terbuka bagi Anda kini, dan mengapa yang lain tidak (PKPU 18/2024)."""
    return aksi.answer(request, await usecase_aksi.list_acts(tx, pemilihan, kode, by=by, at=now))
