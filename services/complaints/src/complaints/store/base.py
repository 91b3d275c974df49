"""The declarative base of the rows of this service."""

from uuid import UUID

from sqlalchemy import Uuid, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase

from election_common.rows import Kode, Rows, Waktu

__all__ = ["Base", "Kode", "Waktu", "new_id"]


class Base(Rows, DeclarativeBase):
    """Base of the mapped rows of complaints."""


async def new_id(tx: AsyncSession) -> UUID:
    """An id for a row to come: what it seals is bound to it before the row exists."""
    made: UUID = (await tx.execute(select(func.uuidv7(type_=Uuid)))).scalar_one()
    return made
