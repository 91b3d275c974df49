"""Articles that answer common questions."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StringConstraints

from complaints.api.models import Uraian
from complaints.store import artikel as store
from complaints.usecases.artikel import publish_article
from election_common.errors import Refusal
from election_common.etag import BacaUmum, IfMatchIfAny, etag
from election_common.idempotency import OnceOnly
from election_common.page import Daftar, Halaman
from election_common.request import By, Now, PublicTx, Tx
from election_common.shapes import Masukan, Nomor, Teks

router = APIRouter(prefix="/artikel", tags=["artikel"])

Kode = Annotated[str, Path(pattern=r"^[a-z0-9-]{2,60}$", description="Kode artikel")]
Kata = Annotated[str, StringConstraints(pattern=r"^\w{2,40}$")]


class ArtikelMasukan(Masukan):
    """An article, with the words that call for it."""

    pemilik: Nomor = Field(description="Unit yang bertanggung jawab", examples=["ppid"])
    judul: Teks
    isi: Uraian
    kata_kunci: Annotated[list[Kata], Field(min_length=1, max_length=30)]


class ArtikelDicatat(BaseModel):
    """Code and version."""

    kode: str
    versi: int


class ArtikelKeluaran(ArtikelDicatat):
    """The newest version of an article."""

    pemilik: str
    judul: str
    isi: str
    kata_kunci: list[str]


@router.get("")
async def list_articles(tx: PublicTx, halaman: Halaman) -> Daftar[ArtikelKeluaran]:
    """Baca jawaban atas pertanyaan umum (UU 14/2008 Pasal 9)."""
    return halaman.answer(await store.list_newest(tx, halaman), _shape)


@router.get("/{kode}", response_model=ArtikelKeluaran)
async def get_article(tx: PublicTx, kode: Kode, baca: BacaUmum) -> Response:
    """Baca versi terbaru satu jawaban (UU 14/2008 Pasal 9)."""
    row = await store.get(tx, kode)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="artikel", id=kode)
    return baca.answer(_shape(row), row.versi)


@router.post("/{kode}", status_code=201, response_model=ArtikelDicatat)
async def publish(
    kode: Kode, body: ArtikelMasukan, tx: Tx, by: By, now: Now, once: OnceOnly,
    versi: IfMatchIfAny,
) -> JSONResponse:  # fmt: skip
    """Terbitkan artikel, atau versi berikutnya (UU 14/2008 Pasal 9).

    Versi berikutnya menyebut ETag artikel yang dilihat; yang pertama tidak.
    """
    terbit = await publish_article(
        tx, kode, body.pemilik, body.judul, body.isi, body.kata_kunci, versi, by=by, at=now
    )
    answer, where = ArtikelDicatat(kode=kode, versi=terbit), f"/v1/artikel/{kode}"
    return await once.answer(201, answer, location=where, etag=etag(terbit))


def _shape(row: store.ArtikelRow) -> ArtikelKeluaran:
    return ArtikelKeluaran.model_validate(row, from_attributes=True)
