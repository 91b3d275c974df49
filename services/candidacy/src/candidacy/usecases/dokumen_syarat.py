"""The required documents of a dossier: what is asked for, how each stands, uploading."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from candidacy.domain import tindakan
from candidacy.domain.calon import Posisi
from candidacy.domain.dokumen_syarat import DOKUMEN_SYARAT, Aksi, Status
from candidacy.domain.jenis_dokumen import Butir, JenisDokumen, wajib
from candidacy.domain.nominasi import NOMINASI
from candidacy.domain.nominasi import Aksi as AksiNominasi
from candidacy.domain.nominasi import Status as StatusNominasi
from candidacy.store import aturan as aturan_store
from candidacy.store import dokumen_syarat as store
from candidacy.store import nominasi as nominasi_store
from candidacy.store.dokumen_syarat import Syarat, Versi
from candidacy.store.nominasi import Calon, Nominasi
from candidacy.usecases.izin import load_nominasi
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.berkas import karantina
from election_common.berkas.tiba import Arrived
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.kerangka.izin import load_pemilihan, require_allowed
from election_common.tindakan import Tindakan


@dataclass(frozen=True, slots=True)
class Daftar:
    """The checklist of a dossier, how each item stands, and every version."""

    nominasi: Nominasi
    wajib: dict[Butir, JenisDokumen]
    syarat: dict[Butir, Syarat]
    versi: dict[Butir, list[Versi]]

    def status(self, butir: Butir) -> Status:
        """How an item stands."""
        row = self.syarat.get(butir)
        return Status(row.status) if row else Status.BELUM_ADA

    def ada(self, butir: Butir) -> bool:
        """Whether an item was handed in, and its file not refused when it was examined."""
        handed_in = self.status(butir) is Status.DISEGEL
        return handed_in and self.versi[butir][-1].pemeriksaan is not karantina.Status.DITOLAK


@dataclass(frozen=True, slots=True)
class Unggahan:
    """An upload that may be: of whose dossier, as which act, when, and how the item then stands."""

    nominasi: Nominasi
    act: Tindakan
    legal: datetime
    status: Status


async def list_required(tx: Tx, candidates: Mapping[str, Calon]) -> dict[Butir, JenisDokumen]:
    """Return what a pair must bring, given what its candidates state."""
    asked = {Posisi(p): {*c.pemicu, *(g.bukti for g in c.titles)} for p, c in candidates.items()}
    return wajib(await aturan_store.jenis_dokumen(tx), asked)


async def load_checklist(tx: Tx, nominasi: Nominasi, *, by: Actor) -> Daftar:
    """Return a dossier's checklist with how each item stands."""
    candidates = await nominasi_store.candidates(tx, by.scope, nominasi.id)
    versions: dict[Butir, list[Versi]] = {}
    for v in await store.versions(tx, by.scope, nominasi.id):
        versions.setdefault(v.butir, []).append(v)
    return Daftar(
        nominasi,
        await list_required(tx, candidates),
        await store.standing(tx, by.scope, nominasi.id),
        versions,
    )


async def require_may_file(
    tx: Tx, id_: UUID, butir: Butir, *, by: Actor, at: datetime, lock: bool = False
) -> Unggahan:
    """Refuse a document before it is sent.

    Raises:
        Refusal: for role and scope; outside the window of repair; `tahap-tidak-mengizinkan` once
            the dossier is submitted, for what is sealed, or was not found wanting;
            `dokumen-tidak-diminta`.
    """
    nominasi = await load_nominasi(tx, id_, by=by, lock=lock)
    pemilihan = await load_pemilihan(tx, nominasi.pemilihan)
    stage = StatusNominasi(nominasi.status)
    repair = stage is StatusNominasi.PERLU_PERBAIKAN
    act = tindakan.PERBAIKAN if repair else tindakan.PENGISIAN
    legal = await require_allowed(tx, act, pemilihan, by=by, at=at)
    NOMINASI.step(stage, AksiNominasi.PENGAJUAN_PERBAIKAN if repair else AksiNominasi.PENGAJUAN)
    daftar = await load_checklist(tx, nominasi, by=by)
    if butir not in daftar.wajib:
        raise Refusal("dokumen-tidak-diminta", posisi=butir[0].value, jenis=butir[1])
    status = DOKUMEN_SYARAT.step(daftar.status(butir), Aksi.UNGGAHAN)
    return Unggahan(nominasi, act, legal, status)


async def file_dokumen(
    tx: Tx, id_: UUID, butir: Butir, arrived: Arrived, *, by: Actor, at: datetime
) -> Versi:
    """File a new version of a document; older ones stay for ever.

    Raises:
        Refusal: as `require_may_file`.
    """
    may = await require_may_file(tx, id_, butir, by=by, at=at, lock=True)
    berkas = await karantina.admit(tx, arrived, at=at)
    posisi, jenis = butir
    values = {
        "id": uuid4(), "nominasi": id_, "posisi": posisi, "jenis": jenis,
        "wilayah": may.nominasi.wilayah, "peserta": may.nominasi.peserta, "sidik": berkas.sidik,
        "diterima_pada": may.legal, "oleh": by.sub,
    }  # fmt: skip
    row = await store.add_version(tx, values)
    await store.put_standing(tx, row, may.status)
    await nominasi_store.advance_version(tx, may.nominasi)
    await record_act(
        tx, may.act.nama, f"nominasi/{id_}", by=by, at=at,
        posisi=posisi.value, jenis=jenis, versi=row.versi, sidik=berkas.sidik,
    )  # fmt: skip
    return Versi(row, berkas, await karantina.status(tx, berkas.sidik))
