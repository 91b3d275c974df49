"""The questions that every act asks first: which ticket, whose, and by which clock."""

from datetime import datetime
from uuid import UUID

from complaints.domain.status import PELAPOR, SISTEM
from complaints.domain.tiket import Jenis
from complaints.domain.tindakan import PEMBACA
from complaints.store import tiket as store
from complaints.store.tiket import Tiket
from election_common.actor import WARGA, Actor
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.kerangka.izin import load_pemilihan
from election_common.legal_time import WIB


async def load_tiket(tx: Tx, id_: UUID, *, by: Actor, lock: bool = False) -> Tiket:
    """Return a ticket that the actor may read; to anybody else it does not exist."""
    tiket = await store.get(tx, by.scope, id_, lock=lock)
    if tiket is None or not may_read(Jenis(tiket.jenis), by):
        raise Refusal("tidak-ditemukan", jenis="tiket", id=id_)
    return tiket


def may_read(jenis: Jenis, by: Actor) -> bool:
    """Say whether somebody's roles read tickets of a regime at all."""
    return bool(by.peran & PEMBACA[jenis])


def readable(by: Actor) -> list[Jenis]:
    """The regimes that somebody's roles read."""
    return [jenis for jenis in Jenis if may_read(jenis, by)]


def standing(tiket: Tiket, by: Actor) -> frozenset[str]:
    """As whom somebody acts on a ticket: his roles, and reporter of what he reported himself."""
    roles = by.peran - {PELAPOR, SISTEM}
    own = by.peran & WARGA and tiket.pemilik == by.sub
    return roles | {PELAPOR} if own else roles


def reporter(wilayah: str) -> Actor:
    """Whoever reports to an office, where nobody is to know or can know who he is."""
    return Actor(sub=PELAPOR, peran=frozenset({PELAPOR}), wilayah=wilayah)


async def read_legal_time(tx: Tx, pemilihan_id: str | None, at: datetime) -> datetime:
    """Legal time of what a ticket is about; refuses an election that is not known here."""
    if pemilihan_id is None:
        return at.astimezone(WIB)
    return (await load_pemilihan(tx, pemilihan_id)).waktu(at)
