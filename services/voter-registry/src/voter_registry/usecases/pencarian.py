"""Searching voters by name."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from election_common.actor import Actor
from election_common.bacaan import Pembaca, record_read
from election_common.database import Tx
from election_common.keyring import Keyring
from election_common.scope import Scope
from election_common.tindakan import require_region, require_role
from voter_registry.domain import tindakan
from voter_registry.domain.data_pribadi import kolom_terlihat
from voter_registry.domain.pencarian import Cara, nama_dicari
from voter_registry.store import pembacaan_pemilih as pembacaan
from voter_registry.store import pencarian as store
from voter_registry.usecases.izin import load_pemilihan
from voter_registry.usecases.pemilih import shown


@dataclass(frozen=True, slots=True)
class Pencarian:
    """Whom to look for, where, in which way, and how many at most."""

    pemilihan: str
    wilayah: str
    nama: str
    cara: Cara
    batas: int


async def find_voters(
    tx: Tx, wish: Pencarian, pembaca: Pembaca, keyring: Keyring, *, by: Actor, at: datetime
) -> list[dict[str, Any]]:
    """Find voters of a region by name, as the caller's role sees them, the best first.

    Raises:
        Refusal: for role and region; `nama-terlalu-pendek`; `tidak-ditemukan` for the election;
            `kuota-habis`.
    """
    require_role(tindakan.PENCARIAN, by)
    require_region(wish.wilayah, by)
    scope = by.scope & Scope.wilayah(wish.wilayah)
    nama = nama_dicari(wish.nama)
    found = await store.find(tx, scope, wish.pemilihan, nama, wish.cara, batas=wish.batas)
    if not found:  # who is found stands in an election that there is
        await load_pemilihan(tx, wish.pemilihan)
    await pembaca.take(tx, len(found), by=by, at=at)
    kolom = kolom_terlihat(by.peran)
    rows = await pembacaan.some(tx, scope, wish.pemilihan, found, kolom)
    await record_read(
        tx, f"wilayah/{wish.wilayah}", kolom, found, by=by, at=at,
        tindakan=tindakan.PENCARIAN.nama, cara=wish.cara,
    )  # fmt: skip
    return [
        shown(rows[id_]._asdict(), keyring) | {"kemiripan": alike} for id_, alike in found.items()
    ]
