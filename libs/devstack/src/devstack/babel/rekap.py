"""DPT per TPS, men and women, of kabupaten whose persons are not generated."""

from collections.abc import Mapping
from typing import TypeAlias

from devstack.babel.pembagian import split
from devstack.babel.sasaran import SasaranKabupaten, SasaranProvinsi
from devstack.babel.sumber import chance
from devstack.babel.tps import plan_tps

Rekap: TypeAlias = dict[str, tuple[int, int]]
"""Men and women in the DPT by the code of the TPS."""

SEBARAN = 0.02


def rekap_kabupaten(kab: SasaranKabupaten, seed: int, laki_laki: int | None = None) -> Rekap:
    """Return a kabupaten's DPT per TPS; its number of men is the target's unless given.

    Raises:
        ValueError: more men than voters are asked for.
    """
    laki_laki = kab.laki_laki if laki_laki is None else laki_laki
    rng = chance(seed, kab.kode, "rekap")
    tps = plan_tps(kab, seed)
    bobot = [t.dpt * (laki_laki / kab.dpt + rng.gauss(0, SEBARAN)) for t in tps]
    l_per_tps = split(laki_laki, [max(b, 0.0) for b in bobot], [t.dpt for t in tps])
    return {t.kode: (n, t.dpt - n) for t, n in zip(tps, l_per_tps, strict=True)}


def rekap_provinsi(
    sasaran: SasaranProvinsi, seed: int, nyata: Mapping[str, Rekap] | None = None
) -> dict[str, Rekap]:
    """Return all kabupaten by code; men and women sum to the official figures of the province.

    `nyata` holds those whose lists exist already and stay as they are; the others make up the
    difference.

    Raises:
        ValueError: the given lists leave too many or too few men for the others.
    """
    nyata = nyata or {}
    lain = [k for k in sasaran.kabupaten if k.kode not in nyata]
    ada = sum(laki_laki for rekap in nyata.values() for laki_laki, _ in rekap.values())
    bobot = [k.laki_laki for k in lain]
    bagian = split(sasaran.laki_laki - ada, bobot, [k.dpt for k in lain])
    buatan = {k.kode: rekap_kabupaten(k, seed, n) for k, n in zip(lain, bagian, strict=True)}
    return {k.kode: dict(nyata.get(k.kode) or buatan[k.kode]) for k in sasaran.kabupaten}
