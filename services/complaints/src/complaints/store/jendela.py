"""Questions about the copies of elections and of the windows of their schedules."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from election_common.kerangka.jendela import JendelaRow
from election_common.kerangka.pemilihan import Pemilihan
from election_common.scope import ancestors


async def running_stage(tx: AsyncSession, wilayah: str, at: datetime) -> str | None:
    """Name a stage that runs now in a real election of a region, if any does."""
    stage: str | None = await tx.scalar(
        select(JendelaRow.kegiatan)
        .join(Pemilihan, Pemilihan.id == JendelaRow.pemilihan)
        .where(
            Pemilihan.sandbox.is_(False),
            Pemilihan.wilayah.in_(ancestors(wilayah)),
            JendelaRow.mulai <= at,
            JendelaRow.selesai >= at,
        )
        .order_by(JendelaRow.mulai)
        .limit(1)
    )
    return stage
