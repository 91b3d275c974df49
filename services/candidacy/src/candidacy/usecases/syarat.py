"""The required documents of a dossier: what is asked for, uploading, reading."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from candidacy.domain import tindakan
from candidacy.domain.calon import Posisi
from candidacy.domain.dokumen_syarat import DOKUMEN_SYARAT, Aksi, Status
from candidacy.domain.jenis_dokumen import Butir, JenisDokumen, Kelas, boleh_baca, wajib
from candidacy.domain.nominasi import Status as StatusNominasi
from candidacy.store import aturan as aturan_store
from candidacy.store import dokumen_syarat as store
from candidacy.store import nominasi as nominasi_store
from candidacy.store.dokumen_syarat import DokumenSyarat, Syarat
from candidacy.store.nominasi import Calon, Nominasi
from candidacy.usecases.izin import load_nominasi, load_pemilihan, read_nominasi, require_allowed
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.tindakan import require_role


@dataclass(frozen=True, slots=True)
class Berkas:
    """A file as it was received: where it is kept, its SHA-256, size in bytes, type by content."""

    tempat: str
    sidik: str
    ukuran: int
    tipe: str


@dataclass(frozen=True, slots=True)
class Daftar:
    """The checklist of a dossier, how each item stands, and every version."""

    nominasi: Nominasi
    wajib: dict[Butir, JenisDokumen]
    syarat: dict[Butir, Syarat]
    versi: dict[Butir, list[DokumenSyarat]]

    def status(self, butir: Butir) -> Status:
        """How an item stands."""
        row = self.syarat.get(butir)
        return Status(row.status) if row else Status.BELUM_ADA


async def list_required(tx: Tx, candidates: Mapping[str, Calon]) -> dict[Butir, JenisDokumen]:
    """Return what a pair must bring, given what its candidates state."""
    asked = {Posisi(p): {*c.pemicu, *(g.bukti for g in c.titles)} for p, c in candidates.items()}
    return wajib(await aturan_store.jenis_dokumen(tx), asked)


async def load_checklist(tx: Tx, nominasi: Nominasi, *, by: Actor) -> Daftar:
    """Return a dossier's checklist with how each item stands."""
    candidates = await nominasi_store.candidates(tx, by.scope, nominasi.id)
    versions: dict[Butir, list[DokumenSyarat]] = {}
    for v in await store.versions(tx, by.scope, nominasi.id):
        versions.setdefault((Posisi(v.posisi), v.jenis), []).append(v)
    return Daftar(
        nominasi,
        await list_required(tx, candidates),
        await store.standing(tx, by.scope, nominasi.id),
        versions,
    )


async def file_dokumen(
    tx: Tx, id_: UUID, butir: Butir, berkas: Berkas, *, by: Actor, at: datetime
) -> DokumenSyarat:
    """File a new version of a document; older ones stay for ever.

    Raises:
        Refusal: for role and scope; outside the window of repair; `tahap-tidak-mengizinkan` for
            what is sealed, or was not found wanting; `dokumen-tidak-diminta`.
    """
    nominasi = await load_nominasi(tx, id_, by=by, lock=True)
    pemilihan = await load_pemilihan(tx, nominasi.pemilihan)
    repair = nominasi.status == StatusNominasi.PERLU_PERBAIKAN
    act = tindakan.PERBAIKAN if repair else tindakan.PENGISIAN
    legal = await require_allowed(tx, act, pemilihan, by=by, at=at)
    daftar = await load_checklist(tx, nominasi, by=by)
    posisi, jenis = butir
    if butir not in daftar.wajib:
        raise Refusal("dokumen-tidak-diminta", posisi=posisi.value, jenis=jenis)
    status = DOKUMEN_SYARAT.step(daftar.status(butir), Aksi.UNGGAHAN)
    values = {
        "id": uuid4(), "nominasi": id_, "posisi": posisi, "jenis": jenis,
        "wilayah": nominasi.wilayah, "peserta": nominasi.peserta, "sidik": berkas.sidik,
        "ukuran": berkas.ukuran, "tipe": berkas.tipe, "tempat": berkas.tempat,
        "diterima_pada": legal, "oleh": by.sub,
    }  # fmt: skip
    row = await store.add_version(tx, values)
    await store.put_standing(tx, row, status)
    await record_act(
        tx, act.nama, f"nominasi/{id_}", by=by, at=at,
        posisi=posisi.value, jenis=jenis, versi=row.versi, sidik=berkas.sidik,
    )  # fmt: skip
    return row


async def read_checklist(tx: Tx, id_: UUID, *, by: Actor, at: datetime) -> Daftar:
    """Return a dossier's checklist to whoever may see the dossier; the reading is recorded."""
    nominasi = await read_nominasi(tx, id_, "daftar syarat", by=by, at=at)
    return await load_checklist(tx, nominasi, by=by)


async def read_file(tx: Tx, id_: UUID, *, by: Actor, at: datetime) -> DokumenSyarat:
    """Return one version for its content to be read; the reading is recorded.

    Raises:
        Refusal: for the role; `tidak-ditemukan` for what is foreign; `kelas-tidak-terbuka` for a
            class that the reader may not see.
    """
    require_role(tindakan.PEMBACAAN, by)
    row = await store.version(tx, by.scope, id_)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="dokumen", id=id_)
    kinds = {j.kode: j.kelas for j in await aturan_store.jenis_dokumen(tx)}
    kelas = kinds.get(row.jenis, Kelas.P3)
    if not boleh_baca(kelas, by):
        raise Refusal("kelas-tidak-terbuka", kelas=kelas.value)
    await record_act(
        tx, tindakan.PEMBACAAN.nama, f"dokumen-syarat/{id_}", by=by, at=at,
        nominasi=str(row.nominasi), jenis=row.jenis, versi=row.versi,
    )  # fmt: skip
    return row
