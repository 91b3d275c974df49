"""The audit row of an act: it commits with the act, or neither exists."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncSession

from election_common import tables, trace
from election_common.actor import Actor

#: Inline, since nobody asks for the number that a row is given.
INSERT_ACT = insert(tables.audit).inline()

_TURN = text("select pg_try_advisory_xact_lock(hashtextextended('segel', 0))")


async def record_act(
    tx: AsyncSession, tindakan: str, objek: str, *, by: Actor, at: datetime, **rincian: object
) -> None:
    """Write who did what to which object; `rincian` never holds personal data.

    Whoever acts in another's office is named with the letter that says so.
    """
    await record_acts(tx, tindakan, {objek: rincian}, by=by, at=at)


async def record_acts(
    tx: AsyncSession,
    tindakan: str,
    rincian: Mapping[str, Mapping[str, object]],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Write that one act was done to several objects, each with its own `rincian`."""
    mandat = {"mandat": [str(mandat) for mandat in by.mandat]} if by.mandat else {}
    rows = [
        act_row(tindakan, objek, by=by, at=at, rincian={**own, **mandat})
        for objek, own in rincian.items()
    ]
    await tx.execute(INSERT_ACT, rows)


async def take_turn(tx: AsyncSession) -> bool:
    """Be the one worker that seals and signs until the transaction ends; False while another is."""
    held: bool = (await tx.execute(_TURN)).scalar_one()
    return held


def act_row(
    tindakan: str, objek: str, *, by: Actor, at: datetime, rincian: Mapping[str, object]
) -> dict[str, Any]:
    """The row of an act; it is sealed later (`segel`)."""
    return {
        "pada": at,
        "sub": by.sub,
        "peran": sorted(by.peran),
        "wilayah": by.wilayah,
        "tindakan": tindakan,
        "objek": objek,
        "rincian": rincian,
        "trace_id": trace.trace_id(),
    }
