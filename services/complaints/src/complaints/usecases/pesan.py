"""Messages of this office: asked for, sent, proved."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from complaints.domain import pesan as rule
from complaints.domain.pesan import Status
from complaints.domain.templat import DIMINTA, require_templat
from complaints.domain.tindakan import PESAN
from complaints.events import published
from complaints.events.consumed import PesanDiminta
from complaints.store import pesan as store
from complaints.store import tiket as tiket_store
from complaints.store.base import new_id
from complaints.store.pesan import Pesan, StatusPesan
from complaints.store.tiket import Tiket
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_event
from election_common.keyring import Keyring
from election_common.scope import Scope
from election_common.tindakan import require_region, require_role

SENDIRI = "complaints"


async def request_message(
    tx: Tx, wilayah: str, telepon: str, templat: str, bahasa: str, parameter: Mapping[str, str],
    *, keyring: Keyring, by: Actor, at: datetime,
) -> UUID:  # fmt: skip
    """Ask for a message to a number; refuses a number or a template that is none."""
    require_role(PESAN, by)
    require_region(wilayah, by)
    id_ = await add_message(tx, wilayah, telepon, templat, bahasa, parameter, keyring=keyring)
    await record_act(tx, PESAN.nama, f"pesan/{id_}", by=by, at=at, templat=templat)
    return id_


async def add_message(
    tx: Tx, wilayah: str, telepon: str, templat: str, bahasa: str, parameter: Mapping[str, str],
    *, keyring: Keyring, balasan: bool = False,
) -> UUID:  # fmt: skip
    """Queue a message to a number; one that answers its owner goes though he said stop."""
    require_templat(templat, parameter)
    try:
        nomor = rule.telepon(telepon)
    except ValueError as failure:
        raise Refusal("telepon-tidak-sah") from failure
    id_ = await new_id(tx)
    sealed = keyring.seal(nomor, store.place("penerima", id_))
    row = _row(id_, wilayah, templat, bahasa, parameter, asal=SENDIRI)
    to = {"penerima": sealed, "penerima_samar": rule.samarkan(nomor), "balasan": balasan}
    await store.add(tx, row | to)
    return id_


async def request_notice(
    tx: Tx, tiket: Tiket, templat: str, parameter: Mapping[str, str], *, balasan: bool = False
) -> None:
    """Queue word to the reporter, if he wants any; of a sealed ticket there is none."""
    if not tiket.dikabari or tiket.unit:
        return
    require_templat(templat, parameter)
    id_ = await new_id(tx)
    row = _row(id_, tiket.wilayah, templat, tiket.bahasa, parameter, asal=SENDIRI)
    await store.add(tx, row | {"tiket": tiket.id, "balasan": balasan})


async def request_pin_notice(
    tx: Tx, tiket: Tiket, templat: str, pin: str, parameter: Mapping[str, str],
    *, keyring: Keyring,
) -> None:  # fmt: skip
    """Queue word to the reporter with the PIN made for him, which goes though he said stop."""
    id_ = await new_id(tx)
    row = _row(id_, tiket.wilayah, templat, tiket.bahasa, parameter, asal=SENDIRI)
    sealed = keyring.seal(pin, store.place("pin", id_))
    await store.add(tx, row | {"tiket": tiket.id, "pin": sealed, "balasan": True})


async def accept_request(tx: Tx, event: PesanDiminta, *, at: datetime) -> None:
    """Queue a message that another service asks for, to the reporter of a ticket."""
    tiket = await tiket_store.get(tx, Scope.nasional(), event.tiket)
    if tiket is None or not tiket.dikabari:
        answer = published.PesanGagal(pesan=event.pesan, asal=event.asal, sebab="tanpa-alamat")
        await record_event(tx, answer, str(event.pesan), at=at)
        return
    require_templat(event.templat, event.parameter)
    row = _row(
        event.pesan, tiket.wilayah, event.templat, tiket.bahasa, event.parameter,
        asal=event.asal,
    )  # fmt: skip
    await store.add(tx, row | {"tiket": tiket.id})


async def accept_report(tx: Tx, report: StatusPesan, pesan: Pesan, *, at: datetime) -> None:
    """Take the provider's report: the furthest state stands, and is told once to who asked.

    A text that it found late goes again as a template, and what is still said of it is over; but
    one whose PIN has gone cannot be written again.
    """
    before = Status(pesan.status)
    await store.mark_reported(tx, report.urut, at)
    waiting = before in rule.BELUM_PERGI
    text = report.bukti == pesan.bukti or report.galat == rule.DI_LUAR_JENDELA
    if waiting and pesan.sebagai_templat and text:
        return
    late = rule.jadi_templat(before, report.galat, sebagai_templat=pesan.sebagai_templat)
    pesan.bukti = report.bukti if waiting else pesan.bukti or report.bukti
    pesan.galat = report.galat or pesan.galat
    if late and (pesan.pin or pesan.templat in DIMINTA):
        pesan.sebagai_templat, pesan.status, pesan.coba_pada = True, Status.ANTRE, at
    else:
        pesan.status = rule.maju(before, rule.DARI_PENYEDIA[report.status])
    await settle(tx, pesan, before, at=at)


async def settle(
    tx: Tx, pesan: Pesan, before: Status, *, at: datetime, sebab: str | None = None
) -> None:
    """Tell who asked what became of a message, once for each end.

    Args:
        tx: The transaction of the change.
        pesan: The message as it is now.
        before: Its state before.
        at: When.
        sebab: Why it failed, where this office did not even offer it to the provider.
    """
    after = Status(pesan.status)
    if after not in rule.BELUM_PERGI:
        pesan.pin = None
    await tx.flush()
    if after in rule.SAMPAI and before not in rule.SAMPAI:
        pesan.selesai_pada = at
        event: published.PesanTerkirim | published.PesanGagal = published.PesanTerkirim(
            pesan=pesan.id, asal=pesan.asal, bukti=pesan.bukti or "", pada=at
        )
    elif after is Status.GAGAL and before is not Status.GAGAL:
        pesan.selesai_pada = at
        sebab = sebab or (f"penyedia-{pesan.galat}" if pesan.galat else "percobaan-habis")
        event = published.PesanGagal(pesan=pesan.id, asal=pesan.asal, sebab=sebab)
    else:
        return
    await tx.flush()
    await record_event(tx, event, str(pesan.id), at=at)


def _row(
    id_: UUID, wilayah: str, templat: str, bahasa: str, parameter: Mapping[str, str],
    *, asal: str,
) -> dict[str, object]:  # fmt: skip
    return {
        "id": id_, "wilayah": wilayah, "asal": asal, "tiket": None, "templat": templat,
        "bahasa": bahasa, "parameter": dict(parameter), "pin": None, "penerima": None,
        "penerima_samar": "",
        "status": Status.ANTRE,
    }  # fmt: skip
