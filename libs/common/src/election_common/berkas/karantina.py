"""The quarantine: what was received, whether it was examined, and what was found."""

from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import Any, LiteralString

from sqlalchemy import Row, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from election_common.berkas.tiba import Arrived, Berkas, Jenis
from election_common.errors import Refusal
from election_common.tables import berkas as table

#: Until a file's row is committed, nobody takes the file for one without a row (`yatim`).
_HOLD = text("select pg_advisory_xact_lock_shared(hashtextextended(:tempat, 0))")
#: Whose turn has come.
_DUE: LiteralString = "status = 'karantina' and (ditunda_sampai is null or ditunda_sampai <= now())"
WAITING: LiteralString = f"exists (select from berkas where {_DUE})"
#: Pauses grow to a quarter of an hour. Others may refer to the file meanwhile: its key is not held.
_TURN = text(f"""
    update berkas set percobaan = percobaan + 1,
           ditunda_sampai = now() + interval '1 minute' * 2 ^ least(percobaan, 4)
    where sidik = (select sidik from berkas where {_DUE} order by percobaan, tiba_pada
                   limit 1 for no key update skip locked)
    returning sidik, jenis, ukuran, unit
""")  # noqa: S608 - made of what stands above


class Status(StrEnum):
    """How far a file has come."""

    KARANTINA = "karantina"
    BERSIH = "bersih"
    DITOLAK = "ditolak"


async def admit(tx: AsyncSession, arrived: Arrived, *, at: datetime) -> Berkas:
    """Note a file that arrived, and keep it; one that is known keeps what was found of it."""
    berkas = arrived.berkas
    await tx.execute(_HOLD, {"tempat": berkas.tempat})
    await arrived.settle()
    statement = insert(table).values(**asdict(berkas), status=Status.KARANTINA, tiba_pada=at)
    await tx.execute(statement.on_conflict_do_nothing())
    return berkas


async def status(tx: AsyncSession, sidik: str) -> Status:
    """How far a file has come."""
    found = await tx.execute(select(table.c.status).where(table.c.sidik == sidik))
    return Status(found.scalar_one())


async def require_clean(tx: AsyncSession, sidik: str) -> Berkas:
    """The file, once it may be read; refuses with `berkas-dikarantina` and `berkas-ditolak`."""
    row = (await tx.execute(select(table).where(table.c.sidik == sidik))).one()
    if row.status == Status.KARANTINA:
        raise Refusal("berkas-dikarantina")
    if row.status == Status.DITOLAK:
        raise Refusal("berkas-ditolak", sebab=row.sebab)
    return _file(row)


async def next_quarantined(tx: AsyncSession) -> Berkas | None:
    """Take the file that was tried least and waits longest; it waits for its next turn from now on.

    So one that ends its examination, or its worker, has gone behind the others already.
    """
    row = (await tx.execute(_TURN)).one_or_none()
    return _file(row) if row else None


async def sealed(tx: AsyncSession) -> list[Berkas]:
    """Every file that is kept under the keys of a unit."""
    rows = await tx.execute(select(table).where(table.c.unit != "").order_by(table.c.sidik))
    return [_file(row) for row in rows]


async def settle(tx: AsyncSession, sidik: str, sebab: str | None, *, at: datetime) -> None:
    """Write what an examination has found: nothing, or why the file is refused for good.

    The first to find it writes it: one that took longer than its turn may have a twin.
    """
    found = Status.DITOLAK if sebab else Status.BERSIH
    values = {"status": found, "sebab": sebab, "diperiksa_pada": at}
    waits = (table.c.sidik == sidik) & (table.c.status == Status.KARANTINA)
    await tx.execute(update(table).where(waits).values(**values))


def _file(row: Row[Any]) -> Berkas:
    return Berkas(row.sidik, Jenis(row.jenis), row.ukuran, row.unit)
