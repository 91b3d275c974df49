"""A kabupaten with its people, DP4 with its faults, and what the field says about them."""

from collections import Counter
from dataclasses import dataclass

from devstack.babel.bahan import Bahan
from devstack.babel.cacat import KEMBAR_ALAMI, break_dp4, count
from devstack.babel.catatan import Catatan, Kasus
from devstack.babel.ganda import keep_twins
from devstack.babel.kembar import make_twins
from devstack.babel.penduduk import new_population
from devstack.babel.rekap import Rekap
from devstack.babel.sasaran import SasaranKabupaten
from devstack.babel.sumber import chance
from devstack.babel.tps import Tps, plan_tps

BARIS_PERTAMA = 2


@dataclass(frozen=True, slots=True)
class Kabupaten:
    """All records of a kabupaten: those in DP4 by line of the file, then those it lacks."""

    kode: str
    tps: tuple[Tps, ...]
    catatan: tuple[Catatan, ...]
    kasus: tuple[Kasus, ...]

    def dpt(self) -> Rekap:
        """Return men and women in the final list by TPS."""
        jumlah = Counter(
            (c.benar.kode_tps, c.benar.jenis_kelamin) for c in self.catatan if c.masuk_dpt
        )
        return {t.kode: (jumlah[t.kode, "L"], jumlah[t.kode, "P"]) for t in self.tps}


def make_kabupaten(sasaran: SasaranKabupaten, seed: int) -> Kabupaten:
    """Make a kabupaten; the same seed makes the same one on every machine."""
    tps = plan_tps(sasaran, seed)
    penduduk = new_population(sasaran, seed)
    keluarga = penduduk.families(tps)
    kembar = make_twins(penduduk, keluarga, count(KEMBAR_ALAMI / 2, sasaran.dpt))
    for k in keluarga:
        penduduk.number(k)
    bahan = Bahan(penduduk, keluarga, chance(seed, sasaran.kode, "cacat"))
    keep_twins(bahan, kembar)
    break_dp4(bahan)
    kasus = sorted(_number_lines(bahan).kasus, key=lambda k: min(c.baris for c in k.anggota))
    return Kabupaten(sasaran.kode, tps, tuple(sorted(bahan.catatan, key=_order)), tuple(kasus))


def _number_lines(bahan: Bahan) -> Bahan:
    """Number the records in the order of the DP4 file: by TPS, then by family card."""
    ada = [(c.dp4, c) for c in bahan.catatan if c.dp4]
    ada.sort(key=lambda baris: (baris[0].kode_tps, baris[0].nkk))
    for nomor, (_, catatan) in enumerate(ada, BARIS_PERTAMA):
        catatan.baris = nomor
    return bahan


def _order(catatan: Catatan) -> tuple[bool, int, str]:
    return not catatan.baris, catatan.baris, catatan.benar.nik
