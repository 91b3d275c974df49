"""The seed that is announced for a draw."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime, BaseModel, Field, StringConstraints

from candidacy.store.benih_undian import BenihUndian
from candidacy.usecases import benih_undian as usecase
from election_common.etag import BacaUmum
from election_common.idempotency import OnceOnly
from election_common.request import By, Now, PublicTx, Tx
from election_common.shapes import WRITTEN, IdPemilihan, Masukan, Teks

router = APIRouter(tags=["pengundian"])


class BenihMasukan(Masukan):
    """The digest of a seed, and the outside value that will join it."""

    komitmen: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = Field(
        description="SHA-256 benih, heksadesimal; benihnya tetap rahasia sampai undian"
    )
    sumber: Teks = Field(
        description="Nilai luar yang ikut menentukan, dan di mana semua orang membacanya",
        examples=["IHSG penutupan 22 September 2024, idx.co.id"],
    )
    pada: Annotated[AwareDatetime, Field(le=datetime(2100, 1, 1, tzinfo=UTC)), WRITTEN] = Field(
        description="Saat nilai luar itu diketahui; harus masih di depan"
    )


class BenihKeluaran(BaseModel):
    """An announced seed, as it stands before the draw."""

    pemilihan: str
    komitmen: str
    sumber: str
    pada: datetime
    diumumkan_pada: datetime


@router.post("/pemilihan/{id}/pengundian/benih", status_code=201, response_model=BenihKeluaran)
async def announce_seed(
    id: IdPemilihan, body: BenihMasukan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Umumkan sidik benih dan nilai luar sebelum nilai itu diketahui; sekali saja (PKPU 8/2024).

    Orang lain membuka benihnya saat undian, sesudah nilai luar diketahui.
    """
    wish = usecase.Pengumuman(**body.model_dump())
    row = await usecase.announce_seed(tx, id, wish, by=by, at=now)
    where = f"/v1/pengundian/benih?pemilihan={id}"
    return await once.answer(201, _shape(row), location=where)


@router.get("/pengundian/benih", response_model=BenihKeluaran)
async def get_seed(tx: PublicTx, pemilihan: IdPemilihan, baca: BacaUmum) -> Response:
    """Baca benih yang diumumkan untuk undian, sebelum dan sesudah dibuka (PKPU 8/2024)."""
    return baca.answer(_shape(await usecase.read_seed(tx, pemilihan)), 1)


def _shape(row: BenihUndian) -> BenihKeluaran:
    return BenihKeluaran.model_validate(row, from_attributes=True)
