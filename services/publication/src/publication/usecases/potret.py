"""Reading one region's results: the same figures for a request, a plenary and a document."""

from dataclasses import dataclass, field
from typing import Any

from election_common.database import Tx
from election_common.errors import Refusal
from election_common.kerangka.pemilihan import Pemilihan
from publication.domain import dokumen
from publication.domain.angka import JUMLAH_TPS, bagian
from publication.domain.kolom import Kolom
from publication.domain.potret import PANJANG_DESA, PANJANG_KECAMATAN, Formulir, Potret
from publication.domain.unit import Unit, gabung
from publication.store import dpt as dpt_store
from publication.store import hasil_tps as hasil_store
from publication.store import kolom_suara as kolom_store
from publication.store import rekapitulasi as rekapitulasi_store
from publication.store import wilayah as wilayah_store


@dataclass(frozen=True, slots=True)
class Dibaca:
    """A unit as it was read, with the TPS of a kecamatan that have sent nothing."""

    pemilihan: Pemilihan
    unit: Unit
    kolom: list[Kolom]
    belum_masuk: list[str] = field(default_factory=list)

    @property
    def isi(self) -> dict[str, Any]:
        """The content of its document."""
        return dokumen.hasil(self.pemilihan.id, self.unit, self.kolom, self.belum_masuk)

    @property
    def versi(self) -> int:
        """Version of what its plenary declared, 0 before it."""
        return self.unit.pengesahan.versi if self.unit.pengesahan else 0


async def load_units(tx: Tx, pemilihan: str, kode: str, kolom: list[Kolom]) -> dict[str, Unit]:
    """Return every unit of a region down to its kecamatan, by code."""
    potret = Potret(
        wilayah=await wilayah_store.within(tx, kode),
        jumlah_tps={r.kode: r.tps for r in await dpt_store.per_kecamatan(tx, pemilihan, kode)},
        jumlah=await hasil_store.per_kecamatan(tx, pemilihan, kode, [k.nomor for k in kolom]),
        pengesahan=await rekapitulasi_store.declared(tx, pemilihan, kode),
    )
    return potret.units()


async def load_unit(tx: Tx, pemilihan: Pemilihan, kode: str) -> Dibaca:
    """Return one unit with its children; refuses with `wilayah-tidak-dikenal`."""
    kolom = await kolom_store.of(tx, pemilihan.id)
    unit = None
    if kode.startswith(pemilihan.wilayah):
        unit = (await load_units(tx, pemilihan.id, kode, kolom)).get(kode)
    if unit is None:
        tingkat = "provinsi, kabupaten/kota, atau kecamatan"
        raise Refusal("wilayah-tidak-dikenal", wilayah=kode, tingkat=tingkat)
    if len(kode) < PANJANG_KECAMATAN:
        return Dibaca(pemilihan, unit, kolom)
    return await load_kecamatan(tx, pemilihan, unit, kolom)


async def load_kecamatan(tx: Tx, pemilihan: Pemilihan, unit: Unit, kolom: list[Kolom]) -> Dibaca:
    """Return a kecamatan with its TPS as children."""
    desa = await wilayah_store.within(tx, unit.kode)
    tps = await dpt_store.per_tps(tx, pemilihan.id, unit.kode)
    forms = await hasil_store.within(tx, pemilihan.id, unit.kode)
    anak = [_tps(f, desa[f.tps[:PANJANG_DESA]].nama) for f in forms]
    whole = gabung(unit.kode, unit.nama, unit.jenis, anak, unit.pengesahan, len(tps))
    return Dibaca(pemilihan, whole, kolom, sorted(set(tps) - {f.tps for f in forms}))


def _tps(f: Formulir, desa: str) -> Unit:
    dihitung = {**f.angka, JUMLAH_TPS: 1}
    return Unit(
        kode=f.tps,
        nama=f"TPS {f.tps[PANJANG_DESA:]} {desa}",
        jenis="tps",
        tps_total=1,
        dihitung=dihitung,
        asal_dihitung={bagian(k): f.asal for k in dihitung},
        peringatan=f.peringatan,
    )
