"""Scans of the forms of TPS: what the paper itself shows beside the figures typed from it."""

from collections.abc import Container
from datetime import datetime

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.berkas import karantina
from election_common.berkas.tiba import Arrived, Berkas
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.kerangka.izin import load_pemilihan
from election_common.tindakan import require_region
from publication.domain import tindakan
from publication.store import dpt as dpt_store
from publication.store import pindaian as store
from publication.store.pindaian import Pindaian
from publication.usecases.izin import require_allowed


async def require_may_add(tx: Tx, pemilihan_id: str, tps: str, *, by: Actor, at: datetime) -> None:
    """Refuse a scan before it is sent: for role, region, window, and a TPS that has no voters."""
    require_region(tps, by)
    pemilihan = await load_pemilihan(tx, pemilihan_id)
    await require_allowed(tx, tindakan.PINDAIAN, pemilihan, by=by, at=at)
    require_known(tps, await dpt_store.of_tps(tx, pemilihan_id, [tps]))


def require_known(tps: str, known: Container[str]) -> None:
    """Refuse a TPS that has no voters in the DPT."""
    if tps not in known:
        raise Refusal("tidak-ditemukan", jenis="TPS", id=tps)


async def add_scan(
    tx: Tx, pemilihan_id: str, tps: str, arrived: Arrived, *, by: Actor, at: datetime
) -> Pindaian:
    """Keep a scan beside those that are there; the same file again is the same scan."""
    await require_may_add(tx, pemilihan_id, tps, by=by, at=at)
    berkas = await karantina.admit(tx, arrived, at=at)
    await store.hold(tx, pemilihan_id, tps)
    known = await store.of_tps(tx, pemilihan_id, tps)
    for scan in known:
        if scan.sidik == berkas.sidik:
            return scan
    scan = Pindaian(
        pemilihan=pemilihan_id, tps=tps, urut=len(known) + 1, sidik=berkas.sidik, diunggah_pada=at
    )
    tx.add(scan)
    await tx.flush()
    await record_act(
        tx, tindakan.PINDAIAN.nama, f"pemilihan/{pemilihan_id}/tps/{tps}", by=by, at=at,
        urut=scan.urut, sidik=berkas.sidik,
    )  # fmt: skip
    return scan


async def load_scan(tx: Tx, pemilihan: str, tps: str, urut: int) -> Berkas:
    """The file of a scan that left quarantine; refuses with `tidak-ditemukan` and its state."""
    scan = await store.get(tx, pemilihan, tps, urut)
    if scan is None:
        raise Refusal("tidak-ditemukan", jenis="pindaian", id=urut)
    return await karantina.require_clean(tx, scan.sidik)
