"""PINs of reporters: made for who can be told one, and replaced at the desk."""

import secrets
from datetime import datetime
from uuid import UUID

from complaints.domain.lacak import PANJANG_PIN, require_pin
from complaints.domain.tindakan import PENGGANTIAN_PIN
from complaints.store.base import new_id
from complaints.store.tiket import Tiket
from complaints.usecases.izin import load_tiket, read_legal_time
from complaints.usecases.langkah import add_history
from complaints.usecases.pesan import request_notice, request_pin_notice
from complaints.usecases.segel import pin_digest, seal_words
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.keyring import Keyring
from election_common.tindakan import require_role
from election_common.version import require_version

DIPILIH, DIKIRIM = "dipilih", "dikirim"


def make_pin() -> str:
    """Make a PIN by chance."""
    return f"{secrets.randbelow(10**PANJANG_PIN):0{PANJANG_PIN}d}"


async def replace_pin(
    tx: Tx, id_: UUID, pin: str | None, keterangan: str, versi: int,
    *, keyring: Keyring, by: Actor, at: datetime,
) -> Tiket:  # fmt: skip
    """Replace a PIN that its reporter lost or that has lapsed, whatever became of the ticket.

    Without one that he chose, it is made and sent to him alone. How the officer recognized him
    (`keterangan`) he reads among what the office wrote to him.

    Raises:
        Refusal: for the role; `tidak-ditemukan`; `versi-usang`; `pin-harus-dipilih`.
    """
    require_role(PENGGANTIAN_PIN, by)
    tiket = await load_tiket(tx, id_, by=by, lock=True)
    require_version(versi, tiket.versi)
    require_pin(pin, dikabari=tiket.dikabari)
    legal, row = await read_legal_time(tx, tiket.pemilihan, at), await new_id(tx)
    await _set_pin(tx, tiket, pin, keyring=keyring)
    cara = DIPILIH if pin else DIKIRIM
    await add_history(
        tx, tiket, PENGGANTIAN_PIN.nama, tiket.status, {"cara": cara}, oleh=by.sub, at=legal,
        id_=row, sealed=seal_words(keyring, tiket, "riwayat", row, keterangan),
    )  # fmt: skip
    await record_act(tx, PENGGANTIAN_PIN.nama, f"tiket/{tiket.id}", by=by, at=at, cara=cara)
    return tiket


async def _set_pin(tx: Tx, tiket: Tiket, pin: str | None, *, keyring: Keyring) -> None:
    """Keep the digest of a PIN, forget the wrong ones, and tell the reporter if he can be told.

    He is told though he said stop: he asked for it at the desk, and if another did, he must know.
    """
    parameter = {"nomor": tiket.nomor, "lacak": tiket.lacak}
    if pin is None:
        pin, templat = make_pin(), "pin_diganti_pin"
        await request_pin_notice(tx, tiket, templat, pin, parameter, keyring=keyring)
    else:
        await request_notice(tx, tiket, "pin_diganti", parameter, balasan=True)
    tiket.pin_sidik = pin_digest(keyring, tiket.lacak, pin)
    tiket.pin_salah, tiket.pin_terkunci_sampai = 0, None
    await tx.flush()
