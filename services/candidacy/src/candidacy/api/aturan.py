"""The rules."""

from datetime import date
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import Field

from candidacy.domain import aturan as rule
from candidacy.store import aturan as store
from candidacy.usecases.aturan import register_rule
from election_common.idempotency import OnceOnly
from election_common.request import By, Now, Tx
from election_common.shapes import Masukan, Nomor, Teks

router = APIRouter(prefix="/aturan", tags=["aturan"])


class Aturan(Masukan):
    """A rule, with its basis and validity; `terverifikasi` only when somebody read its source."""

    nama: rule.Nama
    nilai: dict[str, Any] = Field(description="Bentuknya seperti aturan lama dengan nama sama")
    regulasi: Nomor
    pasal: Teks
    berlaku_dari: date
    berlaku_sampai: date | None = None
    terverifikasi: bool


@router.post("", status_code=201, response_model=Aturan)
async def register(body: Aturan, tx: Tx, by: By, now: Now, once: OnceOnly) -> JSONResponse:
    """Daftarkan aturan pencalonan yang baru, dengan dasar dan masa berlakunya (PKPU 8/2024)."""
    await register_rule(tx, rule.Aturan(**body.model_dump()), by=by, at=now)
    return await once.answer(201, body)


@router.get("")
async def list_rules(tx: Tx, by: By) -> list[Aturan]:  # noqa: ARG001 - any token will do
    """Baca semua aturan pencalonan, yang lama pun, dengan dasarnya (UU 10/2016)."""
    fields = Aturan.model_fields
    return [Aturan(**{f: getattr(a, f) for f in fields}) for a in await store.all_(tx)]
