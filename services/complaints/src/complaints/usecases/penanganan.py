"""Work on a ticket beside its steps: who has it, notes, personal data."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from complaints.domain import data_pribadi
from complaints.domain.data_pribadi import kolom_terlihat
from complaints.domain.tanggapan_masyarakat import jawaban_pemilik
from complaints.domain.tindakan import BUKA_PRIBADI, CATATAN, PENUGASAN
from complaints.store import riwayat as riwayat_store
from complaints.store.base import new_id
from complaints.store.riwayat import Catatan
from complaints.store.tiket import Tiket
from complaints.usecases.izin import load_tiket, read_legal_time
from complaints.usecases.langkah import add_history
from complaints.usecases.segel import open_pribadi, open_words, seal_words
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.bacaan import Pembaca, record_read
from election_common.database import Tx
from election_common.keyring import Keyring
from election_common.kuota import Kuota, require_quota
from election_common.page import Page, Part
from election_common.tindakan import require_role
from election_common.version import require_version

#: As for the NIK of a voter: whoever needs more than that has another purpose.
KUOTA_IDENTITAS = Kuota("buka-identitas", 30, 3600)


@dataclass(frozen=True, slots=True)
class Tulisan:
    """What reporter or office wrote in an act."""

    pada: datetime
    tindakan: str
    isi: str


async def assign_tiket(
    tx: Tx, id_: UUID, petugas: str, antrean: str | None, versi: int, *, by: Actor, at: datetime
) -> Tiket:
    """Give a ticket to an officer, and to another queue if one is named (412 for the second)."""
    require_role(PENUGASAN, by)
    tiket = await load_tiket(tx, id_, by=by, lock=True)
    require_version(versi, tiket.versi)
    rincian = {"dari_petugas": tiket.petugas, "petugas": petugas, "antrean": antrean}
    tiket.petugas, tiket.antrean = petugas, antrean or tiket.antrean
    await tx.flush()
    legal = await read_legal_time(tx, tiket.pemilihan, at)
    shown = {k: v for k, v in rincian.items() if v}
    await add_history(
        tx, tiket, PENUGASAN.nama, tiket.status, shown, oleh=by.sub, at=legal, id_=await new_id(tx)
    )
    await record_act(tx, PENUGASAN.nama, f"tiket/{tiket.id}", by=by, at=at)
    return tiket


async def add_note(
    tx: Tx, id_: UUID, isi: str, *, keyring: Keyring, by: Actor, at: datetime
) -> UUID:
    """Add an internal note, which the reporter never sees."""
    require_role(CATATAN, by)
    tiket = await load_tiket(tx, id_, by=by)
    note = await new_id(tx)
    sealed = seal_words(keyring, tiket, "catatan", note, isi)
    row = {"id": note, "tiket": tiket.id, "pada": at, "oleh": by.sub, "isi": sealed}
    await riwayat_store.add_note(tx, row)
    await record_act(tx, CATATAN.nama, f"tiket/{tiket.id}", by=by, at=at)
    return note


@dataclass(frozen=True, slots=True)
class Dibuka:
    """What was opened of a report: the columns that the caller's role sees, and all words."""

    pribadi: dict[str, str]
    tulisan: list[Tulisan]


async def read_notes(
    tx: Tx, id_: UUID, page: Page, pembaca: Pembaca, *, by: Actor, at: datetime
) -> tuple[Tiket, Part[Catatan]]:
    """Read internal notes, still sealed, with the ticket whose keys open them; it is recorded."""
    require_role(CATATAN, by)
    tiket = await load_tiket(tx, id_, by=by)
    await pembaca.take(tx, 1, by=by, at=at)
    await record_read(tx, f"tiket/{id_}", [data_pribadi.CATATAN], [id_], by=by, at=at)
    return tiket, await riwayat_store.notes(tx, tiket.id, page)


async def reveal_pribadi(
    tx: Tx, id_: UUID, alasan: str, pembaca: Pembaca, *, keyring: Keyring, by: Actor, at: datetime
) -> Dibuka:
    """Open who reports, the story, and what was written since; who read what and why is recorded.

    Raises:
        Refusal: for the role; `tidak-ditemukan`; `kuota-habis`, beyond 30 an hour where a number
            of identity is among it.
    """
    require_role(BUKA_PRIBADI, by)
    tiket = await load_tiket(tx, id_, by=by)
    await pembaca.take(tx, 1, by=by, at=at)
    seen = kolom_terlihat(by.peran)
    pribadi = {k: v for k, v in open_pribadi(keyring, tiket).items() if k in seen}
    if data_pribadi.IDENTITAS in pribadi:
        await require_quota(tx, KUOTA_IDENTITAS, by.sub, 1, at=at)
    await record_read(
        tx, f"tiket/{id_}", [*pribadi, data_pribadi.TULISAN], [id_], by=by, at=at,
        tindakan=BUKA_PRIBADI.nama, alasan=alasan,
    )  # fmt: skip
    return Dibuka(pribadi, await read_words(tx, tiket, keyring=keyring))


async def read_words(tx: Tx, tiket: Tiket, *, keyring: Keyring) -> list[Tulisan]:
    """What reporter and office wrote to each other, the answer of another service among it."""
    rows = [
        (r.pada, r.tindakan, open_words(keyring, tiket, r) or jawaban_pemilik(r.rincian))
        for r in await riwayat_store.of_ticket(tx, tiket.id)
    ]
    return [Tulisan(pada, act, words) for pada, act, words in rows if words is not None]
