"""The declarative base and the column types that all rows share."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import DateTime, Text, Uuid, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, mapped_column

#: A code or key compared byte by byte, so that a region is a range.
Kode = Annotated[str, mapped_column(Text(collation="C"))]
Waktu = Annotated[datetime, mapped_column(DateTime(timezone=True))]


class Base(DeclarativeBase):
    """Base of the mapped rows of complaints."""

    type_annotation_map = {str: Text, dict[str, Any]: JSONB, list[Any]: JSONB}


async def new_id(tx: AsyncSession) -> UUID:
    """An id for a row to come: what it seals is bound to it before the row exists."""
    made: UUID = (await tx.execute(select(func.uuidv7(type_=Uuid)))).scalar_one()
    return made
