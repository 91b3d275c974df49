"""Moving a ticket: the step itself, its history, its clocks, and word to the reporter."""

from datetime import datetime
from typing import Any
from uuid import UUID

from complaints.domain.mesin import MESIN
from complaints.domain.status import SISTEM, Aksi, Status, require_lawful
from complaints.domain.syarat_langkah import Isian, require_said
from complaints.domain.templat import label
from complaints.domain.tiket import Jenis
from complaints.store import riwayat as riwayat_store
from complaints.store.base import new_id
from complaints.store.tiket import Tiket
from complaints.usecases.izin import load_tiket, read_legal_time, standing
from complaints.usecases.pesan import request_notice
from complaints.usecases.segel import seal_words
from complaints.usecases.tenggat import extend_answer, move_terms, require_term_allows
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.keyring import Keyring
from election_common.version import require_version


async def advance_tiket(
    tx: Tx, id_: UUID, aksi: Aksi, isian: Isian, versi: int,
    *, keyring: Keyring, by: Actor, at: datetime,
) -> Tiket:  # fmt: skip
    """Do an act on a ticket.

    Raises:
        Refusal: `tidak-ditemukan`; `versi-usang`; `peran-tidak-berwenang`;
            `tahap-tidak-mengizinkan`; `isian-tindakan-kurang` with each missing field; and as
            `require_term_allows` says.
    """
    tiket = await load_tiket(tx, id_, by=by, lock=True)
    require_version(versi, tiket.versi)
    legal = await read_legal_time(tx, tiket.pemilihan, at)
    siapa = standing(tiket, by)
    await take_step(tx, tiket, aksi, isian, siapa, oleh=by.sub, keyring=keyring, at=legal)
    await record_act(tx, aksi.value, f"tiket/{tiket.id}", by=by, at=at)
    return tiket


async def take_step(
    tx: Tx, tiket: Tiket, aksi: Aksi, isian: Isian, siapa: frozenset[str],
    *, oleh: str, keyring: Keyring, at: datetime,
) -> None:  # fmt: skip
    """Do an act of somebody, whoever he is; refuses what the machine does not hold."""
    jenis, dari = Jenis(tiket.jenis), Status(tiket.status)
    ke = require_lawful(MESIN[jenis], dari, aksi, siapa)
    require_said(jenis, aksi, isian)
    await require_term_allows(tx, tiket, aksi, isian.alasan_keberatan, at=at)
    id_ = await new_id(tx)
    words = isian.keterangan
    sealed = seal_words(keyring, tiket, "riwayat", id_, words) if words else None
    _note(tiket, aksi, isian)
    await _move(tx, tiket, aksi, ke, _public(isian), oleh=oleh, at=at, id_=id_, sealed=sealed)


async def move_by_system(
    tx: Tx, tiket: Tiket, aksi: Aksi, rincian: dict[str, Any], *, at: datetime
) -> None:
    """Do an act of the clock or of an event."""
    ke = require_lawful(MESIN[Jenis(tiket.jenis)], Status(tiket.status), aksi, frozenset({SISTEM}))
    await _move(tx, tiket, aksi, ke, rincian, oleh=SISTEM, at=at, id_=await new_id(tx))


async def add_history(
    tx: Tx, tiket: Tiket, tindakan: str, dari: str, rincian: dict[str, Any],
    *, oleh: str, at: datetime, id_: UUID, sealed: bytes | None = None,
) -> None:  # fmt: skip
    """Add what happened to a ticket, whose new state it has already."""
    row = {
        "id": id_, "tiket": tiket.id, "pada": at, "oleh": oleh, "tindakan": tindakan,
        "dari": dari, "ke": tiket.status, "rincian": rincian, "keterangan": sealed,
    }  # fmt: skip
    await riwayat_store.add(tx, row)


async def _move(
    tx: Tx, tiket: Tiket, aksi: Aksi, ke: Status, rincian: dict[str, Any],
    *, oleh: str, at: datetime, id_: UUID, sealed: bytes | None = None,
) -> None:  # fmt: skip
    dari = Status(tiket.status)
    tiket.status = ke
    await tx.flush()
    await add_history(
        tx, tiket, aksi.value, dari, rincian, oleh=oleh, at=at, id_=id_, sealed=sealed
    )
    await move_terms(tx, tiket, dari, at=at)
    if aksi is Aksi.PERPANJANGAN:
        await extend_answer(tx, tiket)
    status = label("status.Status", ke, tiket.bahasa)
    parameter = {"nomor": tiket.nomor, "status": status}
    await request_notice(tx, tiket, "status_tiket", parameter)


def _note(tiket: Tiket, aksi: Aksi, isian: Isian) -> None:
    """Keep on the ticket where it lies now."""
    if aksi is Aksi.DISPOSISI and isian.tujuan:
        tiket.antrean, tiket.petugas = isian.tujuan, None
    if aksi is Aksi.ESKALASI:
        tiket.eskalasi += 1
        wanted = {"dieskalasi_ke": isian.tujuan, "rujukan_hulu": isian.rujukan_hulu}
        tiket.rincian = tiket.rincian | {k: v for k, v in wanted.items() if v}


def _public(isian: Isian) -> dict[str, Any]:
    """What the history shows of an act: never what somebody wrote to the reporter."""
    said = {
        "alasan": isian.alasan,
        "tujuan": isian.tujuan,
        "nomor_surat": isian.nomor_surat,
        "tanggal_surat": isian.tanggal_surat and isian.tanggal_surat.isoformat(),
        "alasan_keberatan": isian.alasan_keberatan,
        "pengecualian": isian.pengecualian,
        "rujukan_hulu": isian.rujukan_hulu,
    }
    return {name: value for name, value in said.items() if value}
