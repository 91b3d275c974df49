"""Reading the recaps of the DPT, from TPS to province."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from election_common.database import Tx
from election_common.kerangka.pemilihan import Pemilihan
from election_common.provenance import Asal
from publication.domain import dokumen
from publication.domain.dpt import DptDinyatakan, RekapDpt, UnitDpt, gabung_dpt
from publication.domain.potret import PANJANG_DESA, PANJANG_KECAMATAN, Wilayah
from publication.domain.terima import PANJANG_KAB
from publication.store import dpt as store
from publication.store import wilayah as wilayah_store


async def read_recaps(tx: Tx, pemilihan: Pemilihan, codes: set[str]) -> list[dict[str, Any]]:
    """Return the content of the documents of these regions that have a DPT."""
    established = await store.established(tx, pemilihan.id)
    kecamatan = {
        r.kode: _computed(r.l, r.p, r.tps, established[r.kode[:PANJANG_KAB]])
        for r in await store.per_kecamatan(tx, pemilihan.id, pemilihan.wilayah)
    }
    pembaca = Pembaca(
        wilayah=await wilayah_store.within(tx, pemilihan.wilayah),
        kecamatan=kecamatan,
        established=established,
        recapitulated=await store.recapitulated(tx, pemilihan.id),
    )
    contents = []
    for kode in sorted(codes & set(pembaca.wilayah)):
        unit = pembaca.unit(kode)
        if len(kode) == PANJANG_KECAMATAN:
            unit = await _with_tps(tx, pemilihan.id, unit)
        if unit.rekap.tps:
            contents.append(
                dokumen.rekap_dpt(pemilihan.id, unit, pembaca.status(unit), pembaca.progres(unit))
            )
    return contents


@dataclass(frozen=True, slots=True)
class Pembaca:
    """What one snapshot says of the DPT."""

    wilayah: Mapping[str, Wilayah]
    kecamatan: Mapping[str, RekapDpt]
    established: Mapping[str, store.Dpt]
    recapitulated: Mapping[str, store.RekapDpt]

    def unit(self, kode: str) -> UnitDpt:
        """Return a region with its children."""
        w = self.wilayah[kode]
        if len(kode) == PANJANG_KECAMATAN:
            rekap = self.kecamatan.get(kode, gabung_dpt([]))
            return UnitDpt(kode, w.nama, w.jenis, rekap)
        anak = [self.unit(k) for k, v in sorted(self.wilayah.items()) if v.induk == kode]
        return UnitDpt(
            kode, w.nama, w.jenis, gabung_dpt(anak), self._declared(kode, anak), tuple(anak)
        )

    def _declared(self, kode: str, anak: list[UnitDpt]) -> DptDinyatakan | None:
        if kab := self.established.get(kode):
            asal = Asal(kab.asal_jumlah), Asal(kab.asal_lp)
            rekap = RekapDpt(kab.l, kab.p, sum(a.rekap.tps for a in anak), *asal)
            return DptDinyatakan(rekap, kab.ba_nomor, kab.sk_nomor)
        if prov := self.recapitulated.get(kode):
            asal = Asal(prov.asal), Asal(prov.asal)
            return DptDinyatakan(RekapDpt(prov.l, prov.p, prov.tps, *asal), prov.ba_nomor, None)
        return None

    def status(self, unit: UnitDpt) -> str:
        """Say how far the list of a region is."""
        if unit.kode[:PANJANG_KAB] in self.established:
            return "ditetapkan"
        return "direkapitulasi" if unit.dinyatakan else "sementara"

    def progres(self, unit: UnitDpt) -> dict[str, int] | None:
        """Count the kabupaten/kota of a province that have established their lists."""
        if len(unit.kode) >= PANJANG_KAB:
            return None
        masuk = sum(a.kode in self.established for a in unit.anak)
        return {"kabko_masuk": masuk, "kabko_total": len(unit.anak)}


def _computed(l: int, p: int, tps: int, kab: store.Dpt) -> RekapDpt:
    asal = Asal(kab.asal_lp)
    return RekapDpt(l, p, tps, asal, asal)


async def _with_tps(tx: Tx, pemilihan: str, unit: UnitDpt) -> UnitDpt:
    """Return a kecamatan with its TPS as children."""
    desa = await wilayah_store.within(tx, unit.kode)
    asal = unit.dihitung.asal_lp
    anak = [
        UnitDpt(
            tps,
            f"TPS {tps[PANJANG_DESA:]} {desa[tps[:PANJANG_DESA]].nama}",
            "tps",
            RekapDpt(l, p, 1, asal, asal),
        )
        for tps, (l, p) in (await store.per_tps(tx, pemilihan, unit.kode)).items()
    ]
    return UnitDpt(unit.kode, unit.nama, unit.jenis, unit.dihitung, None, tuple(anak))
