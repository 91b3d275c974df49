"""The audit row of an act: it commits with the act, or neither exists."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from election_common import tables, trace
from election_common.actor import Actor


async def record_act(
    tx: AsyncSession, tindakan: str, objek: str, *, by: Actor, at: datetime, **rincian: object
) -> None:
    """Write who did what to which object; `rincian` never holds personal data.

    Whoever acts in another's office is named with the letter that says so.
    """
    if by.mandat:
        rincian["mandat"] = [str(mandat) for mandat in by.mandat]
    await tx.execute(
        insert(tables.audit).values(
            pada=at,
            sub=by.sub,
            peran=sorted(by.peran),
            wilayah=by.wilayah,
            tindakan=tindakan,
            objek=objek,
            rincian=rincian,
            trace_id=trace.trace_id(),
        )
    )
