"""What can be done with a unit's result now: each act asked as it would be asked in earnest."""

from datetime import datetime
from functools import partial

from election_common.actor import Actor
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.kerangka.izin import load_pemilihan
from election_common.tindakan import Tindakan, refusal_of
from publication.domain import tindakan
from publication.domain.status import REKAPITULASI, Aksi
from publication.store import jadwal as jadwal_store
from publication.usecases.izin import require_own_plenary
from publication.usecases.potret import load_unit


async def list_acts(
    tx: Tx, pemilihan_id: str, kode: str, *, by: Actor, at: datetime
) -> list[tuple[Tindakan, Refusal | None]]:
    """Return each act on a unit, and why it would be refused: role, window, region or stage."""
    pemilihan = await load_pemilihan(tx, pemilihan_id)
    unit = (await load_unit(tx, pemilihan, kode)).unit
    jadwal = await jadwal_store.windows(tx, pemilihan.id)
    acts = [(tindakan.PLENO[len(kode)], Aksi.REKAPITULASI)]
    if kode == pemilihan.wilayah:
        acts.append((tindakan.PENGUMUMAN, Aksi.PENGUMUMAN))
    own = partial(require_own_plenary, kode, by)
    legal = pemilihan.waktu(at)
    return [
        (act, refusal_of(act, jadwal, own, partial(REKAPITULASI.step, unit.status, aksi),
                         by=by, at=legal))
        for act, aksi in acts
    ]  # fmt: skip
