"""Outbound messages as resources."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StringConstraints

from complaints.domain.pesan import Status
from complaints.domain.tindakan import PESAN
from complaints.store import pesan as store
from complaints.usecases.pesan import request_message
from election_common.errors import Refusal
from election_common.idempotency import OnceOnly
from election_common.request import By, Now, Tx
from election_common.shapes import KodeWilayah, Masukan, Nomor
from election_common.tindakan import require_role

router = APIRouter(prefix="/pesan", tags=["pesan"])

Nama = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,60}$")]


class PesanMasukan(Masukan):
    """A message to ask for; its parameters hold nothing personal."""

    wilayah: KodeWilayah
    penerima: Nomor = Field(
        description="Nomor ponsel; disimpan tersegel", examples=["081234567890"]
    )
    templat: Nama = Field(examples=["status_tiket"])
    bahasa: Literal["id", "en"] = "id"
    parameter: Annotated[dict[Nama, Nomor], Field(max_length=10)] = {}


class PesanDicatat(BaseModel):
    """The message's id."""

    id: UUID


class PesanKeluaran(BaseModel):
    """A message and how far it has come; its address is masked.

    `bukti` is a digest of the provider's id of it.
    """

    id: UUID
    asal: str
    tiket: UUID | None
    templat: str
    bahasa: str
    penerima_samar: str
    status: Status
    percobaan: int
    bukti: str | None
    galat: int | None
    diminta_pada: datetime
    selesai_pada: datetime | None


@router.post("", status_code=202, response_model=PesanDicatat)
async def request_one(
    request: Request, body: PesanMasukan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Minta pesan dikirim kepada satu nomor (UU 25/2009).

    Teks bebas dalam 24 jam sejak penerimanya menulis; selain itu templat bernama sama.
    """
    id_ = await request_message(
        tx, body.wilayah, body.penerima, body.templat, body.bahasa, body.parameter,
        keyring=request.app.state.keyring, by=by, at=now,
    )  # fmt: skip
    return await once.answer(202, PesanDicatat(id=id_), location=f"/v1/pesan/{id_}")


@router.get("/{id}")
async def get_message(id: UUID, tx: Tx, by: By) -> PesanKeluaran:
    """Baca keadaan satu pesan dan bukti pengirimannya (UU 25/2009)."""
    require_role(PESAN, by)
    row = await store.get(tx, by.scope, id)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="pesan", id=id)
    return PesanKeluaran.model_validate(row, from_attributes=True)
