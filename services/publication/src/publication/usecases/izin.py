"""The question that every act asks first: may this actor do this now, in this election?"""

from datetime import datetime

from election_common.actor import Actor
from election_common.database import Tx
from election_common.kerangka.pemilihan import Pemilihan
from election_common.tindakan import Tindakan, require_open, require_role
from publication.store import jadwal as jadwal_store


async def require_allowed(
    tx: Tx, tindakan: Tindakan, pemilihan: Pemilihan, *, by: Actor, at: datetime
) -> datetime:
    """Refuse an actor without the role, or an act outside its window; returns legal time.

    The windows are those of this service's own schedule, of which the others have copies.
    """
    require_role(tindakan, by)
    legal = pemilihan.waktu(at)
    require_open(tindakan, await jadwal_store.windows(tx, pemilihan.id), legal)
    return legal
