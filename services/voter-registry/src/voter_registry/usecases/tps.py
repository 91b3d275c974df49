"""Mapping the polling stations of a kabupaten/kota, as given."""

from collections.abc import Mapping
from datetime import datetime

from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import Tx
from election_common.errors import Refusal
from election_common.events import record_event
from election_common.kerangka.izin import require_allowed
from election_common.tindakan import require_region
from voter_registry.domain import tindakan
from voter_registry.domain.penguncian import PANJANG_DESA
from voter_registry.domain.tahap import Aksi
from voter_registry.events import published
from voter_registry.store import pemilih as pemilih_store
from voter_registry.store import tps as store
from voter_registry.store import wilayah as wilayah_store
from voter_registry.store.daftar_pemilih import DaftarPemilih, Lock
from voter_registry.usecases.daftar_pemilih import advance, load_daftar_of
from voter_registry.usecases.izin import load_pemilihan


async def map_tps(
    tx: Tx, pemilihan_id: str, kab: str, alamat: Mapping[str, str], *, by: Actor, at: datetime
) -> DaftarPemilih:
    """Fix the polling stations (code to address) of a kabupaten/kota.

    Raises:
        Refusal: `wilayah-tidak-dikenal` for a TPS outside the villages of the kabupaten/kota,
            `tps-belum-dipetakan` when voters name a TPS that is not among them.
    """
    require_region(kab, by)
    pemilihan = await load_pemilihan(tx, pemilihan_id)
    await require_allowed(tx, tindakan.PEMETAAN_TPS, pemilihan, by=by, at=at)
    daftar = await load_daftar_of(tx, pemilihan_id, kab, by=by, lock=Lock.UPDATE)
    advance(daftar, Aksi.PEMETAAN_TPS)
    villages = set(await wilayah_store.codes_below(tx, kab, PANJANG_DESA))
    foreign = sorted(kode for kode in alamat if kode[:PANJANG_DESA] not in villages)
    if foreign:
        raise Refusal("wilayah-tidak-dikenal", wilayah=foreign[0], tingkat="TPS")
    rows = [{"pemilihan": pemilihan_id, "kode": k, "alamat": a} for k, a in alamat.items()]
    await store.add_all(tx, rows)
    n, missing = await pemilih_store.place_in_tps(tx, by.scope, pemilihan_id, kab)
    if n:
        raise Refusal("tps-belum-dipetakan", jumlah=n, contoh=", ".join(missing[:3]))
    event = published.TpsDipetakan(pemilihan=pemilihan_id, wilayah=kab, jumlah=len(alamat))
    await record_event(tx, event, str(daftar.id), at=at)
    await record_act(
        tx, tindakan.PEMETAAN_TPS.nama, f"daftar-pemilih/{daftar.id}", by=by, at=at, tps=len(alamat)
    )
    return daftar
