"""The question that every act asks first: may this actor do this now, in this election?"""

from datetime import datetime

from election_common.actor import Actor
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.tindakan import Tindakan, require_open, require_role
from voter_registry.store import pemilihan as pemilihan_store
from voter_registry.store.pemilihan import Pemilihan


async def load_pemilihan(tx: Tx, id_: str) -> Pemilihan:
    """Return the election; refuses with `tidak-ditemukan`."""
    pemilihan = await pemilihan_store.get(tx, id_)
    if pemilihan is None:
        raise Refusal("tidak-ditemukan", jenis="pemilihan", id=id_)
    return pemilihan


async def require_allowed(
    tx: Tx, tindakan: Tindakan, pemilihan: Pemilihan, *, by: Actor, at: datetime
) -> datetime:
    """Refuse an actor without the role, or an act outside its window; returns legal time."""
    require_role(tindakan, by)
    legal = pemilihan.waktu(at)
    require_open(tindakan, await pemilihan_store.windows(tx, pemilihan.id), legal)
    return legal
