"""The columns of the counting form."""

from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from election_common.idempotency import OnceOnly
from election_common.request import By, Now, Tx
from election_common.shapes import IdPemilihan, Masukan
from publication.api.models import Kolom
from publication.domain import kolom as rule
from publication.usecases import kolom_suara as usecase

router = APIRouter(tags=["kolom suara"])


class KolomMasukan(Masukan):
    """All columns, numbered 1, 2, ... as on the ballot."""

    kolom: Annotated[list[Kolom], Field(min_length=1, max_length=200)]


class KolomDicatat(BaseModel):
    """The columns that were fixed."""

    pemilihan: str
    kolom: list[Kolom]


@router.post("/pemilihan/{id}/kolom-suara", status_code=201, response_model=KolomDicatat)
async def fix_columns(
    id: IdPemilihan, body: KolomMasukan, tx: Tx, by: By, now: Now, once: OnceOnly
) -> JSONResponse:
    """Tetapkan kolom formulir: pasangan calon, dan kolom kosong bila hanya satu (PKPU 17/2024)."""
    kolom = [rule.Kolom(**k.model_dump()) for k in body.kolom]
    await usecase.fix_columns(tx, id, kolom, by=by, at=now)
    return await once.answer(201, KolomDicatat(pemilihan=id, kolom=body.kolom))
