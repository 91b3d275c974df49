"""What can be done with a ticket now: each act asked as it would be asked in earnest."""

from datetime import datetime
from uuid import UUID

from complaints.domain import tindakan
from complaints.domain.mesin import MESIN
from complaints.domain.status import Aksi, Status, require_lawful
from complaints.domain.tiket import Jenis
from complaints.store.tiket import Tiket
from complaints.usecases.izin import load_tiket, read_legal_time, standing
from complaints.usecases.tenggat import require_term_allows
from election_common.actor import Actor
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.tindakan import Tindakan, refusal_of


async def list_acts(
    tx: Tx, id_: UUID, *, by: Actor, at: datetime
) -> list[tuple[Tindakan, Refusal | None]]:
    """Return each act of a ticket's regime, and the desk's, and why it would be refused."""
    tiket = await load_tiket(tx, id_, by=by)
    legal = await read_legal_time(tx, tiket.pemilihan, at)
    jenis, siapa = Jenis(tiket.jenis), standing(tiket, by)
    acts: list[Aksi] = list(dict.fromkeys(row.tindakan for row in MESIN[jenis]))
    steps = [
        (tindakan.tindakan(jenis, a), await _refusal(tx, tiket, a, siapa, at=legal)) for a in acts
    ]
    pin = tindakan.PENGGANTIAN_PIN
    return [*steps, (pin, refusal_of(pin, (), by=by, at=at))]


async def _refusal(
    tx: Tx, tiket: Tiket, aksi: Aksi, siapa: frozenset[str], *, at: datetime
) -> Refusal | None:
    try:
        require_lawful(MESIN[Jenis(tiket.jenis)], Status(tiket.status), aksi, siapa)
        await require_term_allows(tx, tiket, aksi, None, at=at)
    except Refusal as refusal:
        return refusal
    return None
