"""The draw of numbers."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StringConstraints, model_validator

from candidacy.domain import pengundian as rule
from candidacy.domain.benih_undian import ALGORITMA
from candidacy.store.pengundian import Pengundian
from candidacy.usecases import aksi as usecase_aksi
from candidacy.usecases import pengundian as usecase
from candidacy.usecases.benih_undian import Terbuka
from election_common import aksi
from election_common.aksi import AksiKeluaran
from election_common.etag import Baca, BacaUmum, IfMatch, etag
from election_common.idempotency import OnceOnly
from election_common.isian import keliru
from election_common.request import By, Now, PublicTx, Tx
from election_common.shapes import IdPemilihan, Masukan, Nomor, Teks

router = APIRouter(tags=["pengundian"])

NilaiLuar = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{4,128}$"),
    Field(
        description="Semua angka nilai luar berurutan, tanpa tanda lain (atau heksadesimalnya)",
        examples=["781245"],
    ),
]
NomorUrut = dict[UUID, Annotated[int, Field(ge=1, le=99)]]


class PengundianMasukan(Masukan):
    """A draw: by an announced seed, or with the numbers that the balls gave."""

    cara: rule.Cara
    benih: Nomor | None = None
    nilai_luar: NilaiLuar | None = None
    sumber: Teks = Field(description="Dari mana benih atau bola undian itu; dibaca semua orang")
    nomor: NomorUrut | None = None
    alasan: Teks | None = Field(
        default=None, description="Mengapa bola, bila benih sudah diumumkan; dibaca semua orang"
    )
    ba_nomor: Nomor
    sk_nomor: Nomor

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        """A seed or numbers, as the way of drawing asks."""
        by_seed = self.cara is rule.Cara.BENIH
        given = [v is not None for v in (self.benih, self.nilai_luar, self.nomor)]
        if given != [by_seed, by_seed, not by_seed] or (by_seed and self.alasan is not None):
            raise keliru(
                "benih-atau-nomor",
                id="Isi `benih` dan `nilai_luar` saja bila cara = benih; bila tidak, isi `nomor`,"
                " dan `alasan` bila benih sudah diumumkan.",
                en="Give only `benih` and `nilai_luar` when cara = benih; else `nomor`, and"
                " `alasan` when a seed was announced.",
            )
        return self

    def for_usecase(self) -> usecase.Undian:
        """The draw as the use case takes it."""
        rest = self.model_dump(exclude={"benih", "nilai_luar", "nomor"})
        numbers = {str(k): v for k, v in (self.nomor or {}).items()}
        opened = Terbuka(self.benih, self.nilai_luar) if self.benih and self.nilai_luar else None
        return usecase.Undian(**rest, nomor=numbers, terbuka=opened)


class KonfirmasiMasukan(Masukan):
    """The balls, or the outside value of a seed, entered by a second person."""

    nomor: NomorUrut | None = None
    nilai_luar: NilaiLuar | None = None

    @model_validator(mode="after")
    def _one_entry(self) -> Self:
        """Balls or an outside value."""
        if (self.nomor is None) == (self.nilai_luar is None):
            raise keliru(
                "nomor-atau-nilai-luar",
                id="Isi `nomor` untuk undian fisik, atau `nilai_luar` untuk undian dengan benih.",
                en="Give `nomor` for a draw by balls, or `nilai_luar` for one by seed.",
            )
        return self

    def for_usecase(self) -> rule.Entri:
        """The entry as the use case takes it."""
        return self.nilai_luar or {str(k): v for k, v in (self.nomor or {}).items()}


class PembatalanMasukan(Masukan):
    """Why an entry that nobody has confirmed does not stand."""

    alasan: Teks = Field(description="Dibaca semua orang; tanpa nomor dan nilai entri itu")


class PembatalanKeluaran(BaseModel):
    """Why an entry does not stand, and since when (legal time)."""

    alasan: str
    pada: datetime


class PengundianKeluaran(BaseModel):
    """A draw; whoever has seed and outside value can repeat it by the algorithm.

    Seed, outside value and numbers are empty before a draw stands: the second person enters what
    he sees on the paper, not on the screen.
    """

    pemilihan: str
    cara: rule.Cara
    benih: str | None
    nilai_luar: str | None
    algoritma: str
    sumber: str
    nomor: dict[UUID, int] = Field(description="Kosong sebelum ada undian yang berlaku")
    alasan: str | None = Field(description="Mengapa bola, bila benih sudah diumumkan")
    berlaku: bool = Field(description="Salah bila entri kedua masih ditunggu, atau bila dibatalkan")
    pembatalan: PembatalanKeluaran | None
    dicatat_pada: datetime = Field(description="Saat entri pertama (waktu legal)")
    ba_nomor: str
    sk_nomor: str


class PengundianMenunggu(BaseModel):
    """A first entry, by whom and since when (legal time): somebody else makes the second."""

    pemilihan: str
    cara: rule.Cara
    dicatat_oleh: str
    dicatat_pada: datetime


class PengundianRinci(PengundianKeluaran):
    """The newest draw, and those before it: each was discarded, and is kept."""

    terdahulu: list[PengundianKeluaran]


@router.post("/pemilihan/{id}/pengundian", status_code=201, response_model=PengundianKeluaran)
async def draw(
    request: Request, id: IdPemilihan, body: PengundianMasukan, tx: Tx, by: By, now: Now,
    once: OnceOnly,
) -> JSONResponse:  # fmt: skip
    """Undi nomor urut dengan benih yang diumumkan, atau catat undian fisik (PKPU 8/2024).

    Benih dibuka oleh orang lain daripada yang mengumumkannya, sesudah nilai luar diketahui.
    Nomor berlaku setelah orang lain daripada pencatatnya memasukkan bola atau nilai luar itu lagi.
    """
    production = request.app.state.production
    row = await usecase.draw_numbers(
        tx, id, body.for_usecase(), production=production, by=by, at=now
    )
    return await once.answer(201, _shape(row, seen=True), etag=etag(row.versi))


@router.post(
    "/pemilihan/{id}/pengundian/konfirmasi", status_code=200, response_model=PengundianKeluaran
)
async def confirm(
    id: IdPemilihan, body: KonfirmasiMasukan, tx: Tx, by: By, now: Now, once: OnceOnly,
    versi: IfMatch,
) -> JSONResponse:  # fmt: skip
    """Masukkan bola undian, atau nilai luar benih, kedua kalinya oleh orang lain (PKPU 8/2024)."""
    row = await usecase.confirm_draw(tx, id, body.for_usecase(), versi, by=by, at=now)
    return await once.answer(200, _shape(row, seen=True), etag=etag(row.versi))


@router.post(
    "/pemilihan/{id}/pengundian/pembatalan", status_code=200, response_model=PengundianKeluaran
)
async def discard_draw(
    id: IdPemilihan, body: PembatalanMasukan, tx: Tx, by: By, now: Now, once: OnceOnly,
    versi: IfMatch,
) -> JSONResponse:  # fmt: skip
    """Batalkan entri undian yang keliru sebelum dikonfirmasi; entri itu disimpan (PKPU 8/2024)."""
    row = await usecase.discard_draw(tx, id, body.alasan, versi, by=by, at=now)
    return await once.answer(200, _shape(row, seen=False), etag=etag(row.versi))


@router.get("/pengundian/aksi", response_model=list[AksiKeluaran])
async def list_draw_acts(
    request: Request, tx: Tx, by: By, now: Now, pemilihan: IdPemilihan
) -> JSONResponse:
    """Lihat tindakan undian yang terbuka kini, dan mengapa yang lain tidak (PKPU 8/2024)."""
    return aksi.answer(request, await usecase_aksi.list_draw_acts(tx, pemilihan, by=by, at=now))


@router.get("/pengundian", response_model=PengundianRinci)
async def get_draw(tx: PublicTx, pemilihan: IdPemilihan, baca: BacaUmum) -> Response:
    """Baca undian dengan benih dan cara menghitungnya kembali (PKPU 8/2024).

    Hasilnya terbaca setelah berlaku; sebelum itu hanya bahwa entri kedua ditunggu, dan sejak kapan.
    """
    *before, last = await usecase.read_draws(tx, pemilihan)
    seen = last.dikonfirmasi_oleh is not None
    earlier = [_shape(d, seen=seen) for d in before]
    found = PengundianRinci(**_shape(last, seen=seen).model_dump(), terdahulu=earlier)
    return baca.answer(found, last.versi)


@router.get("/pengundian/menunggu", response_model=PengundianMenunggu)
async def get_waiting_draw(tx: Tx, by: By, pemilihan: IdPemilihan, baca: Baca) -> Response:
    """Baca siapa yang mencatat undian yang menunggu entri kedua, tanpa hasilnya (PKPU 8/2024)."""
    row = await usecase.read_waiting(tx, pemilihan, by=by)
    return baca.answer(PengundianMenunggu.model_validate(row, from_attributes=True), row.versi)


def _shape(row: Pengundian, *, seen: bool) -> PengundianKeluaran:
    return PengundianKeluaran(
        pemilihan=row.pemilihan, cara=rule.Cara(row.cara), benih=row.benih if seen else None,
        nilai_luar=row.nilai_luar if seen else None, algoritma=ALGORITMA if row.benih else "",
        sumber=row.sumber, nomor={UUID(k): v for k, v in row.nomor.items()} if seen else {},
        alasan=row.alasan, berlaku=row.dikonfirmasi_oleh is not None,
        pembatalan=_cancellation(row), dicatat_pada=row.dicatat_pada,
        ba_nomor=row.ba_nomor, sk_nomor=row.sk_nomor,
    )  # fmt: skip


def _cancellation(row: Pengundian) -> PembatalanKeluaran | None:
    if row.alasan_pembatalan is None or row.dibatalkan_pada is None:
        return None
    return PembatalanKeluaran(alasan=row.alasan_pembatalan, pada=row.dibatalkan_pada)
