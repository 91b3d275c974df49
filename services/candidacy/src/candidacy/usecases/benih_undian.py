"""Announcing a seed for the draw, and what it draws once it is revealed."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from candidacy.domain import tindakan
from candidacy.domain.benih_undian import undi, wajib_belum_diketahui, wajib_terbuka
from candidacy.domain.pengundian import Cara, wajib_beralasan
from candidacy.events import published
from candidacy.store import benih_undian as store
from candidacy.store import pasangan_calon as pair_store
from candidacy.store import pengundian as draw_store
from candidacy.store.benih_undian import BenihUndian
from candidacy.store.pengundian import Pengundian
from candidacy.usecases.izin import require_office
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_event
from election_common.kerangka.izin import load_pemilihan


@dataclass(frozen=True, slots=True)
class Pengumuman:
    """The digest of a seed, the outside value that will join it, and when that will be known."""

    komitmen: str
    sumber: str
    pada: datetime


@dataclass(frozen=True, slots=True)
class Terbuka:
    """A seed, and the outside value that joins it."""

    benih: str
    nilai_luar: str


async def announce_seed(
    tx: Tx, pemilihan_id: str, pengumuman: Pengumuman, *, by: Actor, at: datetime
) -> BenihUndian:
    """Announce a seed by its digest, before its outside value is known and before any draw.

    Raises:
        Refusal: for role and region; `nilai-luar-sudah-diketahui`; `bukti-sudah-ada` for a second
            seed, or after a draw.
    """
    act = tindakan.PENGUMUMAN_BENIH
    _, legal = await require_office(tx, act, pemilihan_id, by=by, at=at)
    wajib_belum_diketahui(pengumuman.pada, kini=legal)
    await pair_store.hold(tx, pemilihan_id)
    told, draws = await store.get(tx, pemilihan_id), await draw_store.draws(tx, pemilihan_id)
    require_unannounced(pemilihan_id, told, draws)
    fields = {"pemilihan": pemilihan_id, **asdict(pengumuman)}
    row = BenihUndian(**fields, diumumkan_oleh=by.sub, diumumkan_pada=legal)
    tx.add(row)
    await record_event(tx, published.BenihDiumumkan(**fields), pemilihan_id, at=at)
    await record_act(
        tx, act.nama, f"pemilihan/{pemilihan_id}", by=by, at=at, komitmen=pengumuman.komitmen
    )
    return row


async def read_seed(tx: Tx, pemilihan_id: str) -> BenihUndian:
    """Return the announced seed of an election; refuses with `tidak-ditemukan`."""
    await load_pemilihan(tx, pemilihan_id)
    found = await store.get(tx, pemilihan_id)
    if found is None:
        raise Refusal("tidak-ditemukan", jenis="benih undian", id=pemilihan_id)
    return found


async def draw_by_seed(
    tx: Tx, pemilihan_id: str, terbuka: Terbuka, pasangan: Collection[str],
    *, by: Actor, legal: datetime,
) -> dict[str, int]:  # fmt: skip
    """Return the numbers that a revealed seed gives.

    Raises:
        Refusal: `bukti-sudah-ada` where balls were seen; `benih-belum-diumumkan`; `penilai-sama`;
            `nilai-luar-ditunggu`; `benih-tidak-sesuai`.
    """
    draws = await draw_store.draws(tx, pemilihan_id)
    _require_undrawn(pemilihan_id, [d for d in draws if d.cara == Cara.FISIK])
    told = await store.get(tx, pemilihan_id)
    if told is None:
        raise Refusal("benih-belum-diumumkan", pemilihan=pemilihan_id)
    wajib_terbuka(
        told.komitmen, terbuka.benih, pada=told.pada, kini=legal,
        oleh_pertama=told.diumumkan_oleh, oleh=by.sub,
    )  # fmt: skip
    return undi(terbuka.benih, terbuka.nilai_luar, pasangan)


async def require_reason(tx: Tx, pemilihan_id: str, alasan: str | None) -> None:
    """Refuse balls that leave an announced seed aside without a word (`bola-tanpa-alasan`)."""
    told = await store.get(tx, pemilihan_id)
    wajib_beralasan(alasan, diumumkan=told is not None)


def require_unannounced(
    pemilihan_id: str, told: BenihUndian | None, draws: Sequence[Pengundian]
) -> None:
    """Refuse a second seed, and one that comes after a draw."""
    _require_undrawn(pemilihan_id, draws)
    if told is not None:
        raise Refusal("bukti-sudah-ada", jenis="benih undian", id=pemilihan_id)


def _require_undrawn(pemilihan_id: str, draws: Sequence[Pengundian]) -> None:
    """Refuse a seed after draws, discarded ones too: nobody chooses between balls and a seed."""
    if draws:
        raise Refusal("bukti-sudah-ada", jenis="pengundian", id=pemilihan_id)
