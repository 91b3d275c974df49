"""Searching voters by name. A name is personal: it is asked for in a body, not in an address."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from election_common.request import By, Now, Tx
from election_common.shapes import IdPemilihan, KodeWilayah, Masukan, Teks
from voter_registry.api.pemilih import PemilihKeluaran
from voter_registry.domain.pencarian import Cara
from voter_registry.usecases import pencarian as usecase

router = APIRouter(prefix="/pencarian-pemilih", tags=["pemilih"])


class PencarianMasukan(Masukan):
    """Whom to look for, and where."""

    pemilihan: IdPemilihan
    wilayah: KodeWilayah
    nama: Teks = Field(examples=["SITI"])
    cara: Cara = Cara.MENGANDUNG
    batas: Annotated[int, Field(ge=1, le=100)] = 50


class PemilihDitemukan(PemilihKeluaran):
    """A voter as the caller's role sees him, and how alike the name is where that was asked."""

    kemiripan: float | None


class PencarianKeluaran(BaseModel):
    """Who was found."""

    pemilih: list[PemilihDitemukan]
    terpotong: bool = Field(description="Ada lebih banyak: perjelas nama atau persempit wilayah")


@router.post("", response_model_exclude_unset=True)
async def find_voters(
    request: Request, body: PencarianMasukan, tx: Tx, by: By, now: Now
) -> PencarianKeluaran:
    """Cari pemilih menurut nama di wilayah kerja Anda: awalan, mengandung, atau mirip."""
    state = request.app.state
    wish = usecase.Pencarian(**body.model_dump(exclude={"batas"}), batas=body.batas + 1)
    found = await usecase.find_voters(tx, wish, state.pembaca, state.keyring, by=by, at=now)
    rows = [PemilihDitemukan(**row) for row in found[: body.batas]]
    return PencarianKeluaran(pemilih=rows, terpotong=len(found) > body.batas)
