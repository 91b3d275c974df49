"""One step of a nomination, with the history that it leaves."""

from dataclasses import dataclass
from datetime import datetime

from candidacy.domain.dokumen_syarat import DOKUMEN_SYARAT
from candidacy.domain.dokumen_syarat import Aksi as AksiDokumen
from candidacy.domain.dokumen_syarat import Status as StatusDokumen
from candidacy.domain.nominasi import NOMINASI, Aksi, Status
from candidacy.store import dokumen_syarat as dokumen_store
from candidacy.store.nominasi import Nominasi, Riwayat
from candidacy.usecases.izin import window_at
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.kerangka import jendela as jendela_store
from election_common.tindakan import Tindakan
from election_common.version import require_version


@dataclass(frozen=True, slots=True)
class Langkah:
    """A step of the machine: the act it is part of, who takes it, when by both clocks."""

    act: Tindakan
    aksi: Aksi
    by: Actor
    at: datetime
    legal: datetime


async def advance(
    tx: Tx, nominasi: Nominasi, langkah: Langkah, *, versi: int | None = None, **kertas: object
) -> Status:
    """Take a step: change the state, and write who, when, in which window, by which paper.

    Raises:
        Refusal: `versi-usang` when a version is named and is not the current one;
            `tahap-tidak-mengizinkan`.
    """
    if versi is not None:
        require_version(versi, nominasi.versi)
    before = Status(nominasi.status)
    after = NOMINASI.step(before, langkah.aksi)
    basis = next(t.dasar for t in NOMINASI if (t.dari, t.tindakan) == (before, langkah.aksi))
    nominasi.status = after
    jadwal = await jendela_store.windows(tx, nominasi.pemilihan)
    tx.add(
        Riwayat(
            nominasi=nominasi.id, wilayah=nominasi.wilayah, peserta=nominasi.peserta,
            tindakan=langkah.aksi, dari=before, ke=after, dasar=basis,
            jendela=window_at(jadwal, langkah.act, langkah.legal), kertas=kertas,
            oleh=langkah.by.sub, pada=langkah.at, waktu_legal=langkah.legal,
        )
    )  # fmt: skip
    await tx.flush()
    await record_act(
        tx, langkah.act.nama, f"nominasi/{nominasi.id}", by=langkah.by, at=langkah.at,
        dari=before.value, ke=after.value, **kertas,
    )  # fmt: skip
    return after


async def seal(tx: Tx, nominasi: Nominasi, status: StatusDokumen, *, by: Actor) -> None:
    """Seal what was uploaded: from now on it is judged and not replaced."""
    for syarat in (await dokumen_store.standing(tx, by.scope, nominasi.id)).values():
        if syarat.status == status:
            syarat.status = DOKUMEN_SYARAT.step(status, AksiDokumen.PENYEGELAN)
