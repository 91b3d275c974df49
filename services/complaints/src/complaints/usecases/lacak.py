"""What a reporter does with his tracking id and PIN, without any account."""

from datetime import datetime

from complaints.domain import data_pribadi
from complaints.domain.lacak import HasilPin
from complaints.domain.status import PELAPOR, Aksi
from complaints.domain.syarat_langkah import Isian
from complaints.store import lacak as store
from complaints.store import tiket as tiket_store
from complaints.store.tiket import Tiket
from complaints.usecases.izin import read_legal_time, reporter
from complaints.usecases.langkah import take_step
from complaints.usecases.penanganan import Tulisan, read_words
from complaints.usecases.segel import pin_digests
from election_common.audit import record_act
from election_common.bacaan import record_read
from election_common.database import Tx, bind_scope
from election_common.errors import Refusal
from election_common.keyring import Keyring
from election_common.version import require_version

DITOLAK = {
    HasilPin.SALAH: "pin-salah",
    HasilPin.TERKUNCI: "pin-terkunci",
    HasilPin.HANGUS: "pin-hangus",
}


async def check_pin(
    tx: Tx, lacak: str, pin: str, *, keyring: Keyring, at: datetime
) -> Tiket | Refusal:
    """Open a ticket by its PIN, or say why not.

    The refusal is returned and not raised: a wrong PIN must be counted, so its transaction commits.
    """
    hasil, scope, id_ = await store.judge_pin(tx, lacak, pin_digests(keyring, lacak, pin), at)
    if scope is None:
        return Refusal(DITOLAK[hasil])
    await bind_scope(tx, scope)
    tiket = await tiket_store.get(tx, scope, id_, lock=True)
    return tiket if tiket is not None else Refusal("pin-salah")


async def read_details(tx: Tx, tiket: Tiket, *, keyring: Keyring, at: datetime) -> list[Tulisan]:
    """What the office wrote to the reporter and he to it; the reading is recorded."""
    kolom, subjek = [data_pribadi.TULISAN], [tiket.id]
    await record_read(tx, f"tiket/{tiket.id}", kolom, subjek, by=reporter(tiket.wilayah), at=at)
    return await read_words(tx, tiket, keyring=keyring)


async def advance_own(
    tx: Tx, tiket: Tiket, aksi: Aksi, isian: Isian, versi: int, *, keyring: Keyring, at: datetime
) -> None:
    """Do an act of the reporter: complete, contradict, object, close, withdraw.

    Raises:
        Refusal: `versi-usang`, and as `take_step` says.
    """
    require_version(versi, tiket.versi)
    legal = await read_legal_time(tx, tiket.pemilihan, at)
    await take_step(
        tx, tiket, aksi, isian, frozenset({PELAPOR}), oleh=PELAPOR, keyring=keyring, at=legal
    )
    await record_act(tx, aksi.value, f"tiket/{tiket.id}", by=reporter(tiket.wilayah), at=at)
