"""Responses of the public: taken from complaints, answered with a reason, told back."""

from datetime import datetime
from uuid import UUID, uuid5

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_event
from election_common.kerangka.izin import require_allowed
from election_common.page import Page, Part
from election_common.tindakan import require_role
from election_common.version import require_version
from voter_registry.domain import tanggapan as rule
from voter_registry.domain import tindakan
from voter_registry.domain.tanggapan import Aksi, Hasil, Status
from voter_registry.events import consumed, published
from voter_registry.store import tanggapan as store
from voter_registry.store.tanggapan import Tanggapan
from voter_registry.usecases.izin import load_pemilihan

SENDIRI = "voter-registry"
DIPERIKSA = "tanggapan_diperiksa"


async def file_response(tx: Tx, event: consumed.TanggapanDaftarDiterima, *, at: datetime) -> None:
    """Open the case of a response, and have its reporter told that it is being examined."""
    pesan = uuid5(event.tiket, DIPERIKSA)
    tx.add(
        Tanggapan(
            tiket=event.tiket, pemilihan=event.pemilihan, wilayah=event.wilayah,
            tahap=event.tahap, pokok=event.pokok, status=Status.DITERIMA, pesan=pesan,
            diterima_pada=event.diterima_pada, versi=1,
        )
    )  # fmt: skip
    await tx.flush()
    request = published.PesanDiminta(
        pesan=pesan, asal=SENDIRI, tiket=event.tiket, templat=DIPERIKSA,
        parameter={"wilayah": event.wilayah},
    )  # fmt: skip
    await record_event(tx, request, str(event.tiket), at=at)


async def read_response(tx: Tx, tiket: UUID, *, by: Actor) -> Tanggapan:
    """Return a response to an office; refuses by role, and with `tidak-ditemukan`."""
    require_role(tindakan.BACA_TANGGAPAN, by)
    return await load_response(tx, tiket, by=by)


async def list_responses(tx: Tx, pemilihan: str, page: Page, *, by: Actor) -> Part[Tanggapan]:
    """Return the responses of an office's region, the oldest first; refuses by role."""
    require_role(tindakan.BACA_TANGGAPAN, by)
    return await store.of_region(tx, by.scope, pemilihan, page)


async def answer_response(
    tx: Tx, tiket: UUID, hasil: Hasil, alasan: str, versi: int, *, by: Actor, at: datetime
) -> Tanggapan:
    """Answer a response with its reason.

    Raises:
        Refusal: `tidak-ditemukan`; for role and window; `versi-usang`; `tahap-tidak-mengizinkan`
            when it is answered.
    """
    row = await load_response(tx, tiket, by=by, lock=True)
    pemilihan = await load_pemilihan(tx, row.pemilihan)
    legal = await require_allowed(tx, tindakan.TANGGAPAN, pemilihan, by=by, at=at)
    require_version(versi, row.versi)
    row.status = rule.TANGGAPAN.step(Status(row.status), Aksi.JAWABAN)
    row.hasil, row.alasan, row.dijawab_pada = hasil, alasan, legal
    await tx.flush()
    event = published.TanggapanDaftarDijawab(
        tiket=tiket, hasil=hasil, alasan=alasan, dijawab_pada=legal
    )
    await record_event(tx, event, str(tiket), at=at)
    await record_act(
        tx, tindakan.TANGGAPAN.nama, f"tanggapan/{tiket}", by=by, at=at, hasil=hasil.value
    )
    return row


async def load_response(tx: Tx, tiket: UUID, *, by: Actor, lock: bool = False) -> Tanggapan:
    """Return a response of the actor's region; refuses with `tidak-ditemukan`."""
    row = await store.get(tx, by.scope, tiket, lock=lock)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="tanggapan", id=tiket)
    return row


async def accept_delivery(
    tx: Tx,
    event: consumed.PesanTerkirim | consumed.PesanGagal,
    *,
    at: datetime,  # noqa: ARG001
) -> None:
    """Note what became of a message that this service has asked for."""
    if event.asal != SENDIRI:
        return
    await store.note_delivery(tx, event.pesan, event.kabar)
