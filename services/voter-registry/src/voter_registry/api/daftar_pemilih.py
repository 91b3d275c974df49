"""Voter lists: reading, composing, establishing, recaps."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from election_common import aksi
from election_common.aksi import AksiKeluaran
from election_common.etag import Baca, IfMatch, etag
from election_common.hot_read import Hot
from election_common.idempotency import OnceOnly
from election_common.operasi.shape import OperasiKeluaran
from election_common.operasi.shape import shape as shape_operasi
from election_common.page import Daftar, Halaman
from election_common.provenance import Asal, require_real, weakest
from election_common.request import By, Now, Tx
from election_common.shapes import BeritaAcara, IdPemilihan, KodeWilayah, Masukan, Nomor
from voter_registry.store import cuplikan as cuplikan_store
from voter_registry.store import daftar_pemilih as store
from voter_registry.store.cuplikan import Cuplikan
from voter_registry.store.daftar_pemilih import DaftarPemilih
from voter_registry.usecases import aksi as usecase_aksi
from voter_registry.usecases import pembacaan_daftar, penetapan, penyusunan
from voter_registry.usecases.daftar_pemilih import load_daftar

router = APIRouter(prefix="/daftar-pemilih", tags=["daftar pemilih"])

Jenis = Literal["DPS", "DPSHP", "DPT"]


class CuplikanKeluaran(BaseModel):
    """A snapshot of a list; each figure with its provenance."""

    id: UUID
    tahap: str
    status: str
    l: int
    p: int
    jumlah: int
    tps: int
    asal_jumlah: Asal
    asal_lp: Asal
    sidik: str = Field(description="SHA-256 atas sidik setiap TPS")
    ba_nomor: str | None
    sk_nomor: str | None
    ditetapkan_pada: datetime | None


class DaftarRingkas(BaseModel):
    """A list and its stage."""

    id: UUID
    pemilihan: str
    wilayah: str
    tahap: str


class DaftarKeluaran(DaftarRingkas):
    """A list with its snapshots."""

    cuplikan: list[CuplikanKeluaran]


class Hitungan(BaseModel):
    """Active voters of a region as they stand now; not a list that anybody has established."""

    wilayah: str
    l: int
    p: int
    jumlah: int
    tps: int


class PenyusunanMasukan(Masukan):
    """Which list to compose."""

    tahap: Jenis


class PenetapanMasukan(Masukan):
    """Minutes and decree of the plenary, and the digest of the draft that it fixes."""

    tahap: Jenis
    berita_acara: BeritaAcara
    sk_nomor: Nomor
    sk_tanggal: date
    sidik: Annotated[str, Field(max_length=64)]
    asal_jumlah: Asal = Field(description="Asal jumlah yang dinyatakan dalam keputusan")


class RekapBaris(BaseModel):
    """Established figures of one region."""

    wilayah: str
    l: int
    p: int
    jumlah: int
    tps: int
    asal_jumlah: Asal
    asal_lp: Asal


class Rekap(BaseModel):
    """A region's established figures and those of the regions right below it: they add up."""

    pemilihan: str
    jenis: str
    wilayah: str
    per: datetime | None
    l: int
    p: int
    jumlah: int
    tps: int
    anak: list[RekapBaris]


def _shape_cuplikan(c: Cuplikan) -> CuplikanKeluaran:
    return CuplikanKeluaran(
        id=c.id, tahap=c.tahap, status=c.status, l=c.l, p=c.p, jumlah=c.l + c.p, tps=c.tps,
        asal_jumlah=Asal(c.asal_jumlah), asal_lp=Asal(c.asal_lp), sidik=c.sidik,
        ba_nomor=c.ba_nomor, sk_nomor=c.sk_nomor, ditetapkan_pada=c.ditetapkan_pada,
    )  # fmt: skip


def _shape_ringkas(d: DaftarPemilih) -> DaftarRingkas:
    return DaftarRingkas(id=d.id, pemilihan=d.pemilihan, wilayah=d.wilayah, tahap=d.tahap)


@router.get("")
async def list_daftar(
    tx: Tx, by: By, pemilihan: IdPemilihan, halaman: Halaman
) -> Daftar[DaftarRingkas]:
    """Daftar pemilih yang menjadi wilayah kerja Anda, satu per kabupaten/kota."""
    part = await store.of_election(tx, by.scope, pemilihan, halaman)
    return halaman.answer(part, _shape_ringkas)


