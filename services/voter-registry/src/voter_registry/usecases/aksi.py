"""What can be done with a list now: each act asked as it would be asked in earnest."""

from datetime import datetime
from functools import partial
from uuid import UUID

from election_common.actor import Actor
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.kerangka import jendela
from election_common.tindakan import Tindakan, refusal_of
from voter_registry.domain import tindakan
from voter_registry.domain.tahap import DAFTAR_PEMILIH, Aksi, Tahap
from voter_registry.usecases import impor, penetapan, penyusunan, rekapitulasi
from voter_registry.usecases.daftar_pemilih import load_daftar
from voter_registry.usecases.izin import load_pemilihan

#: The acts on a list, each with the step that it is: the tables by which the acts themselves go.
ACTS: tuple[tuple[Tindakan, Aksi], ...] = (
    *((jenis.tindakan, jenis.aksi) for jenis in impor.JENIS.values()),
    (tindakan.PEMETAAN_TPS, Aksi.PEMETAAN_TPS),
    (tindakan.COKLIT, Aksi.COKLIT),
    (tindakan.PERBAIKAN, Aksi.PERBAIKAN),
    (tindakan.KEGANDAAN, Aksi.KEGANDAAN),
    *rekapitulasi.ACTS.values(),
    *penyusunan.ACTS.values(),
    *((kind.tindakan, kind.aksi) for kind in penetapan.TAHAPAN.values()),
)


async def list_acts(
    tx: Tx, daftar_id: UUID, *, by: Actor, at: datetime
) -> list[tuple[Tindakan, Refusal | None]]:
    """Return each act on a list, and why it would be refused: role, window or stage."""
    daftar = await load_daftar(tx, daftar_id, by=by)
    pemilihan = await load_pemilihan(tx, daftar.pemilihan)
    jadwal = await jendela.windows(tx, pemilihan.id)
    legal, tahap = pemilihan.waktu(at), Tahap(daftar.tahap)
    return [
        (act, refusal_of(act, jadwal, partial(DAFTAR_PEMILIH.step, tahap, aksi), by=by, at=legal))
        for act, aksi in ACTS
    ]
