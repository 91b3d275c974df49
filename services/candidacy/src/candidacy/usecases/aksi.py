"""What can be done now: each act asked as it would be asked in earnest."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from uuid import UUID

from candidacy.domain import tindakan
from candidacy.domain.nominasi import NOMINASI, Aksi, Status
from candidacy.domain.penelitian import putaran_hasil, wajib_lewat
from candidacy.domain.tanggapan import TANGGAPAN
from candidacy.domain.tanggapan import Aksi as AksiTanggapan
from candidacy.domain.tanggapan import Status as StatusTanggapan
from candidacy.store import benih_undian as seed_store
from candidacy.store import pasangan_calon as pair_store
from candidacy.store import pengundian as draw_store
from candidacy.usecases.benih_undian import require_unannounced
from candidacy.usecases.izin import load_nominasi, require_whole
from candidacy.usecases.pasangan_calon import load_pair, require_revocable
from candidacy.usecases.penetapan import read_readiness, require_ready
from candidacy.usecases.pengundian import require_due, require_unconfirmed
from candidacy.usecases.tanggapan import read_tanggapan
from election_common.actor import Actor
from election_common.aksi import Peluang
from election_common.database import Tx
from election_common.kerangka import jendela as jendela_store
from election_common.kerangka.izin import load_pemilihan
from election_common.tindakan import Tindakan, refusal_of, require_role


async def list_acts(tx: Tx, id_: UUID, *, by: Actor, at: datetime) -> list[Peluang]:
    """Return each act on a nomination, and why it would be refused: role, window or state."""
    require_role(tindakan.PEMBACAAN, by)
    nominasi = await load_nominasi(tx, id_, by=by)
    pemilihan = await load_pemilihan(tx, nominasi.pemilihan)
    jadwal = await jendela_store.windows(tx, pemilihan.id)
    status, legal = Status(nominasi.status), pemilihan.waktu(at)
    research, approval, _ = tindakan.PUTARAN[nominasi.putaran]
    result = tindakan.PUTARAN[putaran_hasil(status, nominasi.putaran)][2]
    acts = (
        (tindakan.PENGISIAN, Aksi.PENGAJUAN),
        (tindakan.PENGGANTIAN_PARTAI, Aksi.PENGAJUAN),
        (tindakan.PENGAJUAN, Aksi.PENGAJUAN),
        (tindakan.PENERIMAAN, Aksi.PENERIMAAN),
        (research, Aksi.HASIL_TMS),
        (approval, Aksi.HASIL_TMS),
        (result, Aksi.HASIL_TMS),
        (tindakan.PERBAIKAN, Aksi.PENGAJUAN_PERBAIKAN),
        (tindakan.PENETAPAN, Aksi.PENETAPAN),
        (tindakan.PENGUNDIAN, Aksi.PENGUNDIAN),
        (tindakan.PENARIKAN, Aksi.PENARIKAN),
        (tindakan.PEMBATALAN, Aksi.PEMBATALAN),
    )
    late = {result: [partial(wajib_lewat, status, jadwal, legal)]}
    return [
        (act, refusal_of(act, jadwal, partial(NOMINASI.step, status, aksi), *late.get(act, []),
                         by=by, at=legal))
        for act, aksi in acts
    ]  # fmt: skip


async def list_plenary_acts(tx: Tx, pemilihan_id: str, *, by: Actor, at: datetime) -> list[Peluang]:
    """Return whether a plenary could determine the pairs of an election now, and why not."""
    siap = await read_readiness(tx, pemilihan_id, by=by)
    checks = {tindakan.PENETAPAN: partial(require_ready, siap)}
    return await _of_election(tx, pemilihan_id, checks, by=by, at=at)


async def list_pair_acts(
    tx: Tx, pemilihan_id: str, id_: UUID, *, by: Actor, at: datetime
) -> list[Peluang]:
    """Return whether a pair that was announced elsewhere could be revoked now, and why not."""
    pair, nominasi = await load_pair(tx, pemilihan_id, id_, by=by)
    checks = {tindakan.PEMBATALAN: partial(require_revocable, pair, nominasi)}
    return await _of_election(tx, pemilihan_id, checks, by=by, at=at)


async def list_draw_acts(tx: Tx, pemilihan_id: str, *, by: Actor, at: datetime) -> list[Peluang]:
    """Return whether a seed could be announced, numbers drawn, entered again or discarded now."""
    pairs, draw = await pair_store.of(tx, pemilihan_id), await draw_store.draw(tx, pemilihan_id)
    told, draws = await seed_store.get(tx, pemilihan_id), await draw_store.draws(tx, pemilihan_id)
    unannounced = partial(require_unannounced, pemilihan_id, told, draws)
    due = partial(require_due, pemilihan_id, pairs, draw, by=by)
    unconfirmed = partial(require_unconfirmed, pemilihan_id, draw)
    checks = {
        tindakan.PENGUMUMAN_BENIH: unannounced,
        tindakan.PENGUNDIAN: due,
        tindakan.PEMBATALAN_UNDIAN: unconfirmed,
    }
    return await _of_election(tx, pemilihan_id, checks, by=by, at=at)


async def list_input_acts(tx: Tx, tiket: str, *, by: Actor, at: datetime) -> list[Peluang]:
    """Return whether an input could be answered now, and why not."""
    status = StatusTanggapan((await read_tanggapan(tx, tiket, by=by)).status)
    act = tindakan.JAWABAN_TANGGAPAN
    answer = partial(TANGGAPAN.step, status, AksiTanggapan.NYATAKAN_TIDAK_TERBUKTI)
    return [(act, refusal_of(act, (), answer, by=by, at=at))]


async def _of_election(
    tx: Tx, pemilihan_id: str, checks: Mapping[Tindakan, Callable[[], object]],
    *, by: Actor, at: datetime,
) -> list[Peluang]:  # fmt: skip
    """Ask acts on a whole election as `require_office` asks them, then each its own question."""
    pemilihan = await load_pemilihan(tx, pemilihan_id)
    jadwal = await jendela_store.windows(tx, pemilihan_id)
    whole = partial(require_whole, pemilihan.wilayah, by)
    legal = pemilihan.waktu(at)
    return [
        (act, refusal_of(act, jadwal, whole, check, by=by, at=legal))
        for act, check in checks.items()
    ]
