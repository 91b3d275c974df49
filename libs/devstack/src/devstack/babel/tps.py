"""The TPS of a kabupaten: how many each village has, and how many voters each one holds."""

from dataclasses import dataclass
from random import Random

from devstack.babel.pembagian import split
from devstack.babel.sasaran import SasaranKabupaten, SasaranKecamatan
from devstack.babel.sumber import chance
from devstack.babel.wilayah import Wilayah, anak_wilayah

TEMPAT = (
    "SD Negeri {n}",
    "Balai pertemuan {desa}",
    "Halaman Masjid Al-Ikhlas RT {n:03d}",
    "SMP Negeri {n}",
    "Gedung serbaguna {desa}",
    "Posyandu Melati {n}",
    "Lapangan voli RT {n:03d}",
    "Halaman rumah Ketua RT {n:03d}",
)
# Plans stay below the legal 600, so that DP4, which still holds the dead and the double, fits too.
RENCANA = (550, 575)
# A kecamatan's voters follow its votes more than its TPS, whose number also follows distance.
BOBOT_TPS = 0.25
# Far hamlets keep their own small TPS: this share of TPS, at this fraction of the usual size.
TPS_DUSUN = 0.12
UKURAN_DUSUN = (0.35, 0.75)


@dataclass(frozen=True, slots=True)
class Tps:
    """A TPS and the number of voters that its final list must have."""

    kode: str
    kode_wilayah: str
    nomor: str
    alamat: str
    dpt: int


def plan_tps(kab: SasaranKabupaten, seed: int) -> tuple[Tps, ...]:
    """Return the TPS of a kabupaten in order of code; voters sum to its DPT."""
    rng = chance(seed, kab.kode, "tps")
    return tuple(
        tps
        for kec, dpt in zip(kab.kecamatan, _voters_by_kecamatan(kab), strict=True)
        for tps in _plan_kecamatan(kec, dpt, rng)
    )


def _voters_by_kecamatan(kab: SasaranKabupaten) -> list[int]:
    """Split the DPT by TPS and votes cast: only the sum of the kabupaten is public."""
    suara = sum(kab.suara_tps) or 1
    bobot = [
        BOBOT_TPS * k.tps / kab.tps + (1 - BOBOT_TPS) * sum(k.suara_tps) / suara
        for k in kab.kecamatan
    ]
    return split(kab.dpt, bobot, [k.tps * RENCANA[0] for k in kab.kecamatan])


def _plan_kecamatan(kec: SasaranKecamatan, dpt: int, rng: Random) -> list[Tps]:
    desa = _villages(kec, rng)
    per_desa = split(kec.tps - len(desa), [rng.uniform(0.4, 1.6) for _ in desa])
    tempat = [
        (d, nomor) for d, lebih in zip(desa, per_desa, strict=True) for nomor in range(1, lebih + 2)
    ]
    ukuran = [_size(rng) for _ in tempat]
    pemilih = split(dpt, ukuran, [rng.randint(*RENCANA) for _ in tempat])
    return [_tps(d, nomor, n, rng) for (d, nomor), n in zip(tempat, pemilih, strict=True)]


def _villages(kec: SasaranKecamatan, rng: Random) -> list[Wilayah]:
    """Return the villages that have a TPS: all, or a few of them in a small province."""
    desa = anak_wilayah(kec.kode)
    if kec.tps >= len(desa):
        return list(desa)
    return sorted(rng.sample(desa, (kec.tps + 1) // 2), key=lambda d: d.kode)


def _size(rng: Random) -> float:
    return rng.uniform(*UKURAN_DUSUN) if rng.random() < TPS_DUSUN else rng.uniform(0.9, 1.1)


def _tps(desa: Wilayah, nomor: int, dpt: int, rng: Random) -> Tps:
    return Tps(
        kode=f"{desa.kode}{nomor:03d}",
        kode_wilayah=desa.kode,
        nomor=f"{nomor:03d}",
        alamat=f"{rng.choice(TEMPAT).format(n=nomor, desa=desa.nama)}, {desa.nama}",
        dpt=dpt,
    )
