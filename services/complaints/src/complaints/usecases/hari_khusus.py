"""Days that differ from the joint decree: a voting day that is local, a late change."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from complaints.domain.status import SISTEM
from complaints.domain.tindakan import HARI_KHUSUS
from complaints.store import hari_khusus as store
from complaints.store import tenggat as tenggat_store
from complaints.store.base import new_id
from complaints.store.tiket import Tiket
from complaints.usecases.izin import read_legal_time
from complaints.usecases.langkah import add_history
from complaints.usecases.tenggat import Pergeseran, count_anew
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.legal_time import WIB
from election_common.tindakan import require_region, require_role

#: Tickets per transaction.
CHUNK = 100
PERGESERAN = "pergeseran-tenggat"


@dataclass(frozen=True, slots=True)
class HariKhusus:
    """A day of a region and all that lies in it: off or worked, its name, the decree."""

    tanggal: date
    wilayah: str
    libur: bool
    nama: str
    dasar: str


async def establish_day(tx: Tx, hari: HariKhusus, *, by: Actor, at: datetime) -> None:
    """Set a day that differs, or what a later decree says of it.

    The terms that run are counted anew by the worker (`count_by_calendar`), however many they are.

    Raises:
        Refusal: for the role; `wilayah-di-luar-kewenangan`.
    """
    require_role(HARI_KHUSUS, by)
    require_region(hari.wilayah, by)
    await store.put_day(tx, asdict(hari))
    objek = f"hari_khusus/{hari.wilayah}/{hari.tanggal}"
    said = {"libur": hari.libur, "nama": hari.nama, "dasar": hari.dasar}
    await record_act(tx, HARI_KHUSUS.nama, objek, by=by, at=at, **said)


async def count_by_calendar(tx: Tx, *, at: datetime) -> int:
    """Count terms anew that run and were counted before the last decree; returns how many tickets.

    Working days are those of the calendar as it is on the day, so a term runs over a day off that
    is decreed while it runs. Why it ends on another day stands in the history of its ticket.
    """
    last = await store.last_decree(tx)
    found = await tenggat_store.outdated(tx, CHUNK)
    for tiket in found:
        legal = await read_legal_time(tx, tiket.pemilihan, at)
        for moved in await count_anew(tx, tiket, last):
            await _note(tx, tiket, moved, at=legal)
    return len(found)


async def _note(tx: Tx, tiket: Tiket, moved: Pergeseran, *, at: datetime) -> None:
    mulai, dari, ke = (t.astimezone(WIB) for t in (moved.mulai, moved.dari, moved.ke))
    between = mulai.date(), max(dari, ke).date()
    rincian = {
        "tahap": moved.tahap.value, "dari": dari.isoformat(), "ke": ke.isoformat(),
        "dasar": await store.decrees(tx, tiket.wilayah, moved.kalender, *between),
    }  # fmt: skip
    await add_history(
        tx, tiket, PERGESERAN, tiket.status, rincian, oleh=SISTEM, at=at, id_=await new_id(tx)
    )
