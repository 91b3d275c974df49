"""The first grants: whoever installs the house gives them, since nobody else could."""

from datetime import datetime

from election_common.actor import Actor
from election_common.database import Tx
from election_common.peran import Peran
from election_common.scope import NASIONAL
from gateway.domain.akses import Butir, Surat
from gateway.store import pemberian as store
from gateway.usecases.pemberian import record_grants

#: The giver in these rows and in the audit; no token has this subject.
PEMASANG = Actor("pemasangan", frozenset(), NASIONAL)


async def grant_first(
    tx: Tx, admin: str, kantor: tuple[str, ...], surat: Surat, *, at: datetime
) -> list[str]:
    """Let there be an admin of the nation when there is none, and the house's own machines.

    Returns:
        The subjects that were granted something; none when all of it was there.
    """
    wishes = [Butir(k, Peran.KANTOR, NASIONAL, dari=at) for k in kantor]
    wishes = [w for w in wishes if not await store.has(tx, w.subjek, w.peran, at)]
    if not await store.anybody(tx, Peran.ADMIN, NASIONAL, at):
        wishes.append(Butir(admin, Peran.ADMIN, NASIONAL, dari=at))
    if wishes:
        await record_grants(tx, surat, wishes, klien=(), by=PEMASANG, at=at)
    return [wish.subjek for wish in wishes]
