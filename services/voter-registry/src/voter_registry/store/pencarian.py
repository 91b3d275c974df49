"""Searching voters by name, through the one function that row-level security does not slow down."""

from typing import LiteralString
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from election_common import prepared
from election_common.scope import Scope

_CARI: LiteralString = """
    select * from cari_pemilih(%(pemilihan)s, %(dari)s, %(sampai)s, %(nama)s, %(cara)s, %(batas)s)
"""


async def find(
    tx: AsyncSession, scope: Scope, pemilihan: str, nama: str, cara: str, *, batas: int
) -> dict[UUID, float | None]:
    """Voters of the scope whose name answers, the best first, with its likeness where measured."""
    wish = {"pemilihan": pemilihan, "nama": nama, "cara": cara, "batas": batas}
    found = await prepared.rows(tx, _CARI, wish | {"dari": scope.dari, "sampai": scope.sampai})
    return {row.id: row.kemiripan for row in found}


async def index_names(tx: AsyncSession, pemilihan: str, kab: str) -> None:
    """Build the indexes of names of a kabupaten/kota; does nothing where they are."""
    statement = text("select indeks_nama(:pemilihan, :kab)")
    await tx.execute(statement, {"pemilihan": pemilihan, "kab": kab})
