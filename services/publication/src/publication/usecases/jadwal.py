"""Scheduling the stages of an election, and scheduling them anew."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_event
from election_common.kerangka.izin import load_pemilihan
from election_common.tindakan import require_region, require_role
from election_common.version import require_version_if_any
from publication.domain import tindakan
from publication.domain.tahapan import Tahapan, jendela, require_consistent
from publication.events import published
from publication.store import jadwal as store
from publication.store.jadwal import Jadwal


async def schedule(
    tx: Tx, pemilihan_id: str, tahapan: Sequence[Tahapan], sumber: str, alasan: str | None,
    versi: int | None, *, by: Actor, at: datetime,
) -> published.TahapanDijadwalkan:  # fmt: skip
    """Publish the schedule as a new revision; the windows of all services follow from it.

    `versi` is the revision that its author has seen, None for the first.

    Raises:
        Refusal: for role and region; `pemilihan-belum-diterima`; `tahapan-tidak-sah`;
            `if-match-tidak-ada`, `versi-usang`, or `alasan-revisi-wajib` for a revision.
    """
    require_role(tindakan.PENJADWALAN, by)
    pemilihan = await load_pemilihan(tx, pemilihan_id)
    require_region(pemilihan.wilayah, by)
    require_consistent(tahapan)
    sekarang = await store.hold(tx, pemilihan_id)
    require_version_if_any(versi, sekarang)
    revisi = sekarang + 1
    if revisi > 1 and alasan is None:
        raise Refusal("alasan-revisi-wajib", revisi=revisi)
    jadwal = Jadwal(
        pemilihan=pemilihan_id, revisi=revisi, sumber=sumber, alasan=alasan, diterbitkan_pada=at
    )
    await store.add(tx, jadwal, tahapan)
    windows = [published.Jendela(**asdict(j)) for j in jendela(tahapan)]
    event = published.TahapanDijadwalkan(pemilihan=pemilihan_id, revisi=revisi, jendela=windows)
    await record_event(tx, event, pemilihan_id, at=at)
    await record_act(
        tx, tindakan.PENJADWALAN.nama, f"jadwal/{pemilihan_id}", by=by, at=at,
        revisi=revisi, alasan=alasan,
    )  # fmt: skip
    return event
