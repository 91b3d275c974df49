"""Loading the regions of a province."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_event
from election_common.tindakan import require_region, require_role
from voter_registry.domain import tindakan
from voter_registry.events import published
from voter_registry.store import wilayah as store


@dataclass(frozen=True, slots=True)
class Wilayah:
    """A region to load."""

    kode: str
    nama: str
    jenis: str
    induk: str | None


async def load_wilayah(
    tx: Tx, wilayah: Sequence[Wilayah], sumber: str, *, by: Actor, at: datetime
) -> int:
    """Load a province with all its regions, once; returns how many."""
    require_role(tindakan.MUAT_WILAYAH, by)
    ordered = sorted(wilayah, key=lambda w: (len(w.kode), w.kode))
    provinsi = ordered[0].kode
    require_region(provinsi, by)
    known = await store.existing(tx, [w.kode for w in ordered])
    if known:
        raise Refusal("bukti-sudah-ada", jenis="wilayah", id=min(known))
    await store.add_all(tx, [{**asdict(w), "sumber": sumber} for w in ordered])
    event = published.WilayahDimuat(
        provinsi=provinsi,
        sumber=sumber,
        wilayah=[published.Wilayah(**asdict(w)) for w in ordered],
    )
    await record_event(tx, event, provinsi, at=at)
    await record_act(
        tx, tindakan.MUAT_WILAYAH.nama, f"wilayah/{provinsi}", by=by, at=at, jumlah=len(ordered)
    )
    return len(ordered)
