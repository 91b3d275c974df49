"""The plenary that determines, and the draw of numbers."""

from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, model_validator

from candidacy.domain import pengundian as undian
from candidacy.domain import pleno as rule
from candidacy.store import pasangan_calon as store
from candidacy.store.pasangan_calon import Pengundian
from candidacy.usecases import penetapan as usecase
from candidacy.usecases.pengundian import Undian, confirm_draw, draw_numbers
from election_common.errors import Refusal
from election_common.etag import Baca, IfMatch, etag
from election_common.idempotency import OnceOnly
from election_common.kerangka.izin import load_pemilihan
from election_common.request import By, Now, Tx
from election_common.shapes import IdPemilihan, Masukan, Nomor, Tanggal, Teks

router = APIRouter(tags=["penetapan"])

NomorUrut = dict[UUID, Annotated[int, Field(ge=1, le=99)]]


class SuaraMasukan(Masukan):
    """The vote of a commissioner, by his seat."""

    anggota: Annotated[int, Field(ge=1, le=99)]
    suara: rule.Suara


class PenetapanMasukan(Masukan):
    """Minutes, decree and votes of a plenary."""

    ba_nomor: Nomor
    ba_tanggal: Tanggal
    sk_nomor: Nomor = Field(description="Yang tidak diumumkan diawali SIMULASI/")
    sk_tanggal: Tanggal
    suara: Annotated[list[SuaraMasukan], Field(min_length=1, max_length=20)]


class SiapKeluaran(BaseModel):
    """What a plenary would decide on now; the ETag is what it names in If-Match."""

    pemilihan: str
    ms: list[UUID]
    belum: list[UUID] = Field(description="Nominasi yang hasilnya belum ada")
    tanggapan_terbuka: int


class PasanganDitetapkan(BaseModel):
    """The pairs that a plenary determined."""

    pemilihan: str
    sk_nomor: str
    pasangan: list[UUID]


class PengundianMasukan(Masukan):
    """A draw: by a seed, or with the numbers that the balls gave."""

    cara: undian.Cara
    benih: Nomor | None = None
    sumber: Teks = Field(description="Dari mana benih atau bola undian itu")
    nomor: NomorUrut | None = None
    ba_nomor: Nomor
    sk_nomor: Nomor

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        """A seed or numbers, as the way of drawing asks."""
        by_seed = self.cara is undian.Cara.BENIH
        if (self.benih is not None) != by_seed or (self.nomor is not None) == by_seed:
            raise ValueError("benih, atau nomor")
        return self


class KonfirmasiMasukan(Masukan):
    """The balls, entered by a second person."""

    nomor: NomorUrut


class PengundianKeluaran(BaseModel):
    """A draw; whoever has the seed can repeat it by the algorithm."""

    pemilihan: str
    cara: undian.Cara
    benih: str | None
    algoritma: str
    sumber: str
    nomor: dict[UUID, int]
    berlaku: bool = Field(description="Salah bila entri kedua masih ditunggu")
    ba_nomor: str
    sk_nomor: str


@router.get("/penetapan", response_model=SiapKeluaran)
async def read_readiness(tx: Tx, by: By, pemilihan: IdPemilihan, baca: Baca) -> Response:
    """Lihat apa yang akan diputuskan rapat pleno kini (PKPU 8/2024)."""
    siap = await usecase.read_readiness(tx, pemilihan, by=by)
    answer = SiapKeluaran(
        pemilihan=pemilihan, ms=siap.ms, belum=siap.belum, tanggapan_terbuka=siap.tanggapan_terbuka
    )
    return baca.answer(answer, siap.versi)


@router.post("/pemilihan/{id}/penetapan", status_code=201, response_model=PasanganDitetapkan)
async def establish(
    request: Request, id: IdPemilihan, body: PenetapanMasukan, tx: Tx, by: By, now: Now,
    once: OnceOnly, versi: IfMatch,
) -> JSONResponse:  # fmt: skip
    """Tetapkan semua pasangan yang memenuhi syarat dalam satu rapat pleno (PKPU 8/2024).

    Tertutup selama ada tanggapan yang belum dijawab, atau nominasi yang belum ada hasilnya.
    """
    votes = tuple(rule.SuaraAnggota(**s.model_dump()) for s in body.suara)
    pleno = rule.Pleno(**body.model_dump(exclude={"suara"}), suara=votes)
    production = request.app.state.production
    pairs = await usecase.establish_pairs(
        tx, id, pleno, versi, production=production, by=by, at=now
    )
    answer = PasanganDitetapkan(
        pemilihan=id, sk_nomor=body.sk_nomor, pasangan=[p.id for p in pairs]
    )
    return await once.answer(201, answer, location=f"/v1/pasangan-calon?pemilihan={id}")


@router.post("/pemilihan/{id}/pengundian", status_code=201, response_model=PengundianKeluaran)
async def draw(
    request: Request, id: IdPemilihan, body: PengundianMasukan, tx: Tx, by: By, now: Now,
    once: OnceOnly,
) -> JSONResponse:  # fmt: skip
    """Undi nomor urut dengan benih yang diumumkan, atau catat undian fisik (PKPU 8/2024)."""
    numbers = {str(k): v for k, v in body.nomor.items()} if body.nomor else None
    wish = Undian(**body.model_dump(exclude={"nomor"}), nomor=numbers)
    row = await draw_numbers(tx, id, wish, production=request.app.state.production, by=by, at=now)
    return await once.answer(201, _shape(row), etag=etag(row.versi))


@router.post(
    "/pemilihan/{id}/pengundian/konfirmasi", status_code=200, response_model=PengundianKeluaran
)
async def confirm(
    id: IdPemilihan, body: KonfirmasiMasukan, tx: Tx, by: By, now: Now, once: OnceOnly,
    versi: IfMatch,
) -> JSONResponse:  # fmt: skip
    """Masukkan hasil undian fisik untuk kedua kalinya, oleh orang lain (PKPU 8/2024)."""
    numbers = {str(k): v for k, v in body.nomor.items()}
    row = await confirm_draw(tx, id, numbers, versi, by=by, at=now)
    return await once.answer(200, _shape(row), etag=etag(row.versi))


@router.get("/pengundian", response_model=PengundianKeluaran)
async def get_draw(
    tx: Tx,
    by: By,  # noqa: ARG001 - any token will do
    pemilihan: IdPemilihan,
    baca: Baca,
) -> Response:
    """Baca undian dengan benih dan cara menghitungnya kembali (PKPU 8/2024)."""
    await load_pemilihan(tx, pemilihan)
    row = await store.draw(tx, pemilihan)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="pengundian", id=pemilihan)
    return baca.answer(_shape(row), row.versi)


def _shape(row: Pengundian) -> PengundianKeluaran:
    return PengundianKeluaran(
        pemilihan=row.pemilihan, cara=undian.Cara(row.cara), benih=row.benih,
        algoritma=undian.ALGORITMA if row.benih else "", sumber=row.sumber,
        nomor={UUID(k): v for k, v in row.nomor.items()},
        berlaku=row.cara == undian.Cara.BENIH or row.dikonfirmasi_oleh is not None,
        ba_nomor=row.ba_nomor, sk_nomor=row.sk_nomor,
    )  # fmt: skip
