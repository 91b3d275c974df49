"""The declarative base and the column types that all rows share."""

from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import DateTime, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column

#: A code or key compared byte by byte, so that a region is a range.
Kode = Annotated[str, mapped_column(Text(collation="C"))]
Waktu = Annotated[datetime, mapped_column(DateTime(timezone=True))]


class Base(DeclarativeBase):
    """Base of the mapped rows of candidacy."""

    type_annotation_map = {str: Text, dict[str, Any]: JSONB, list[Any]: JSONB}
