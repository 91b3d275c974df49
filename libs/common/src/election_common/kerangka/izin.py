"""The question that every act asks first: may this actor do this now, in this election?"""

from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from election_common.actor import Actor
from election_common.errors import EarlyRefusal
from election_common.kerangka import jendela, pemilihan
from election_common.kerangka.pemilihan import Pemilihan
from election_common.tindakan import Tindakan, require_open, require_role


class Berwaktu(Protocol):
    """An election: the copy of one, or the row of its owner."""

    @property
    def id(self) -> str:
        """Its id."""

    def waktu(self, at: datetime) -> datetime:
        """Legal time when the machine's clock shows `at`."""


async def load_pemilihan(tx: AsyncSession, id_: str) -> Pemilihan:
    """Return the election; refuses with `pemilihan-belum-diterima`."""
    found = await pemilihan.get(tx, id_)
    if found is None:
        raise EarlyRefusal("pemilihan-belum-diterima", pemilihan=id_)
    return found


async def require_allowed(
    tx: AsyncSession, tindakan: Tindakan, milik: Berwaktu, *, by: Actor, at: datetime
) -> datetime:
    """Refuse an actor without the role, or an act outside its window; returns legal time."""
    require_role(tindakan, by)
    legal = milik.waktu(at)
    require_open(tindakan, await jendela.windows(tx, milik.id), legal)
    return legal
