"""What the mapped rows of all services are written in: column types."""

from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import mapped_column

#: A code or key compared byte by byte, so that a region is a range.
Kode = Annotated[str, mapped_column(Text(collation="C"))]
Id = Annotated[UUID, mapped_column(Uuid, primary_key=True, server_default=text("uuidv7()"))]
Waktu = Annotated[datetime, mapped_column(DateTime(timezone=True))]


class Rows:
    """What a service's declarative base has before its name."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
    }
