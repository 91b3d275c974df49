"""Recapitulation by plenary, from kecamatan to province, and the announcement of its result."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TypeVar

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_event
from election_common.kerangka.izin import load_pemilihan
from election_common.provenance import Asal, require_real
from election_common.tindakan import require_own_region
from election_common.version import require_version
from publication.domain import tindakan
from publication.domain.angka import Angka
from publication.domain.dokumen import Jenis
from publication.domain.kolom import require_columns, require_witnesses
from publication.domain.koreksi import Koreksi
from publication.domain.pemeriksaan import Lembar
from publication.domain.potret import PANJANG_KECAMATAN
from publication.domain.status import REKAPITULASI, Aksi, Status
from publication.domain.terima import PANJANG_KAB, periksa_rekap
from publication.domain.unit import Keputusan, Saksi, require_complete
from publication.events import published
from publication.store import dokumen as dokumen_store
from publication.store import dpt as dpt_store
from publication.store import rekapitulasi as store
from publication.usecases.izin import require_allowed
from publication.usecases.potret import Dibaca, load_unit

Declared = TypeVar("Declared")


@dataclass(frozen=True, slots=True)
class Pleno:
    """What a plenary declares, with its minutes, corrections and witnesses."""

    wilayah: str
    angka: Angka
    asal: Asal
    ba_nomor: str
    ba_tanggal: date
    penanda_tangan: list[str]
    koreksi: tuple[Koreksi, ...]
    saksi: tuple[Saksi, ...]


async def recapitulate(
    tx: Tx, pemilihan_id: str, pleno: Pleno, *, production: bool, by: Actor, at: datetime
) -> Dibaca:
    """Record what a plenary declares.

    Raises:
        Refusal: for role, region and window; `rekap-belum-lengkap` with what is missing;
            `pemeriksaan-gagal` with the number of the check and the figures; `kolom-tidak-sesuai`;
            `saksi-tidak-sesuai`; `tahap-tidak-mengizinkan` for a unit that has been recapitulated.
    """
    pemilihan = await load_pemilihan(tx, pemilihan_id)
    act = tindakan.PLENO.get(len(pleno.wilayah))
    if act is None:
        tingkat = "provinsi, kabupaten/kota, atau kecamatan"
        raise Refusal("wilayah-tidak-dikenal", wilayah=pleno.wilayah, tingkat=tingkat)
    legal = await require_allowed(tx, act, pemilihan, by=by, at=at)
    require_own_region(pleno.wilayah, by)
    require_real({pleno.asal, *(k.asal for k in pleno.koreksi)}, production=production)
    dibaca = await load_unit(tx, pemilihan, pleno.wilayah)
    status = REKAPITULASI.step(dibaca.unit.status, Aksi.REKAPITULASI)
    require_children(dibaca, await dpt_store.kabupaten(tx, pemilihan_id))
    _require_sound(pleno, dibaca)
    await _add(tx, pemilihan_id, pleno, status, legal, by=by)
    event = published.HasilDisahkan(
        pemilihan=pemilihan_id, wilayah=pleno.wilayah, angka=dict(pleno.angka),
        asal=pleno.asal, ba_nomor=pleno.ba_nomor,
    )  # fmt: skip
    await _record(tx, event, act.nama, by=by, at=at, ba=pleno.ba_nomor, koreksi=len(pleno.koreksi))
    return await load_unit(tx, pemilihan, pleno.wilayah)


async def announce(
    tx: Tx,
    pemilihan_id: str,
    kode: str,
    keputusan: Keputusan,
    versi: int,
    *,
    by: Actor,
    at: datetime,
) -> Dibaca:
    """Announce the result of the election's own region by decree.

    Raises:
        Refusal: for role, region and window; `tidak-ditemukan` unless a plenary has declared it;
            `versi-usang`; `tahap-tidak-mengizinkan` for a result that has been announced;
            `wilayah-tidak-dikenal` for a part of the region.
    """
    pemilihan = await load_pemilihan(tx, pemilihan_id)
    legal = await require_allowed(tx, tindakan.PENGUMUMAN, pemilihan, by=by, at=at)
    if kode != pemilihan.wilayah:
        raise Refusal("wilayah-tidak-dikenal", wilayah=kode, tingkat=pemilihan.wilayah)
    require_own_region(kode, by)
    row = require_declared(await store.get(tx, by.scope, pemilihan_id, kode), kode)
    require_version(versi, row.versi)
    row.status = REKAPITULASI.step(Status(row.status), Aksi.PENGUMUMAN)
    row.keputusan_nomor, row.keputusan_tanggal = keputusan.nomor, keputusan.tanggal
    row.diumumkan_pada = legal
    await tx.flush()
    event = published.HasilDiumumkan(
        pemilihan=pemilihan_id, wilayah=kode, keputusan_nomor=keputusan.nomor,
        keputusan_tanggal=keputusan.tanggal, diumumkan_pada=legal,
    )  # fmt: skip
    await _record(tx, event, tindakan.PENGUMUMAN.nama, by=by, at=at, keputusan=keputusan.nomor)
    return await load_unit(tx, pemilihan, kode)


def require_children(dibaca: Dibaca, kab_berdpt: Collection[str]) -> None:
    """Refuse while a TPS has sent no form, or a region below has not recapitulated."""
    unit = dibaca.unit
    if len(unit.kode) < PANJANG_KECAMATAN:
        done = [a.kode for a in unit.anak if a.status is not Status.SEMENTARA]
        require_complete(done, [a.kode for a in unit.anak])
        return
    kab = unit.kode[:PANJANG_KAB]
    if kab not in kab_berdpt:
        raise Refusal("dpt-belum-diterima", wilayah=kab)
    require_complete([], dibaca.belum_masuk)


def require_declared(found: Declared | None, kode: str) -> Declared:
    """Refuse to announce what no plenary has declared (`tidak-ditemukan`)."""
    if found is None:
        raise Refusal("tidak-ditemukan", jenis="rekapitulasi", id=kode)
    return found


def _require_sound(pleno: Pleno, dibaca: Dibaca) -> None:
    require_columns(pleno.angka, dibaca.kolom)
    require_witnesses([s.paslon for s in pleno.saksi], dibaca.kolom)
    periksa_rekap(Lembar(pleno.angka, dihitung=dibaca.unit.dihitung, koreksi=pleno.koreksi))


async def _add(
    tx: Tx, pemilihan: str, pleno: Pleno, status: Status, legal: datetime, *, by: Actor
) -> None:
    values = {
        "pemilihan": pemilihan,
        "wilayah": pleno.wilayah,
        "status": status,
        "angka": dict(pleno.angka),
        "asal": pleno.asal,
        "ba_nomor": pleno.ba_nomor,
        "ba_tanggal": pleno.ba_tanggal,
        "penanda_tangan": pleno.penanda_tangan,
        "saksi": [asdict(s) for s in pleno.saksi],
        "disahkan_pada": legal,
    }
    if not await store.add(tx, values, pleno.koreksi, by.sub):
        raise Refusal("bukti-sudah-ada", jenis="rekapitulasi", id=pleno.wilayah)


async def _record(
    tx: Tx,
    event: published.HasilDisahkan | published.HasilDiumumkan,
    act: str,
    *,
    by: Actor,
    at: datetime,
    **rincian: object,
) -> None:
    """Record the fact, who did it, and that documents follow from it."""
    unit = f"{event.pemilihan}/{event.wilayah}"
    await record_event(tx, event, unit, at=at)
    await dokumen_store.mark(tx, event.pemilihan, Jenis.HASIL, [event.wilayah], act)
    await record_act(tx, act, f"rekapitulasi/{unit}", by=by, at=at, **rincian)
