"""Searching voters by name."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.scope import Scope
from election_common.tindakan import require_region, require_role
from voter_registry.domain import tindakan
from voter_registry.domain.pencarian import Cara, nama_dicari
from voter_registry.store import pencarian as store
from voter_registry.usecases.izin import load_pemilihan


async def find_voters(
    tx: Tx,
    pemilihan: str,
    wilayah: str,
    nama: str,
    cara: Cara,
    *,
    batas: int,
    by: Actor,
    at: datetime,
) -> Sequence[Any]:
    """Find voters of a region by name; refuses for role and region, and `nama-terlalu-pendek`."""
    require_role(tindakan.PENCARIAN, by)
    require_region(wilayah, by)
    await load_pemilihan(tx, pemilihan)
    scope = by.scope & Scope.wilayah(wilayah)
    found = await store.find(tx, scope, pemilihan, nama_dicari(nama), cara, batas=batas)
    await record_act(
        tx, tindakan.PENCARIAN.nama, f"wilayah/{wilayah}", by=by, at=at, cara=cara, baris=len(found)
    )
    return found
