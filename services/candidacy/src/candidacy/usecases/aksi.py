"""What can be done with a nomination now: each act asked as it would be asked in earnest."""

from datetime import datetime
from functools import partial
from uuid import UUID

from candidacy.domain import tindakan
from candidacy.domain.nominasi import NOMINASI, Aksi, Status
from candidacy.usecases.izin import load_nominasi
from election_common.actor import Actor
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.kerangka import jendela as jendela_store
from election_common.kerangka.izin import load_pemilihan
from election_common.tindakan import Tindakan, refusal_of, require_role


async def list_acts(
    tx: Tx, id_: UUID, *, by: Actor, at: datetime
) -> list[tuple[Tindakan, Refusal | None]]:
    """Return each act on a nomination, and why it would be refused: role, window or state."""
    require_role(tindakan.PEMBACAAN, by)
    nominasi = await load_nominasi(tx, id_, by=by)
    pemilihan = await load_pemilihan(tx, nominasi.pemilihan)
    jadwal = await jendela_store.windows(tx, pemilihan.id)
    result = tindakan.PUTARAN[nominasi.putaran][2]
    acts = (
        (tindakan.PENGISIAN, Aksi.PENGAJUAN),
        (tindakan.PENGAJUAN, Aksi.PENGAJUAN),
        (tindakan.PENERIMAAN, Aksi.PENERIMAAN),
        (result, Aksi.HASIL_TMS),
        (tindakan.PERBAIKAN, Aksi.PENGAJUAN_PERBAIKAN),
        (tindakan.PENETAPAN, Aksi.PENETAPAN),
        (tindakan.PENGUNDIAN, Aksi.PENGUNDIAN),
        (tindakan.PENARIKAN, Aksi.PENARIKAN),
        (tindakan.PEMBATALAN, Aksi.PEMBATALAN),
    )
    legal = pemilihan.waktu(at)
    return [
        (act, refusal_of(act, jadwal, partial(NOMINASI.step, Status(nominasi.status), aksi),
                         by=by, at=legal))
        for act, aksi in acts
    ]  # fmt: skip
