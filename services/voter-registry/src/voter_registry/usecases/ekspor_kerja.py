"""Working exports: asked for with a case, approved by a second person, made, taken once."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.bacaan import record_read
from election_common.database import Sessions, Tx, transaction
from election_common.errors import Refusal
from election_common.jobs import defer
from election_common.kuota import Kuota, require_quota
from election_common.tindakan import require_region, require_role
from election_common.version import require_version
from voter_registry.domain import tindakan
from voter_registry.domain.ekspor_kerja import (
    BERLAKU,
    EKSPOR_KERJA,
    Langkah,
    Status,
    periksa_kolom,
)
from voter_registry.store import ekspor_kerja as store
from voter_registry.store.ekspor_kerja import EksporKerja
from voter_registry.usecases.berkas_ekspor import Berkas
from voter_registry.usecases.izin import load_pemilihan

#: Per office and day; a token for a part of its region is of the same office.
KUOTA_EKSPOR = Kuota("ekspor-kerja", 2, 86_400)
OFFICE = len("1906")
JOB = "ekspor-kerja"
JOB_HAPUS = "hapus-ekspor-kerja"


@dataclass(frozen=True, slots=True)
class Permohonan:
    """What is asked for: whose rows, for which case and purpose, for whom, which columns."""

    pemilihan: str
    wilayah: str
    perkara: str
    tujuan: str
    penerima: str
    kolom: Sequence[str]


async def request_export(tx: Tx, permohonan: Permohonan, *, by: Actor, at: datetime) -> EksporKerja:
    """Ask for an export.

    Raises:
        Refusal: for role and region; `kolom-tidak-untuk-penerima`; `kuota-habis` beyond two a day
            and office.
    """
    require_role(tindakan.PENGAJUAN_EKSPOR, by)
    require_region(permohonan.wilayah, by)
    await load_pemilihan(tx, permohonan.pemilihan)
    kolom = periksa_kolom(permohonan.penerima, permohonan.kolom)
    await require_quota(tx, KUOTA_EKSPOR, by.wilayah[:OFFICE], 1, at=at)
    row = EksporKerja(
        pemilihan=permohonan.pemilihan,
        wilayah=permohonan.wilayah,
        perkara=permohonan.perkara,
        tujuan=permohonan.tujuan,
        penerima=permohonan.penerima,
        kolom=list(kolom),
        status=Status.DIAJUKAN,
        diajukan_oleh=by.sub,
        diajukan_pada=at,
        versi=1,
    )
    tx.add(row)
    await tx.flush()
    await _record(tx, tindakan.PENGAJUAN_EKSPOR.nama, row, by=by, at=at)
    return row


async def decide_export(
    tx: Tx, id_: UUID, alasan: str, versi: int, *, setuju: bool, by: Actor, at: datetime
) -> EksporKerja:
    """Approve or refuse an export; approved, its file is made by a job.

    Raises:
        Refusal: for role; `penyetuju-sama-dengan-pemohon`; `versi-usang`; when it is decided.
    """
    require_role(tindakan.PERSETUJUAN_EKSPOR, by)
    row = await load_export(tx, id_, by=by, lock=True)
    require_other(row, by)
    require_version(versi, row.versi)
    _step(row, Langkah.SETUJUI if setuju else Langkah.TOLAK)
    row.diputuskan_oleh, row.diputuskan_pada, row.alasan = by.sub, at, alasan
    await tx.flush()
    if setuju:
        await defer(tx, JOB, ekspor=str(row.id))
    await _record(tx, tindakan.PERSETUJUAN_EKSPOR.nama, row, by=by, at=at, setuju=setuju)
    return row


async def finish_export(
    tx: Tx, row: EksporKerja, *, baris: int, bagian: int, sidik: str, at: datetime
) -> None:
    """Note that the file is there, and until when."""
    _step(row, Langkah.BUAT)
    row.baris, row.bagian, row.sidik = baris, bagian, sidik
    row.berlaku_sampai = at + BERLAKU
    await tx.flush()
    await defer(tx, JOB_HAPUS, at=row.berlaku_sampai, ekspor=str(row.id))


async def transfer_export(
    tx: Tx, id_: UUID, *, repeated: bool, by: Actor, at: datetime
) -> EksporKerja:
    """Hand the file to who asked for it, once; again only under the key of that first time.

    Raises:
        Refusal: for role, since who asked may have lost it; `bukan-pemohon`;
            `ekspor-kedaluwarsa`; `tahap-tidak-mengizinkan` when it is not there, or taken.
    """
    require_role(tindakan.PENGAMBILAN_EKSPOR, by)
    row = await load_export(tx, id_, by=by, lock=True)
    require_own(row, by, at)
    if not (repeated and row.status == Status.DIAMBIL):
        _step(row, Langkah.AMBIL)
        row.diambil_pada = at
        await tx.flush()
    await _record(tx, tindakan.PENGAMBILAN_EKSPOR.nama, row, by=by, at=at, sidik=row.sidik)
    return row


async def issue_parts(
    sessions: Sessions, berkas: Berkas, row: EksporKerja, *, by: Actor, at: datetime
) -> AsyncIterator[str]:
    """Yield the file; each part is in the audit before it is sent."""
    async for part in berkas.read(row):
        if part.subjek:
            async with transaction(sessions, by.scope) as tx:
                objek = f"ekspor-kerja/{row.id}"
                await record_read(tx, objek, row.kolom, part.subjek, by=by, at=at)
        yield part.csv


async def discard_export(tx: Tx, row: EksporKerja) -> None:
    """Note that the file is no more."""
    _step(row, Langkah.HAPUS)
    await tx.flush()


async def load_export(tx: Tx, id_: UUID, *, by: Actor, lock: bool = False) -> EksporKerja:
    """Return an export that the actor may see; refuses with `tidak-ditemukan`."""
    row = await store.get(tx, by.scope, id_, visible_of(by), lock=lock)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="ekspor kerja", id=id_)
    return row


def require_other(row: EksporKerja, by: Actor) -> None:
    """Refuse who would approve what he has asked for himself."""
    if row.diajukan_oleh == by.sub:
        raise Refusal("penyetuju-sama-dengan-pemohon")


def require_own(row: EksporKerja, by: Actor, at: datetime) -> None:
    """Refuse who takes what another has asked for, or comes when the file is no more."""
    if row.diajukan_oleh != by.sub:
        raise Refusal("bukan-pemohon")
    if row.berlaku_sampai is not None and at >= row.berlaku_sampai:
        raise Refusal("ekspor-kedaluwarsa", sampai=row.berlaku_sampai.isoformat())


def visible_of(by: Actor) -> str | None:
    """Return whose exports somebody sees: case and purpose are for who asked and who judges."""
    return None if by.peran & tindakan.PEMBACA_EKSPOR else by.sub


def _step(row: EksporKerja, langkah: Langkah) -> None:
    row.status = EKSPOR_KERJA.step(Status(row.status), langkah)


async def _record(
    tx: Tx, act: str, row: EksporKerja, *, by: Actor, at: datetime, **rincian: object
) -> None:
    await record_act(
        tx, act, f"ekspor-kerja/{row.id}", by=by, at=at,
        perkara=row.perkara, penerima=row.penerima, kolom=row.kolom, **rincian,
    )  # fmt: skip
