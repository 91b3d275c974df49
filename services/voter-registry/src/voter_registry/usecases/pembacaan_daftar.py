"""Reading a list while it is made: what no plenary has fixed is for who makes or watches it."""

from collections.abc import Sequence
from uuid import UUID

from election_common.actor import Actor
from election_common.database import Tx
from election_common.tindakan import require_region, require_role
from voter_registry.domain import tindakan
from voter_registry.domain.rekap import Rekap
from voter_registry.store import cuplikan as cuplikan_store
from voter_registry.store import pemilih as pemilih_store
from voter_registry.store.cuplikan import Cuplikan
from voter_registry.usecases.daftar_pemilih import load_daftar


async def list_snapshots(tx: Tx, id_: UUID, *, by: Actor) -> Sequence[Cuplikan]:
    """Return the snapshots of a list, oldest first; the drafts only to who makes or watches it."""
    rows = await cuplikan_store.of_list(tx, by.scope, id_)
    if by.peran & tindakan.BACA_PROSES.peran:
        return rows
    return [c for c in rows if c.status == "ditetapkan"]


async def count_voters(tx: Tx, id_: UUID, wilayah: str, *, by: Actor) -> Rekap:
    """Count the active voters of a region as they stand now, which no plenary has fixed yet.

    Raises:
        Refusal: for role and region; `tidak-ditemukan`.
    """
    require_role(tindakan.BACA_PROSES, by)
    require_region(wilayah, by)
    daftar = await load_daftar(tx, id_, by=by)
    return await pemilih_store.count(tx, by.scope, daftar.pemilihan, wilayah)
