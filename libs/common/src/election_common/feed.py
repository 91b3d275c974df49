"""The feed of a service: its facts from PostgreSQL, whether or not the broker still has them."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Select, select

from election_common.errors import Refusal
from election_common.events import cloud_event
from election_common.request import By, Tx
from election_common.tables import feed_epoch, outbox
from election_common.tindakan import Tindakan, require_house

router = APIRouter(prefix="/perubahan", tags=["peristiwa"])

#: Facts hold no personal data, but they say who holds which office, and by which letter.
PERUBAHAN = Tindakan(
    "pembacaan-perubahan",
    frozenset({"kantor", "admin"}),
    None,
    "operation of the system",
    tanpa_jendela="copies are kept and mended at any time",
)

#: A number that PostgreSQL's bigint holds.
Posisi = Annotated[int, Field(ge=0, le=2**63 - 1)]


class Saringan(BaseModel):
    """Which part of the feed: from a place in it on, or from a `seq` of one aggregate on."""

    model_config = ConfigDict(extra="forbid")

    after: Posisi = Field(0, description="Nomor feed terakhir yang sudah dibaca")
    limit: int = Field(100, ge=1, le=500)
    agregat: str | None = Field(None, max_length=100, description="Jenis agregat, bersama `id`")
    id: str | None = Field(None, max_length=300, description="Agregat, bersama `agregat`")
    seq_dari: Posisi = Field(1, description="Urutan pertama dalam agregat yang diminta")


class Perubahan(BaseModel):
    """A page of the feed."""

    feed_epoch: int = Field(description="Bertambah bila basis data dipulihkan: baca ulang dari 0")
    after: int = Field(description="Nomor untuk halaman berikutnya")
    peristiwa: list[dict[str, Any]] = Field(description="CloudEvents 1.0, urut")


@router.get("", response_model=Perubahan)
async def read_feed(
    saringan: Annotated[Saringan, Query()], request: Request, tx: Tx, by: By
) -> Response:
    """Baca peristiwa layanan ini menurut urutan terbit, atau satu agregat menurut urutannya."""
    require_house(PERUBAHAN, by)
    epoch = (await tx.execute(select(feed_epoch.c.epoch))).scalar_one()
    rows = (await tx.execute(_query(saringan))).all()
    page = {
        "feed_epoch": epoch,
        "after": rows[-1].feed_no if rows else saringan.after,
        "peristiwa": [cloud_event(request.app.state.service, row) for row in rows],
    }
    body = json.dumps(page, ensure_ascii=False, separators=(",", ":"))
    return Response(body, media_type="application/json", headers={"cache-control": "no-store"})


def _query(saringan: Saringan) -> Select[Any]:
    """The one query: no row without a number is shown, so a late commit is never skipped."""
    o = outbox.c
    query = select(outbox).where(o.feed_no > saringan.after).limit(saringan.limit)
    if saringan.agregat is None and saringan.id is None:
        return query.order_by(o.feed_no)
    if saringan.agregat is None or saringan.id is None:
        raise Refusal("agregat-tidak-lengkap")
    mine = (o.jenis_agregat == saringan.agregat) & (o.id_agregat == saringan.id)
    return query.where(mine, o.seq >= saringan.seq_dari).order_by(o.seq)
