"""Tickets: how a browser opens a stream, to which it can send no bearer token.

A ticket opens the stream of one operation, once, within half a minute, for the region of whoever
was given it. The database holds its digest only, and no log holds the query of an address.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, insert

from election_common.actor import Actor
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.operasi.row import Operasi
from election_common.scope import Scope
from election_common.tables import tiket_aliran

LIFE = timedelta(seconds=30)
BYTES = 32


async def issue_ticket(tx: Tx, operasi: Operasi, *, by: Actor, at: datetime) -> str:
    """Return a new ticket for an operation; those that nobody used in time go."""
    ticket = secrets.token_urlsafe(BYTES)
    await tx.execute(delete(tiket_aliran).where(tiket_aliran.c.berlaku_sampai < at))
    await tx.execute(
        insert(tiket_aliran).values(
            sidik=_digest(ticket),
            operasi=operasi.id,
            dari=by.scope.dari,
            sampai=by.scope.sampai,
            berlaku_sampai=at + LIFE,
        )
    )
    return ticket


async def redeem_ticket(tx: Tx, ticket: str, id_: UUID, *, at: datetime) -> Scope:
    """Take a ticket back and return the scope that it is good for.

    Raises:
        Refusal: `tiket-tidak-sah` when it is unknown, used, late, or another operation's.
    """
    t = tiket_aliran.c
    mine = (t.sidik == _digest(ticket)) & (t.operasi == id_) & (t.berlaku_sampai >= at)
    found = await tx.execute(delete(tiket_aliran).where(mine).returning(t.dari, t.sampai))
    row = found.one_or_none()
    if row is None:
        raise Refusal("tiket-tidak-sah")
    return Scope(row.dari, row.sampai)


def _digest(ticket: str) -> bytes:
    return hashlib.sha256(ticket.encode()).digest()
