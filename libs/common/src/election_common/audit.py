"""The audit row of an act: it commits with the act, or neither exists."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, LiteralString

from psycopg.types.json import Jsonb
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from election_common import prepared, trace
from election_common.actor import Actor

INSERT_ACT: LiteralString = """
    insert into audit (pada, sub, peran, wilayah, tindakan, objek, rincian, trace_id, subjek, kolom)
    values (%(pada)s, %(sub)s, %(peran)s, %(wilayah)s, %(tindakan)s, %(objek)s, %(rincian)s,
            %(trace_id)s, %(subjek)s, %(kolom)s)
"""

_TURN = text("select pg_try_advisory_xact_lock(hashtextextended('segel', 0))")


async def record_act(
    tx: AsyncSession, tindakan: str, objek: str, *, by: Actor, at: datetime, **rincian: object
) -> None:
    """Write who did what to which object; `rincian` never holds personal data.

    Whoever acts in another's office is named with the letter that says so.
    """
    row = act_row(tindakan, objek, by=by, at=at, rincian=rincian | _mandat(by))
    await prepared.run(tx, INSERT_ACT, row)


async def record_acts(
    tx: AsyncSession,
    tindakan: str,
    rincian: Mapping[str, Mapping[str, object]],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Write that one act was done to several objects, each with its own `rincian`."""
    rows = [
        act_row(tindakan, objek, by=by, at=at, rincian={**own, **_mandat(by)})
        for objek, own in rincian.items()
    ]
    await prepared.run_all(tx, INSERT_ACT, rows)


def _mandat(by: Actor) -> dict[str, list[str]]:
    """The letters by which somebody acts in others' offices."""
    return {"mandat": [str(mandat) for mandat in by.mandat]} if by.mandat else {}


async def take_turn(tx: AsyncSession) -> bool:
    """Be the one worker that seals and signs until the transaction ends; False while another is."""
    held: bool = (await tx.execute(_TURN)).scalar_one()
    return held


def act_row(
    tindakan: str, objek: str, *, by: Actor, at: datetime, rincian: Mapping[str, object]
) -> dict[str, Any]:
    """The row of an act, which is no read of persons; it is sealed later (`segel`)."""
    return {
        "pada": at,
        "sub": by.sub,
        "peran": sorted(by.peran),
        "wilayah": by.wilayah,
        "tindakan": tindakan,
        "objek": objek,
        "rincian": Jsonb(rincian),
        "trace_id": trace.trace_id(),
        "subjek": None,
        "kolom": None,
    }
