"""What can be done with a grant or a client now: each act asked as it would be in earnest."""

from datetime import datetime
from functools import partial
from uuid import UUID

from election_common.actor import Actor
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.peran import Peran
from election_common.tindakan import Tindakan, refusal_of
from gateway.domain import akses, klien, tindakan
from gateway.domain.pemberi import require_granter
from gateway.store import pemberian as store
from gateway.usecases.akses import load_grant
from gateway.usecases.klien import load_client

Acts = list[tuple[Tindakan, Refusal | None]]


async def list_acts_on_grant(tx: Tx, id_: UUID, *, by: Actor, at: datetime) -> Acts:
    """Return the act on a grant, and why it would be refused: role, giver or stage."""
    row = await load_grant(tx, id_, by=by)
    act = tindakan.PENCABUTAN_AKSES
    step = partial(akses.AKSES.step, akses.Status(row.status), akses.Aksi.PENCABUTAN)
    giver = partial(require_granter, Peran(row.peran), by)
    return [(act, refusal_of(act, (), giver, step, by=by, at=at))]


async def list_acts_on_client(tx: Tx, id_: str, *, by: Actor, at: datetime) -> Acts:
    """Return each act on a client, and why it would be refused: role, giver or stage."""
    step = partial(klien.KLIEN.step, klien.Status((await load_client(tx, id_, by=by)).status))
    another = partial(akses.require_another, id_, by, await store.givers(tx, id_))
    key, end = tindakan.PENGGANTIAN_KUNCI, tindakan.PENUTUPAN_KLIEN
    steps = partial(step, klien.Aksi.PENGGANTIAN_KUNCI), partial(step, klien.Aksi.PENUTUPAN)
    return [
        (key, refusal_of(key, (), another, steps[0], by=by, at=at)),
        (end, refusal_of(end, (), steps[1], by=by, at=at)),
    ]
