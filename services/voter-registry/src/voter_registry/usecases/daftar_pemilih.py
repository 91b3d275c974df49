"""What the acts on a list share: finding it, moving it, and the lock of recapitulated villages."""

from uuid import UUID

from election_common.actor import Actor
from election_common.database import Tx
from election_common.errors import Refusal
from voter_registry.domain.penguncian import REKAP_BERJALAN, Kunci
from voter_registry.domain.tahap import DAFTAR_PEMILIH, Aksi, Tahap
from voter_registry.store import daftar_pemilih as store
from voter_registry.store import rekapitulasi as rekapitulasi_store
from voter_registry.store.daftar_pemilih import DaftarPemilih, Lock


async def load_daftar(tx: Tx, id_: UUID, *, by: Actor, lock: Lock = Lock.NONE) -> DaftarPemilih:
    """Return a list that the actor may see; refuses with `tidak-ditemukan`."""
    daftar = await store.get(tx, by.scope, id_, lock=lock)
    if daftar is None:
        raise Refusal("tidak-ditemukan", jenis="daftar pemilih", id=id_)
    return daftar


async def load_daftar_of(
    tx: Tx, pemilihan: str, kab: str, *, by: Actor, lock: Lock = Lock.NONE
) -> DaftarPemilih:
    """Return the list of a kabupaten/kota; refuses with `tidak-ditemukan`."""
    daftar = await store.of_region(tx, by.scope, pemilihan, kab, lock=lock)
    if daftar is None:
        raise Refusal("tidak-ditemukan", jenis="daftar pemilih", id=f"{pemilihan}/{kab}")
    return daftar


def advance(daftar: DaftarPemilih, aksi: Aksi) -> None:
    """Move a list by the table; refuses what the table does not hold.

    A step that leads back to the same stage leaves the row alone: hundreds of Pantarlih work on
    one list at once.
    """
    ke = DAFTAR_PEMILIH.step(Tahap(daftar.tahap), aksi)
    if ke != daftar.tahap:
        daftar.tahap = ke


async def load_lock(tx: Tx, daftar: DaftarPemilih) -> Kunci:
    """Return what is locked of a list that is held: no PPS recapitulates meanwhile."""
    tahap = REKAP_BERJALAN.get(Tahap(daftar.tahap))
    if tahap is None:
        return Kunci("-", frozenset())
    desa = await rekapitulasi_store.villages(tx, daftar.pemilihan, tahap, daftar.wilayah)
    return Kunci(tahap, desa)
