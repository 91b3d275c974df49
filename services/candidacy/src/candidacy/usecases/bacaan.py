"""Reading a dossier: what the caller's role sees of it, counted, and written to the audit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from candidacy.domain import tindakan
from candidacy.domain.data_pribadi import kolom_terlihat
from candidacy.domain.jenis_dokumen import Kelas, boleh_baca
from candidacy.store import aturan as aturan_store
from candidacy.store import dokumen_syarat as dokumen_store
from candidacy.store import nominasi as store
from candidacy.store.nominasi import Calon, Nominasi, Riwayat
from candidacy.usecases.dokumen_syarat import Daftar, load_checklist
from candidacy.usecases.izin import load_nominasi
from election_common.actor import Actor
from election_common.bacaan import Pembaca, record_read
from election_common.berkas import karantina
from election_common.berkas.tiba import Berkas
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.keyring import Keyring
from election_common.tindakan import require_role

#: Persons that a dossier is about.
BERDUA = 2
BACAAN = tindakan.PEMBACAAN.nama


@dataclass(frozen=True, slots=True)
class Terbaca:
    """A dossier as the caller's role sees it."""

    nominasi: Nominasi
    calon: list[dict[str, Any]]
    riwayat: Sequence[Riwayat]


async def read_nominasi(
    tx: Tx, id_: UUID, pembaca: Pembaca, keyring: Keyring, *, by: Actor, at: datetime
) -> Terbaca:
    """Return a nomination with its candidates and its history.

    Raises:
        Refusal: for role and scope; `kuota-habis`.
    """
    nominasi = await _open(tx, id_, pembaca, by=by, at=at)
    kolom = kolom_terlihat(by.peran)
    await record_read(tx, f"nominasi/{id_}", kolom, [id_], by=by, at=at, tindakan=BACAAN)
    people = await store.candidates(tx, by.scope, id_)
    return Terbaca(
        nominasi,
        [_shown(c, kolom, keyring) for c in people.values()],
        await store.history(tx, by.scope, id_),
    )


async def read_checklist(tx: Tx, id_: UUID, pembaca: Pembaca, *, by: Actor, at: datetime) -> Daftar:
    """Return a dossier's checklist to whoever may see the dossier.

    Raises:
        Refusal: for role and scope; `kuota-habis`.
    """
    nominasi = await _open(tx, id_, pembaca, by=by, at=at)
    await record_read(tx, f"nominasi/{id_}", ["syarat"], [id_], by=by, at=at, tindakan=BACAAN)
    return await load_checklist(tx, nominasi, by=by)


async def read_file(tx: Tx, id_: UUID, pembaca: Pembaca, *, by: Actor, at: datetime) -> Berkas:
    """Return one version's file for its content to be read, once it was examined.

    Raises:
        Refusal: for the role; `tidak-ditemukan` for what is foreign; `kelas-tidak-terbuka` for a
            class that the reader may not see; `kuota-habis`; `berkas-dikarantina`;
            `berkas-ditolak`.
    """
    require_role(tindakan.PEMBACAAN, by)
    row = await dokumen_store.version(tx, by.scope, id_)
    if row is None:
        raise Refusal("tidak-ditemukan", jenis="dokumen", id=id_)
    kinds = {j.kode: j.kelas for j in await aturan_store.jenis_dokumen(tx)}
    kelas = kinds.get(row.jenis, Kelas.P3)
    if not boleh_baca(kelas, by):
        raise Refusal("kelas-tidak-terbuka", kelas=kelas.value)
    berkas = await karantina.require_clean(tx, row.sidik)
    await pembaca.take(tx, 1, by=by, at=at)
    await record_read(
        tx, f"dokumen-syarat/{id_}", [row.jenis], [row.nominasi], by=by, at=at, tindakan=BACAAN,
        versi=row.versi, sidik=row.sidik,
    )  # fmt: skip
    return berkas


async def _open(tx: Tx, id_: UUID, pembaca: Pembaca, *, by: Actor, at: datetime) -> Nominasi:
    require_role(tindakan.PEMBACAAN, by)
    nominasi = await load_nominasi(tx, id_, by=by)
    await pembaca.take(tx, BERDUA, by=by, at=at)
    return nominasi


def _shown(calon: Calon, kolom: Sequence[str], keyring: Keyring) -> dict[str, Any]:
    """The columns of a candidate; the last digits of his NIK come out of the sealed number."""
    row = {name: getattr(calon, name) for name in kolom if name != "nik_akhir"}
    if "nik_akhir" in kolom:
        place = store.place("nik", calon.nominasi, calon.posisi)
        row["nik_akhir"] = keyring.open(calon.nik, place)[-4:]
    return row
