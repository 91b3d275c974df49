"""What a tracking id shows to anybody, and what a PIN opens."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from complaints.domain.lacak import HasilPin
from election_common.scope import Scope

_TIKET = text("select * from lacak_tiket(:lacak)")
_RIWAYAT = text("select * from lacak_riwayat(:lacak)")
_PIN = text("select * from lacak_pin(:lacak, :sidik, :pada)")


async def public(tx: AsyncSession, lacak: str) -> Row[Any] | None:
    """Status of a ticket by its tracking id; sealed ones are not there."""
    return (await tx.execute(_TIKET, {"lacak": lacak})).one_or_none()


async def timeline(tx: AsyncSession, lacak: str) -> Sequence[Row[Any]]:
    """What happened to a ticket, without what anybody wrote; nothing of confidential ones."""
    return (await tx.execute(_RIWAYAT, {"lacak": lacak})).all()


async def judge_pin(
    tx: AsyncSession, lacak: str, sidik: Sequence[bytes], at: datetime
) -> tuple[HasilPin, Scope | None, Any]:
    """Judge a PIN; when it fits, returns the scope of exactly its reporter, and the ticket's id."""
    row = (await tx.execute(_PIN, {"lacak": lacak, "sidik": list(sidik), "pada": at})).one()
    if row.hasil != HasilPin.COCOK:
        return HasilPin(row.hasil), None, None
    own = Scope(row.wilayah, row.wilayah + "~", unit=row.unit, pemilik=row.pemilik)
    return HasilPin.COCOK, own, row.id
