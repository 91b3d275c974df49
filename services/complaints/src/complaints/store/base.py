"""The declarative base of the rows of this service."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase

from election_common.kerangka.pemilihan import Pemilihan
from election_common.rows import Kode, Rows, Waktu

__all__ = ["Base", "Kode", "Waktu", "legal_time", "new_id"]


class Base(Rows, DeclarativeBase):
    """Base of the mapped rows of complaints."""


async def new_id(tx: AsyncSession) -> UUID:
    """An id for a row to come: what it seals is bound to it before the row exists."""
    made: UUID = (await tx.execute(select(func.uuidv7(type_=Uuid)))).scalar_one()
    return made


def legal_time(at: datetime) -> ColumnElement[datetime]:
    """Legal time of the election that a row is joined with, if with any; `at` is the house's."""
    moved = Pemilihan.sandbox & Pemilihan.waktu_legal.is_not(None)
    return case((moved, Pemilihan.waktu_legal), else_=at)
