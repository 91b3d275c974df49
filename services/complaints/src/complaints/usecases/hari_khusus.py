"""Days that differ from the joint decree: a voting day that is local, a late change."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from complaints.domain.tindakan import HARI_KHUSUS
from complaints.store import tenggat as store
from complaints.usecases.tenggat import count_anew
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.scope import Scope
from election_common.tindakan import require_region, require_role


@dataclass(frozen=True, slots=True)
class HariKhusus:
    """A day of a region and all that lies in it: off or worked, its name, the decree."""

    tanggal: date
    wilayah: str
    libur: bool
    nama: str
    dasar: str


async def establish_day(tx: Tx, hari: HariKhusus, *, by: Actor, at: datetime) -> None:
    """Set a day that differs, or what a later decree says of it; terms that run are counted anew.

    A term that is over stays over: what has followed from it is not taken back.

    Raises:
        Refusal: for the role; `wilayah-di-luar-kewenangan`.
    """
    require_role(HARI_KHUSUS, by)
    require_region(hari.wilayah, by)
    await store.put_day(tx, asdict(hari))
    for tiket in await store.running_over(tx, by.scope & Scope.wilayah(hari.wilayah), hari.tanggal):
        await count_anew(tx, tiket)
    objek = f"hari_khusus/{hari.wilayah}/{hari.tanggal}"
    said = {"libur": hari.libur, "nama": hari.nama, "dasar": hari.dasar}
    await record_act(tx, HARI_KHUSUS.nama, objek, by=by, at=at, **said)
