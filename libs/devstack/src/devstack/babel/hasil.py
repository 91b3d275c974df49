"""The count of every TPS, made so that the forms sum to the real result of 2024."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from devstack.babel.formulir import CHasil, Perolehan, fill_form
from devstack.babel.pembagian import split
from devstack.babel.rekap import Rekap
from devstack.babel.sasaran import SasaranKabupaten, SasaranKecamatan, SasaranProvinsi, Suara
from devstack.babel.sumber import chance

# Nowhere does everybody vote; no box is more than a third invalid.
PARTISIPASI_MAKSIMUM = 0.97
TIDAK_SAH_MAKSIMUM = 1 / 3


@dataclass(frozen=True, slots=True)
class _Kotak:
    """The boxes of several TPS together: who may vote there and what they must sum to."""

    dpt: tuple[int, ...]
    suara: Suara
    tidak_sah: int


def hasil_provinsi(
    sasaran: SasaranProvinsi, rekap: Mapping[str, Rekap], seed: int
) -> Iterator[CHasil]:
    """Yield the form of every TPS, in order of code.

    `rekap` is the DPT per TPS by kabupaten. Votes sum per kecamatan to the Sirekap figures and
    the votes of the missing TPS; invalid votes to the official number before the corrections.

    Raises:
        KeyError: the DPT of a kabupaten is missing.
        ValueError: a DPT is too small for the votes it must hold.
    """
    for kab, tidak_sah in zip(sasaran.kabupaten, _invalid_by_kab(sasaran), strict=True):
        yield from hasil_kabupaten(kab, tidak_sah, rekap[kab.kode], seed)


def hasil_kabupaten(
    kab: SasaranKabupaten, tidak_sah: int, rekap: Rekap, seed: int
) -> Iterator[CHasil]:
    """Yield the forms of a kabupaten with this many invalid votes, in order of code."""
    rng = chance(seed, kab.kode, "hasil")
    bagian = split(tidak_sah, [sum(k.suara_tps) + 1 for k in kab.kecamatan])
    for kec, n in zip(kab.kecamatan, bagian, strict=True):
        dpt = {kode: lp for kode, lp in sorted(rekap.items()) if kode.startswith(kec.kode)}
        for kode, perolehan in _count_kecamatan(kec, n, dpt, rng).items():
            yield fill_form(kode, dpt[kode], perolehan, rng)


def _invalid_by_kab(sasaran: SasaranProvinsi) -> list[int]:
    """Split the invalid votes so that each turnout comes near the one that the press printed."""
    bobot = [max(k.dpt * k.partisipasi - sum(k.suara_tps), 1) for k in sasaran.kabupaten]
    return split(sasaran.tidak_sah_tps, bobot)


def _count_kecamatan(
    kec: SasaranKecamatan, tidak_sah: int, dpt: Rekap, rng: Random
) -> dict[str, Perolehan]:
    hitungan: dict[str, Perolehan] = {}
    if kec.susulan:
        kode = _missing_tps(kec, tidak_sah, dpt)
        hitungan[kode] = Perolehan(*kec.susulan, _invalid_share(kec, tidak_sah))
        tidak_sah -= hitungan[kode].tidak_sah
    sisa = [kode for kode in dpt if kode not in hitungan]
    kotak = _Kotak(tuple(sum(dpt[kode]) for kode in sisa), kec.suara, tidak_sah)
    hitungan |= dict(zip(sisa, _count(kotak, rng), strict=True))
    return {kode: hitungan[kode] for kode in dpt}


def _invalid_share(kec: SasaranKecamatan, tidak_sah: int) -> int:
    """Return the missing TPS's part of the kecamatan's invalid votes, by its valid ones."""
    return tidak_sah * sum(kec.susulan or ()) // sum(kec.suara_tps)


def _missing_tps(kec: SasaranKecamatan, tidak_sah: int, dpt: Rekap) -> str:
    """Return the TPS whose size fits best to the votes that the snapshot lacked."""
    jumlah = sum(kec.susulan or ()) + _invalid_share(kec, tidak_sah)
    partisipasi = (sum(kec.suara_tps) + tidak_sah) / sum(map(sum, dpt.values()))
    cukup = [kode for kode, lp in dpt.items() if jumlah <= sum(lp) * PARTISIPASI_MAKSIMUM]
    return min(cukup, key=lambda kode: abs(sum(dpt[kode]) * partisipasi - jumlah))


def _count(kotak: _Kotak, rng: Random) -> list[Perolehan]:
    """Spread the votes over the boxes: first who comes, then who spoils, then for whom."""
    hadir = split(
        sum(kotak.suara) + kotak.tidak_sah,
        [n * rng.gauss(1, 0.06) for n in kotak.dpt],
        [int(n * PARTISIPASI_MAKSIMUM) for n in kotak.dpt],
    )
    tidak_sah = split(
        kotak.tidak_sah,
        [n * rng.uniform(0.6, 1.4) for n in hadir],
        [int(n * TIDAK_SAH_MAKSIMUM) for n in hadir],
    )
    sah = [n - rusak for n, rusak in zip(hadir, tidak_sah, strict=True)]
    satu = split(kotak.suara[0], [n * rng.uniform(0.75, 1.25) for n in sah], sah)
    return [Perolehan(a, n - a, rusak) for a, n, rusak in zip(satu, sah, tidak_sah, strict=True)]