@router.get("/rekap")
async def get_recap(
    hot: Hot, pemilihan: IdPemilihan, jenis: Annotated[Jenis, Query()], wilayah: KodeWilayah
) -> Rekap:
    """Rekap daftar yang sudah ditetapkan: satu wilayah dan wilayah tepat di bawahnya."""
    anak, per = [], None
    for r in await cuplikan_store.recap(hot, pemilihan, jenis, wilayah):
        anak.append(
            RekapBaris(
                wilayah=r.wilayah, l=r.l, p=r.p, jumlah=r.l + r.p, tps=r.tps,
                asal_jumlah=weakest({Asal(a) for a in r.asal_jumlah}),
                asal_lp=weakest({Asal(a) for a in r.asal_lp}),
            )
        )  # fmt: skip
        per = max(filter(None, (per, r.ditetapkan_pada)))
    l, p = sum(a.l for a in anak), sum(a.p for a in anak)
    tps = sum(a.tps for a in anak)
    return Rekap(
        pemilihan=pemilihan, jenis=jenis, wilayah=wilayah, per=per,
        l=l, p=p, jumlah=l + p, tps=tps, anak=anak,
    )  # fmt: skip


@router.get("/{id}", response_model=DaftarKeluaran)
async def get_daftar(id: UUID, tx: Tx, by: By, baca: Baca) -> Response:
    """Baca satu daftar beserta cuplikannya; yang belum ditetapkan hanya bagi penyelenggara."""
    daftar = await load_daftar(tx, id, by=by)
    rows = await pembacaan_daftar.list_snapshots(tx, id, by=by)
    body = DaftarKeluaran(
        **_shape_ringkas(daftar).model_dump(), cuplikan=[_shape_cuplikan(c) for c in rows]
    )
    return baca.answer(body, daftar.versi)


@router.get("/{id}/hitungan")
async def count_voters(id: UUID, tx: Tx, by: By, wilayah: KodeWilayah) -> Hitungan:
    """Hitung pemilih aktif satu wilayah saat ini, bahan berita acara PPS dan PPK."""
    r = await pembacaan_daftar.count_voters(tx, id, wilayah, by=by)
    return Hitungan(wilayah=wilayah, l=r.l, p=r.p, jumlah=r.jumlah, tps=r.tps)


@router.get("/{id}/aksi", response_model=list[AksiKeluaran])
async def list_acts(request: Request, id: UUID, tx: Tx, by: By, now: Now) -> JSONResponse:
    """Lihat tindakan yang terbuka bagi Anda saat ini, dan mengapa yang lain tidak (PKPU 7/2024)."""
    return aksi.answer(request, await usecase_aksi.list_acts(tx, id, by=by, at=now))


@router.post("/{id}/penyusunan", status_code=202, response_model=OperasiKeluaran)
async def compose(
    request: Request,
    id: UUID,
    body: PenyusunanMasukan,
    tx: Tx,
    by: By,
    now: Now,
    once: OnceOnly,
) -> JSONResponse:
    """Susun draf DPS, DPSHP, atau DPT dari data yang sudah direkap PPK, sebagai operasi."""
    row = await penyusunan.request_draft(tx, id, body.tahap, by=by, at=now)
    return await once.answer(202, shape_operasi(request, row), location=f"/v1/operasi/{row.id}")


@router.post("/{id}/penetapan", status_code=201, response_model=CuplikanKeluaran)
async def establish(
    request: Request,
    id: UUID,
    body: PenetapanMasukan,
    tx: Tx,
    by: By,
    now: Now,
    once: OnceOnly,
    versi: IfMatch,
) -> JSONResponse:
    """Tetapkan draf dengan berita acara dan keputusan KPU Kabupaten/Kota (PKPU 7/2024)."""
    require_real({body.asal_jumlah}, production=request.app.state.production)
    surat = penetapan.Surat(
        ba_nomor=body.berita_acara.nomor,
        ba_tanggal=body.berita_acara.tanggal,
        penanda_tangan=body.berita_acara.penanda_tangan,
        sk_nomor=body.sk_nomor,
        sk_tanggal=body.sk_tanggal,
        sidik=body.sidik,
        asal_jumlah=body.asal_jumlah,
    )
    daftar, cuplikan = await penetapan.establish(tx, id, body.tahap, surat, versi, by=by, at=now)
    location = f"/v1/daftar-pemilih/{daftar.id}"
    return await once.answer(
        201, _shape_cuplikan(cuplikan), location=location, etag=etag(daftar.versi)
    )
