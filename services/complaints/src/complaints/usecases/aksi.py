"""What can be done with a ticket now: each act asked as it would be asked in earnest."""

from datetime import datetime
from uuid import UUID

from complaints.domain import tindakan
from complaints.domain.mesin import MESIN
from complaints.domain.status import PELAPOR, Aksi, Status, require_lawful
from complaints.domain.tiket import Jenis
from complaints.store.tiket import Tiket
from complaints.usecases.izin import load_tiket, read_legal_time, standing
from complaints.usecases.tenggat import require_term_allows
from election_common.actor import Actor
from election_common.aksi import Peluang
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.tindakan import refusal_of


async def list_acts(tx: Tx, id_: UUID, *, by: Actor, at: datetime) -> list[Peluang]:
    """Return each act of a ticket's regime, and the desk's, and why it would be refused."""
    tiket = await load_tiket(tx, id_, by=by)
    steps = await _steps(tx, tiket, standing(tiket, by), at=at)
    pin = tindakan.PENGGANTIAN_PIN
    return [*steps, (pin, refusal_of(pin, (), by=by, at=at))]


async def list_own_acts(tx: Tx, tiket: Tiket, *, at: datetime) -> list[Peluang]:
    """Return each act of the reporter on his ticket, and why it would be refused."""
    steps = await _steps(tx, tiket, frozenset({PELAPOR}), at=at)
    return [(act, refusal) for act, refusal in steps if PELAPOR in act.peran]


async def _steps(tx: Tx, tiket: Tiket, siapa: frozenset[str], *, at: datetime) -> list[Peluang]:
    legal, jenis = await read_legal_time(tx, tiket.pemilihan, at), Jenis(tiket.jenis)
    acts: list[Aksi] = list(dict.fromkeys(row.tindakan for row in MESIN[jenis]))
    return [
        (tindakan.tindakan(jenis, a), await _refusal(tx, tiket, a, siapa, at=legal)) for a in acts
    ]


async def _refusal(
    tx: Tx, tiket: Tiket, aksi: Aksi, siapa: frozenset[str], *, at: datetime
) -> Refusal | None:
    try:
        require_lawful(MESIN[Jenis(tiket.jenis)], Status(tiket.status), aksi, siapa)
        await require_term_allows(tx, tiket, aksi, None, at=at)
    except Refusal as refusal:
        return refusal
    return None
