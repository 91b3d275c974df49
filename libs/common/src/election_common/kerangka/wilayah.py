"""The copy of voter-registry's regions."""

from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from election_common.events import Reading
from election_common.gate import Subscription, subscriptions
from election_common.rows import Kode, Rows

#: The table that the facts fill.
READ_MODEL = "wilayah"


class Base(Rows, DeclarativeBase):
    """Base of this table alone: a service may take it without the others."""


class Wilayah(Base):
    """A region with its official code and name."""

    __tablename__ = READ_MODEL

    kode: Mapped[Kode] = mapped_column(primary_key=True)
    nama: Mapped[str]
    jenis: Mapped[str]
    induk: Mapped[Kode | None]


class WilayahDibaca(BaseModel):
    """A region in the fact."""

    kode: str
    nama: str
    jenis: str
    induk: str | None


class WilayahDimuat(Reading):
    """The regions of a province were loaded."""

    subject: ClassVar = "voter-registry.wilayah.dimuat.v1"

    wilayah: list[WilayahDibaca]


async def copy_wilayah(tx: AsyncSession, fact: WilayahDimuat, *, at: datetime) -> None:  # noqa: ARG001
    """Keep the regions of a province; those that are there are renamed."""
    new = insert(Wilayah)
    names = {"nama": new.excluded.nama, "jenis": new.excluded.jenis}
    await tx.execute(
        new.on_conflict_do_update(index_elements=["kode"], set_=names),
        [w.model_dump() for w in fact.wilayah],
    )


SUBSCRIPTIONS = subscriptions(Subscription(WilayahDimuat, copy_wilayah, together=True))
