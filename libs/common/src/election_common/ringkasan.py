"""Summaries of how far each aggregate has come: what a producer and its consumers compare.

Aggregates are spread over 256 buckets by the hash of their key, so that two services that agree
exchange 256 digests, and two that differ also the aggregates of the buckets in which they do.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import TextClause, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from election_common.feed import PERUBAHAN
from election_common.request import By, Tx
from election_common.tables import feed_epoch
from election_common.tindakan import require_house

router = APIRouter(prefix="/perubahan/ringkasan", tags=["peristiwa"])

BUCKETS = 256

#: What a service has recorded, and what it has taken in of one other service.
RECORDED = "select jenis, id, seq from agregat"
TAKEN_IN = """
    select jenis_agregat as jenis, id_agregat as id, seq
    from gerbang where sumber = :sumber and seq > 0
"""

_BUCKET = "get_byte(sha256(convert_to(jenis || '/' || id, 'UTF8')), 0)"
# Ordered as bytes, so that the collation of a database has no say.
_LINE = "convert_to(jenis || '/' || id || ' ' || seq || chr(10), 'UTF8')"


def digests(of: str) -> TextClause:
    """The query for the digest of every bucket that is not empty."""
    return text(f"""
        select ember, encode(sha256(string_agg(baris, ''::bytea order by baris)), 'hex') as sidik
        from (select {_BUCKET} as ember, {_LINE} as baris from ({of}) a) b group by ember
    """)  # noqa: S608 - built of the constants above


def aggregates(of: str) -> TextClause:
    """The query for the aggregates of a bucket."""
    return text(f"select jenis, id, seq from ({of}) a where {_BUCKET} = :ember")  # noqa: S608


async def summary(tx: AsyncSession, of: str, **of_whom: str) -> dict[int, str]:
    """Digest by bucket."""
    rows = await tx.execute(digests(of), of_whom)
    return {row.ember: row.sidik for row in rows}


class Saringan(BaseModel):
    """Which bucket; all of them, as digests, when none is asked for."""

    model_config = ConfigDict(extra="forbid")

    ember: int | None = Field(None, ge=0, lt=BUCKETS, description="Ember yang dirinci")


class Agregat(BaseModel):
    """An aggregate, and the `seq` of its newest fact."""

    jenis: str
    id: str
    seq: int


class Ringkasan(BaseModel):
    """Digests of all buckets, or the aggregates of one."""

    sumber: str = Field(description="`source` peristiwa layanan ini")
    feed_epoch: int = Field(description="Bertambah bila basis data dipulihkan")
    feed_no: int = Field(description="Nomor feed terakhir yang sudah diberikan")
    sidik: dict[int, str] = Field({}, description="SHA-256 per ember yang berisi")
    agregat: list[Agregat] = Field([], description="Isi ember yang diminta")


@router.get("", response_model=Ringkasan)
async def read_summary(
    saringan: Annotated[Saringan, Query()], request: Request, tx: Tx, by: By, response: Response
) -> Any:  # noqa: ANN401 - checked by the response model
    """Bandingkan sampai mana tiap agregat: sidik per ember, atau isi satu ember."""
    require_house(PERUBAHAN, by)
    response.headers["cache-control"] = "no-store"
    epoch, last = (await tx.execute(select(feed_epoch.c.epoch, feed_epoch.c.feed_no))).one()
    answer = {"sumber": f"/{request.app.state.service}", "feed_epoch": epoch, "feed_no": last}
    if saringan.ember is None:
        return answer | {"sidik": await summary(tx, RECORDED)}
    rows = await tx.execute(aggregates(RECORDED), {"ember": saringan.ember})
    return answer | {"agregat": [row._asdict() for row in rows]}
