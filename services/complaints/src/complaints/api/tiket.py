"""Tickets: taking one in, the queue, one of them, and the acts that move it."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StrictBool

from complaints.api.models import (
    IsianMasukan,
    Pin,
    Saat,
    Tanggal,
    TiketKeluaran,
    Uraian,
    shape,
    tag,
)
from complaints.domain.aturan import Rezim
from complaints.domain.status import PELAPOR, Aksi, Status
from complaints.domain.tiket import Jenis, Kanal, Laporan, Objek, Sifat
from complaints.domain.tiket_teknis import Aplikasi, Kategori
from complaints.domain.tindakan import BACA_TIKET
from complaints.store import tiket as store
from complaints.usecases import aksi as usecase_aksi
from complaints.usecases.izin import load_tiket, readable
from complaints.usecases.langkah import advance_tiket
from complaints.usecases.pendaftaran import register_tiket
from election_common import aksi
from election_common.actor import Actor
from election_common.aksi import AksiKeluaran
from election_common.etag import Baca, IfMatch
from election_common.idempotency import Key, Once, OnceOnly, claim, digests, operation
from election_common.page import Daftar, Halaman
from election_common.request import By, Now, Tx
from election_common.shapes import IdPemilihan, KodeWilayah, Masukan, Nomor, Teks
from election_common.tindakan import require_role

router = APIRouter(prefix="/tiket", tags=["tiket"])


class Pribadi(Masukan):
    """Who reports, whom, and the story; sealed, and never in a list, event, log or address."""

    nama: Teks | None = None
    alamat: Teks | None = None
    telepon: Nomor | None = Field(None, examples=["0812 3456 7890"])
    email: Nomor | None = None
    identitas: Nomor | None = Field(None, description="Nomor kartu identitas pelapor")
    uraian: Uraian | None = None
    terlapor: Teks | None = None
    tempat: Teks | None = None

    def diisi(self) -> dict[str, str]:
        """What is given of it."""
        return self.model_dump(exclude_none=True)


class Rincian(Masukan):
    """What a regime asks beyond that, without personal data."""

    sifat: Sifat | None = None
    tujuan: Teks | None = Field(None, description="Tujuan penggunaan informasi")
    cara_memperoleh: Literal["melihat", "salinan-cetak", "salinan-digital"] | None = None
    cara_pengiriman: Literal["langsung", "kurir", "pos", "email"] | None = None
    informasi_pemilu: StrictBool | None = None
    objek: Objek | None = None
    tahap_daftar: Literal["DPS", "DPSHP", "DPT"] | None = None
    pokok: Literal["tidak-terdaftar", "ganda", "meninggal", "pindah", "data-salah"] | None = None
    nominasi: UUID | None = None
    diketahui_pada: Tanggal | None = None
    aplikasi: Aplikasi | None = None
    kategori: Kategori | None = None
    peran_pelapor: Nomor | None = None
    dampak: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    tenggat_terancam: Saat | None = None

    def diisi(self) -> dict[str, Any]:
        """What is given of it, as it is kept."""
        return self.model_dump(mode="json", exclude_none=True)


class TiketMasukan(Masukan):
    """A report; what must be in it depends on its regime."""

    jenis: Jenis
    kanal: Kanal = Kanal.WEB
    wilayah: KodeWilayah
    perihal: Teks = Field(description="Satu baris tanpa data pribadi")
    pribadi: Pribadi
    rincian: Annotated[Rincian, Field(default_factory=Rincian)]
    pemilihan: IdPemilihan | None = None
    anonim: StrictBool = False
    rahasia: StrictBool = False
    dikabari: StrictBool = Field(default=False, description="Pelapor setuju menerima pesan")
    bahasa: Literal["id", "en"] = "id"
    diterima_pada: Saat | None = Field(
        None, description="Bila diterima lebih dulu: loket, telepon, surat"
    )
    rezim: Rezim | None = Field(None, description="Bila dipilih petugas; tanpa ini menurut jadwal")
    alasan_rezim: Teks | None = None
    pin: Pin | None = None

    def laporan(self) -> Laporan:
        """The report as the rules have it."""
        return Laporan(
            jenis=self.jenis, kanal=self.kanal, wilayah=self.wilayah, perihal=self.perihal,
            pribadi=self.pribadi.diisi(), rincian=self.rincian.diisi(),
            pemilihan=self.pemilihan, anonim=self.anonim, rahasia=self.rahasia,
            dikabari=self.dikabari, bahasa=self.bahasa, diterima_pada=self.diterima_pada,
            rezim=self.rezim, alasan_rezim=self.alasan_rezim,
        )  # fmt: skip


class TandaTerima(BaseModel):
    """What who reports without his name follows his report by, beside the PIN that he chose.

    Nothing of it is asked for with a token. The ticket's id is: it would stand beside his name in
    the audit of refusals.
    """

    nomor: str = Field(description="Nomor registrasi: dengannya petugas mengganti PIN yang hilang")
    lacak: str = Field(description="Nomor lacak: dengannya, dan PIN, laporan diikuti")


@router.post("", status_code=201, response_model=TiketKeluaran | TandaTerima)
async def register(
    request: Request, body: TiketMasukan, tx: Tx, by: By, now: Now, idempotency_key: Key
) -> JSONResponse:
    """Daftarkan laporan dan beri nomornya seketika (UU 14/2008 Pasal 22; UU 25/2009).

    Satu pintu untuk enam jenis; laporan yang salah alamat diteruskan, tidak ditolak. Laporan anonim
    dan WBS tidak mencatat siapa pengirimnya: jawabannya tanda terima saja, dan selanjutnya dengan
    nomor lacak dan PIN.
    """
    keyring, laporan = request.app.state.keyring, body.laporan()
    once = await _claim(request, tx, laporan, idempotency_key, by)
    row = await register_tiket(tx, laporan, body.pin, keyring=keyring, by=by, at=now)
    if laporan.tanpa_nama:
        receipt = TandaTerima(nomor=row.nomor, lacak=row.lacak)
        return await once.answer(201, receipt, location=f"/v1/lacak/{row.lacak}")
    return await once.answer(201, shape(row), location=f"/v1/tiket/{row.id}", etag=tag(row))


async def _claim(request: Request, tx: Tx, laporan: Laporan, kunci: str, by: Actor) -> Once:
    """Claim a key; that of a report without a name under a digest, which names nobody either."""
    keys = [(by.sub, kunci)]
    if laporan.tanpa_nama:  # under each key of the index: a repetition may come amid a rotation
        named = request.app.state.keyring.blinds("idempotensi", f"{by.sub}|{kunci}")
        keys = [(PELAPOR, digest.hex()) for digest in named]
    sidik = digests(request, await request.body())
    claims = [
        await claim(tx, klien=klien, kunci=key, operasi=operation(request), sidik=sidik)
        for klien, key in keys
    ]
    return claims[0]


@router.get("")
async def list_tiket(
    tx: Tx,
    by: By,
    halaman: Halaman,
    jenis: Jenis | None = None,
    status: Status | None = None,
    antrean: Annotated[Nomor | None, Query(description="Unit yang menangani")] = None,
    petugas: Annotated[Nomor | None, Query(description="Petugas yang menangani")] = None,
) -> Daftar[TiketKeluaran]:
    """Baca antrean tiket dalam wilayah dan unit Anda (UU 25/2009; PermenPANRB 62/2018)."""
    wanted = {"jenis": jenis, "status": status, "antrean": antrean, "petugas": petugas}
    filters = {name: value for name, value in wanted.items() if value is not None}
    require_role(BACA_TIKET, by)
    part = await store.list_of(tx, by.scope, readable(by), filters, halaman)
    return halaman.answer(part, shape)


@router.get("/{id}", response_model=TiketKeluaran)
async def get_tiket(id: UUID, tx: Tx, by: By, baca: Baca) -> Response:
    """Baca satu tiket tanpa data pribadi (UU 25/2009)."""
    row = await load_tiket(tx, id, by=by)
    return baca.answer(shape(row), row.versi)


@router.get("/{id}/aksi", response_model=list[AksiKeluaran])
async def list_acts(request: Request, id: UUID, tx: Tx, by: By, now: Now) -> JSONResponse:
    """Lihat tindakan yang terbuka bagi Anda kini, dan mengapa yang lain tidak (UU 25/2009)."""
    return aksi.answer(request, await usecase_aksi.list_acts(tx, id, by=by, at=now))


@router.post("/{id}/tindakan/{tindakan}", status_code=200, response_model=TiketKeluaran)
async def advance(
    request: Request, id: UUID, tindakan: Aksi, body: IsianMasukan, tx: Tx, by: By, now: Now,
    once: OnceOnly, versi: IfMatch,
) -> JSONResponse:  # fmt: skip
    """Lakukan tindakan atas tiket menurut mesin jenisnya (UU 14/2008; UU 25/2009).

    Yang tidak ada dalam tabel mesin ditolak; tabelnya pada `GET /v1/rujukan`.
    """
    keyring = request.app.state.keyring
    row = await advance_tiket(tx, id, tindakan, body.isian(), versi, keyring=keyring, by=by, at=now)
    return await once.answer(200, shape(row), etag=tag(row))
