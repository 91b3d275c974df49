"""Targets: the real totals of 2024 that everything generated must add up to."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import TypeAlias

from devstack.babel.pembagian import split
from devstack.babel.sumber import read_csv
from devstack.babel.wilayah import PROVINSI

# PKPU 7/2024: voters of one TPS.
TPS_MAKSIMUM = 600
# A missing TPS stays itself in a smaller province (a TPS does not shrink in number of votes) only
# where its kecamatan still has enough other TPS beside it.
TPS_UNTUK_SUSULAN = 10
LAKI_LAKI = 552_565
SKALA_TERKECIL = 0.001

Suara: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SasaranKecamatan:
    """TPS and votes (pair 1, pair 2) of a kecamatan.

    `suara` is the Sirekap figure; `susulan` the votes of the one TPS that the snapshot lacked.
    """

    kode: str
    tps: int
    suara: Suara
    susulan: Suara | None = None

    @property
    def suara_tps(self) -> Suara:
        """Votes that the forms of all its TPS sum to."""
        satu, dua = self.susulan or (0, 0)
        return self.suara[0] + satu, self.suara[1] + dua


@dataclass(frozen=True, slots=True)
class SasaranKabupaten:
    """Voters, kecamatan, plenary correction and expected turnout of a kabupaten/kota."""

    kode: str
    nama: str
    laki_laki: int
    perempuan: int
    kecamatan: tuple[SasaranKecamatan, ...]
    koreksi: Suara
    partisipasi: float

    @property
    def dpt(self) -> int:
        """Voters in the DPT."""
        return self.laki_laki + self.perempuan

    @property
    def tps(self) -> int:
        """Number of TPS."""
        return sum(k.tps for k in self.kecamatan)

    @property
    def suara_tps(self) -> Suara:
        """Votes that the forms of all its TPS sum to."""
        return _add(k.suara_tps for k in self.kecamatan)

    @property
    def suara(self) -> Suara:
        """Votes after the corrections of the plenary meeting."""
        return _add((self.suara_tps, self.koreksi))


@dataclass(frozen=True, slots=True)
class SasaranProvinsi:
    """The province; `suara` and `tidak_sah` are the figures of the decree."""

    kabupaten: tuple[SasaranKabupaten, ...]
    tidak_sah: int

    @property
    def laki_laki(self) -> int:
        """Men in the DPT."""
        return sum(k.laki_laki for k in self.kabupaten)

    @property
    def perempuan(self) -> int:
        """Women in the DPT."""
        return sum(k.perempuan for k in self.kabupaten)

    @property
    def dpt(self) -> int:
        """Voters in the DPT."""
        return self.laki_laki + self.perempuan

    @property
    def tps(self) -> int:
        """Number of TPS."""
        return sum(k.tps for k in self.kabupaten)

    @property
    def suara(self) -> Suara:
        """Official votes of the two pairs."""
        return _add(k.suara for k in self.kabupaten)

    @property
    def total_suara(self) -> int:
        """Valid and invalid votes; a correction moves votes between the two, never this sum."""
        return sum(self.suara) + self.tidak_sah

    @property
    def tidak_sah_tps(self) -> int:
        """Invalid votes on the forms of the TPS, before the corrections."""
        return self.tidak_sah + sum(sum(k.koreksi) for k in self.kabupaten)

    def kab(self, kode: str) -> SasaranKabupaten:
        """Return one kabupaten/kota.

        Raises:
            KeyError: the code is not of this province.
        """
        return {k.kode: k for k in self.kabupaten}[kode]


def _add(pasangan: Iterator[Suara] | tuple[Suara, ...]) -> Suara:
    satu, dua = zip(*pasangan, strict=True)
    return sum(satu), sum(dua)


def sasaran_provinsi() -> SasaranProvinsi:
    """Return the targets of the whole province."""
    return skala(1.0)


def skala(x: float) -> SasaranProvinsi:
    """Return a province x times as large in which every identity of the whole one holds.

    Raises:
        ValueError: x is below 0.001 or above 1.
    """
    if not SKALA_TERKECIL <= x <= 1:
        message = f"scale must be from {SKALA_TERKECIL} to 1, not {x}"
        raise ValueError(message)
    dpt = {b["kode_kab"]: round(int(b["dpt"]) * x) for b in read_csv("dpt-pilkada-2024")}
    laki_laki = _men(dpt, x)
    resmi = next(b for b in read_csv("pilgub-2024-hasil") if b["kode"] == PROVINSI)
    kabupaten = tuple(
        _kabupaten(baris, laki_laki[baris["kode_kab"]], dpt[baris["kode_kab"]], x)
        for baris in read_csv("dpt-pilkada-2024")
    )
    return SasaranProvinsi(kabupaten, round(int(resmi["suara_tidak_sah"]) * x))


def _men(dpt: dict[str, int], x: float) -> dict[str, int]:
    """Split the official number of men over the kabupaten by their shares at the last election."""
    perkiraan = {b["kode_kab"]: float(b["bagian_laki_laki"]) for b in read_csv("perkiraan-kab")}
    bobot = [dpt[kode] * perkiraan[kode] for kode in dpt]
    return dict(zip(dpt, split(round(LAKI_LAKI * x), bobot), strict=True))


def _kabupaten(baris: dict[str, str], laki_laki: int, dpt: int, x: float) -> SasaranKabupaten:
    kode = baris["kode_kab"]
    perkiraan = next(b for b in read_csv("perkiraan-kab") if b["kode_kab"] == kode)
    koreksi = next(b for b in read_csv("koreksi-pilgub-2024") if b["kode_kab"] == kode)
    beda = int(koreksi["beda_1"]), int(koreksi["beda_2"])
    sirekap = [b for b in read_csv("pilgub-2024-sirekap-kecamatan") if b["kode_kab"] == kode]
    kurang_tps = any(b["tps_total"] != b["tps_masuk"] for b in sirekap)
    return SasaranKabupaten(
        kode=kode,
        nama=baris["nama"],
        laki_laki=laki_laki,
        perempuan=dpt - laki_laki,
        kecamatan=tuple(_kecamatan(b, beda, x) for b in sirekap),
        koreksi=(0, 0) if kurang_tps else (round(beda[0] * x), round(beda[1] * x)),
        partisipasi=float(perkiraan["partisipasi_persen"]) / 100,
    )


def _kecamatan(baris: dict[str, str], beda: Suara, x: float) -> SasaranKecamatan:
    # At least two TPS, so that a voter in the wrong one exists in a small province as well.
    tps = max(2, ceil(int(baris["tps_total"]) * x))
    hilang = baris["tps_total"] != baris["tps_masuk"] and tps >= TPS_UNTUK_SUSULAN
    return SasaranKecamatan(
        kode=baris["kode_kec"],
        tps=tps,
        suara=(
            round(int(baris["suara_01_erzaldi_yuri"]) * x),
            round(int(baris["suara_02_hidayat_hellyana"]) * x),
        ),
        susulan=beda if hilang else None,
    )
