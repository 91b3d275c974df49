"""Recapitulation by plenary: DPHP and DPSHP at PPS and PPK, DPS and DPT at the province."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_event
from election_common.kerangka.izin import require_allowed
from election_common.provenance import Asal
from election_common.tindakan import Tindakan, require_region
from voter_registry.domain import tindakan
from voter_registry.domain.penguncian import PANJANG_DESA
from voter_registry.domain.rekap import (
    Rekap,
    require_capacity,
    require_complete,
    require_equal,
    require_of_age,
)
from voter_registry.domain.tahap import DAFTAR_PEMILIH, Aksi, Tahap
from voter_registry.events import published
from voter_registry.store import cuplikan as cuplikan_store
from voter_registry.store import pemilih as pemilih_store
from voter_registry.store import pemilihan as pemilihan_store
from voter_registry.store import rekapitulasi as store
from voter_registry.store import wilayah as wilayah_store
from voter_registry.store.daftar_pemilih import DaftarPemilih, Lock
from voter_registry.store.pemilihan import Pemilihan
from voter_registry.usecases.daftar_pemilih import advance, load_daftar
from voter_registry.usecases.izin import load_pemilihan
from voter_registry.usecases.penyusunan import PANJANG_KECAMATAN

PANJANG_KAB = 4

#: Act and step by stage and by the length of the region's code: PPS or PPK.
ACTS: dict[tuple[str, int], tuple[Tindakan, Aksi]] = {
    ("DPHP", PANJANG_DESA): (tindakan.DPHP_PPS, Aksi.REKAP_DPHP),
    ("DPHP", PANJANG_KECAMATAN): (tindakan.DPHP_PPK, Aksi.REKAP_DPHP),
    ("DPSHP", PANJANG_DESA): (tindakan.DPSHP_PPS, Aksi.REKAP_DPSHP),
    ("DPSHP", PANJANG_KECAMATAN): (tindakan.DPSHP_PPK, Aksi.REKAP_DPSHP),
}

PROVINCE_ACTS = {"DPS": tindakan.REKAPITULASI_DPS, "DPT": tindakan.REKAPITULASI_DPT}


@dataclass(frozen=True, slots=True)
class BeritaAcara:
    """Minutes of a plenary and the figures they declare."""

    nomor: str
    tanggal: date
    penanda_tangan: list[str]
    dinyatakan: Rekap


async def recapitulate(
    tx: Tx, daftar_id: UUID, tahap: str, wilayah: str, ba: BeritaAcara, *, by: Actor, at: datetime
) -> Rekap:
    """Record the minutes of a PPS or PPK; its rows are locked from then on.

    Raises:
        Refusal: for role, region and window, and as `require_recapitulable` does;
            `rekap-tidak-sama` with both figures.
    """
    daftar = await load_daftar(tx, daftar_id, by=by, lock=Lock.UPDATE)
    require_region(wilayah, by)
    if (tahap, len(wilayah)) not in ACTS or wilayah[:PANJANG_KAB] != daftar.wilayah:
        raise Refusal("wilayah-tidak-dikenal", wilayah=wilayah, tingkat="desa atau kecamatan")
    act, aksi = ACTS[tahap, len(wilayah)]
    pemilihan = await load_pemilihan(tx, daftar.pemilihan)
    await require_allowed(tx, act, pemilihan, by=by, at=at)
    dihitung = await require_recapitulable(tx, daftar, tahap, wilayah, by=by)
    advance(daftar, aksi)
    require_equal(ba.dinyatakan, dihitung, wilayah)
    await _add(tx, daftar.pemilihan, tahap, wilayah, ba, asal=str(daftar.asal), at=at)
    await record_act(
        tx, act.nama, f"daftar-pemilih/{daftar.id}", by=by, at=at, wilayah=wilayah, ba=ba.nomor
    )
    return dihitung


async def recapitulate_province(
    tx: Tx, pemilihan_id: str, tahap: str, ba: BeritaAcara, asal: Asal, *, by: Actor, at: datetime
) -> tuple[str, Rekap]:
    """Record the province's minutes over the established lists of its kabupaten/kota.

    Returns its code and what they add up to.

    Raises:
        Refusal: for role, region and window, and as `require_established` does;
            `rekap-tidak-sama` with both figures.
    """
    act = PROVINCE_ACTS[tahap]
    pemilihan = await load_pemilihan(tx, pemilihan_id)
    require_region(pemilihan.wilayah, by)
    await require_allowed(tx, act, pemilihan, by=by, at=at)
    dihitung = await require_established(tx, pemilihan, tahap, by=by)
    require_equal(ba.dinyatakan, dihitung, pemilihan.wilayah)
    await _add(tx, pemilihan_id, tahap, pemilihan.wilayah, ba, asal=asal, at=at)
    event = published.DaftarDirekapitulasi(
        pemilihan=pemilihan_id, tahap=tahap, wilayah=pemilihan.wilayah, asal=asal,
        l=dihitung.l, p=dihitung.p, tps=dihitung.tps, ba_nomor=ba.nomor,
    )  # fmt: skip
    await record_event(tx, event, f"{pemilihan_id}/{tahap}", at=at)
    await record_act(tx, act.nama, f"pemilihan/{pemilihan_id}", by=by, at=at, ba=ba.nomor)
    return pemilihan.wilayah, dihitung


async def require_recapitulable(
    tx: Tx, daftar: DaftarPemilih, tahap: str, wilayah: str, *, by: Actor
) -> Rekap:
    """Return what the minutes of a village or kecamatan have to declare.

    Raises:
        Refusal: for region and stage; `bukti-sudah-ada`; `rekap-belum-lengkap` while a PPS of the
            kecamatan has none; `tps-melebihi-batas`; `ada-belum-cukup-umur`.
    """
    require_region(wilayah, by)
    await _require_none(tx, daftar.pemilihan, tahap, wilayah, by=by)
    DAFTAR_PEMILIH.step(Tahap(daftar.tahap), ACTS[tahap, len(wilayah)][1])
    return await _counted(tx, daftar, tahap, wilayah, by=by)


async def require_established(tx: Tx, pemilihan: Pemilihan, tahap: str, *, by: Actor) -> Rekap:
    """Return what the minutes of the province have to declare.

    Raises:
        Refusal: `bukti-sudah-ada`; `rekap-belum-lengkap` while a kabupaten/kota has not
            established.
    """
    await _require_none(tx, pemilihan.id, tahap, pemilihan.wilayah, by=by)
    lists = await cuplikan_store.established(tx, by.scope, pemilihan.id, tahap)
    kabs = await wilayah_store.codes_below(tx, pemilihan.wilayah, PANJANG_KAB)
    require_complete(tahap, [c.wilayah for c in lists], kabs)
    return _sum([Rekap(c.l, c.p, c.tps) for c in lists])


async def _counted(tx: Tx, daftar: DaftarPemilih, tahap: str, wilayah: str, *, by: Actor) -> Rekap:
    """What the rows of a village, or the minutes of a kecamatan's villages, add up to.

    A village is locked by its minutes, so a TPS above the maximum is refused before, and whoever is
    under age: a DP4 has some whom nobody visited. Afterwards no voter could be moved or struck.
    """
    if len(wilayah) == PANJANG_DESA:
        pemilihan = await load_pemilihan(tx, daftar.pemilihan)
        ruleset = await pemilihan_store.ruleset_of(tx, pemilihan)
        voters = await pemilih_store.per_tps(tx, by.scope, daftar.pemilihan, wilayah)
        require_capacity(voters, ruleset.tps_maksimum)
        young = await pemilih_store.under_age(
            tx, by.scope, daftar.pemilihan, wilayah, pemilihan.hari_pemungutan, ruleset.usia_minimum
        )
        require_of_age(young, ruleset.usia_minimum)
        return await pemilih_store.count(tx, by.scope, daftar.pemilihan, wilayah)
    declared = await store.declared_below(
        tx, by.scope, daftar.pemilihan, tahap, wilayah, PANJANG_DESA
    )
    require_complete(tahap, declared, await wilayah_store.codes_below(tx, wilayah, PANJANG_DESA))
    return _sum(list(declared.values()))


async def _require_none(tx: Tx, pemilihan: str, tahap: str, wilayah: str, *, by: Actor) -> None:
    """Refuse minutes of a stage and region that has some."""
    if await store.get(tx, by.scope, pemilihan, tahap, wilayah):
        raise Refusal("bukti-sudah-ada", jenis=f"rekap {tahap}", id=wilayah)


async def _add(
    tx: Tx, pemilihan: str, tahap: str, wilayah: str, ba: BeritaAcara, *, asal: str, at: datetime
) -> None:
    await store.add(
        tx, pemilihan=pemilihan, tahap=tahap, wilayah=wilayah, asal=str(asal), pada=at,
        l=ba.dinyatakan.l, p=ba.dinyatakan.p, tps=ba.dinyatakan.tps,
        ba_nomor=ba.nomor, ba_tanggal=ba.tanggal, penanda_tangan=ba.penanda_tangan,
    )  # fmt: skip


def _sum(parts: list[Rekap]) -> Rekap:
    return Rekap(sum(r.l for r in parts), sum(r.p for r in parts), sum(r.tps for r in parts))
