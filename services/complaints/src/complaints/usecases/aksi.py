"""What can be done with a ticket now: each act asked as it would be asked in earnest."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from complaints.domain import tindakan
from complaints.domain.mesin import MESIN
from complaints.domain.status import Aksi, Status, require_lawful
from complaints.domain.tiket import Jenis
from complaints.usecases.izin import load_tiket, standing
from election_common.actor import Actor
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.tindakan import Tindakan, require_role


async def list_acts(tx: Tx, id_: UUID, *, by: Actor) -> list[tuple[Tindakan, Refusal | None]]:
    """Return each act of a ticket's regime, and the desk's, and why it would be refused."""
    tiket = await load_tiket(tx, id_, by=by)
    jenis, status = Jenis(tiket.jenis), Status(tiket.status)
    mesin, siapa = MESIN[jenis], standing(tiket, by)
    acts: list[Aksi] = list(dict.fromkeys(row.tindakan for row in mesin))
    steps = [
        (tindakan.tindakan(jenis, a), _refusal(partial(require_lawful, mesin, status, a, siapa)))
        for a in acts
    ]
    pin = tindakan.PENGGANTIAN_PIN
    return [*steps, (pin, _refusal(partial(require_role, pin, by)))]


def _refusal(check: Callable[[], object]) -> Refusal | None:
    try:
        check()
    except Refusal as refusal:
        return refusal
    return None
