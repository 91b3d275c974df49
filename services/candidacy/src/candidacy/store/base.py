"""The declarative base of the rows of this service."""

from sqlalchemy.orm import DeclarativeBase

from election_common.rows import Kode, Rows, Waktu

__all__ = ["Base", "Kode", "Waktu"]


class Base(Rows, DeclarativeBase):
    """Base of the mapped rows of candidacy."""
