"""Questions about the copy of voter-registry's regions."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from election_common.kerangka.wilayah import Wilayah


async def count_children(tx: AsyncSession, kode: str) -> int:
    """How many regions lie right below one."""
    return await tx.scalar(select(func.count()).where(Wilayah.induk == kode)) or 0
