"""Moving a ticket to the regime that it belongs to: what that asks for, its clocks, its owner."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from complaints.domain.mesin import berjalan
from complaints.domain.status import Status
from complaints.domain.tiket import (
    UNIT_WBS,
    Jenis,
    Kanal,
    Laporan,
    require_complete,
    sealed_unit,
)
from complaints.domain.tiket_teknis import Keparahan
from complaints.domain.tindakan import KLASIFIKASI
from complaints.store.base import new_id
from complaints.store.tiket import Tiket
from complaints.usecases.izin import load_tiket, read_legal_time
from complaints.usecases.langkah import add_history
from complaints.usecases.pendaftaran import compose_regime
from complaints.usecases.segel import open_pribadi
from complaints.usecases.tanggapan import transfer_response
from complaints.usecases.tenggat import reclassify_terms
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.keyring import Keyring
from election_common.tindakan import require_role
from election_common.version import require_version


@dataclass(frozen=True, slots=True)
class Klasifikasi:
    """The regime that a ticket belongs to, why, and what it asks beyond what was reported."""

    jenis: Jenis
    alasan: str
    pribadi: Mapping[str, str] = field(default_factory=dict)
    rincian: Mapping[str, Any] = field(default_factory=dict)
    pemilihan: str | None = None


async def reclassify_tiket(
    tx: Tx, id_: UUID, wish: Klasifikasi, versi: int, *, keyring: Keyring, by: Actor, at: datetime
) -> Tiket:
    """Move a ticket to the regime that it belongs to; its first receipt stays its event.

    Raises:
        Refusal: for the role; `versi-usang`; `jenis-tiket-sama`; `tiket-sudah-ditangani`;
            `peran-tidak-berwenang` into or out of the sealed unit, which has doors of its own;
            `isian-wajib-kurang` with each field that the new regime asks for and nobody gave;
            `laporan-tidak-boleh-anonim`; `pemilihan-belum-diterima`.
    """
    require_role(KLASIFIKASI, by)
    tiket = await load_tiket(tx, id_, by=by, lock=True)
    require_version(versi, tiket.versi)
    _require_movable(tiket, wish.jenis)
    laporan = _laporan(tiket, wish, open_pribadi(keyring, tiket))
    require_complete(laporan)
    legal = await read_legal_time(tx, laporan.pemilihan, at)
    rincian = {"dari_jenis": tiket.jenis, "ke_jenis": wish.jenis.value, "alasan": wish.alasan}
    await _move(tx, tiket, laporan, keyring=keyring, at=legal)
    await add_history(
        tx, tiket, KLASIFIKASI.nama, tiket.status, rincian, oleh=by.sub, at=legal,
        id_=await new_id(tx),
    )  # fmt: skip
    await transfer_response(tx, tiket, at=legal)
    await record_act(tx, KLASIFIKASI.nama, f"tiket/{tiket.id}", by=by, at=at, ke=wish.jenis.value)
    return tiket


async def _move(tx: Tx, tiket: Tiket, laporan: Laporan, *, keyring: Keyring, at: datetime) -> None:
    keparahan = Keparahan(tiket.keparahan) if tiket.keparahan else None
    running = berjalan(Jenis(tiket.jenis), Status(tiket.status), keparahan)
    tiket.petugas = None
    composed = await compose_regime(tx, laporan, tiket.id, keyring=keyring, at=at)
    for name, value in composed.items():
        setattr(tiket, name, value)
    await tx.flush()
    await reclassify_terms(tx, tiket, running, at=at)


def _laporan(tiket: Tiket, wish: Klasifikasi, pribadi: Mapping[str, str]) -> Laporan:
    """The report as the new regime has it: what was reported, and what was added since."""
    return Laporan(
        jenis=wish.jenis, kanal=Kanal(tiket.kanal), wilayah=tiket.wilayah, perihal=tiket.perihal,
        pribadi={**pribadi, **wish.pribadi}, rincian={**tiket.rincian, **wish.rincian},
        pemilihan=wish.pemilihan or tiket.pemilihan, anonim=tiket.anonim,
    )  # fmt: skip


def _require_movable(tiket: Tiket, jenis: Jenis) -> None:
    if tiket.jenis == jenis:
        raise Refusal("jenis-tiket-sama", jenis=jenis.value)
    if tiket.status != Status.TERDAFTAR:
        raise Refusal("tiket-sudah-ditangani", status=tiket.status)
    if sealed_unit(jenis) or tiket.unit:
        raise Refusal("peran-tidak-berwenang", tindakan=KLASIFIKASI.nama, peran=UNIT_WBS)
