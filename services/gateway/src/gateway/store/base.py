"""The declarative base and the column types that all rows share."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import DateTime, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column

#: A code or key compared byte by byte, so that a region is a range.
Kode = Annotated[str, mapped_column(Text(collation="C"))]
Id = Annotated[UUID, mapped_column(Uuid, primary_key=True, server_default=text("uuidv7()"))]
Waktu = Annotated[datetime, mapped_column(DateTime(timezone=True))]


class Base(DeclarativeBase):
    """Base of the mapped rows of the gateway."""

    type_annotation_map = {str: Text, dict[str, Any]: JSONB, list[Any]: JSONB}
