"""The question that every act asks first: may this actor do this now, in this election?"""

from datetime import datetime
from uuid import UUID

from candidacy.store import nominasi as nominasi_store
from candidacy.store.nominasi import Nominasi
from election_common.actor import Actor
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.kerangka.izin import load_pemilihan, require_allowed
from election_common.kerangka.pemilihan import Pemilihan
from election_common.scope import SEMUA
from election_common.tindakan import Jendela, Tindakan, require_region, require_role


def require_whole(wilayah: str, by: Actor) -> None:
    """Refuse whoever does not hold the whole region, or is there for a single pair."""
    require_region(wilayah, by)
    if by.scope.peserta != SEMUA:
        raise Refusal("wilayah-di-luar-kewenangan", wilayah=wilayah)


async def require_office(
    tx: Tx, act: Tindakan, pemilihan_id: str, *, by: Actor, at: datetime
) -> tuple[Pemilihan, datetime]:
    """Refuse whoever may not act on a whole election now; returns it, and legal time.

    An office acts on an election only when its whole region is its own, and for no single pair.
    """
    require_role(act, by)
    pemilihan = await load_pemilihan(tx, pemilihan_id)
    require_whole(pemilihan.wilayah, by)
    return pemilihan, await require_allowed(tx, act, pemilihan, by=by, at=at)


async def load_nominasi(tx: Tx, id_: UUID, *, by: Actor, lock: bool = False) -> Nominasi:
    """Return a nomination; one of somebody else is as absent as one that does not exist."""
    nominasi = await nominasi_store.get(tx, by.scope, id_, lock=lock)
    if nominasi is None:
        raise Refusal("tidak-ditemukan", jenis="nominasi", id=id_)
    return nominasi


def window_at(jadwal: list[Jendela], act: Tindakan, legal: datetime) -> str | None:
    """Return the code of the window in which an act is done, None where it needs none."""
    return next(
        (j.kode for j in jadwal if j.tindakan == act.jendela and j.mulai <= legal <= j.selesai),
        None,
    )
