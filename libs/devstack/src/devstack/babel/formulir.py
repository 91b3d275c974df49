"""One counting form (C.HASIL) of a TPS: every line of it, with all arithmetic checks met."""

from dataclasses import dataclass
from random import Random
from typing import TypedDict


class LpJumlah(TypedDict):
    """Men, women and both."""

    l: int
    p: int
    jumlah: int


class Pemilih(TypedDict):
    """Section I.A: voters on the lists."""

    terdaftar: LpJumlah


class Pengguna(TypedDict):
    """Section I.B: who voted, by list."""

    terdaftar: LpJumlah
    pindahan: LpJumlah
    tambahan_ktp: LpJumlah
    jumlah: LpJumlah


class SuratSuara(TypedDict):
    """Section II: ballots."""

    diterima: int
    digunakan: int
    dikembalikan: int
    tidak_digunakan: int


class CHasil(TypedDict):
    """The form of one TPS."""

    tps: str
    pemilih: Pemilih
    pengguna: Pengguna
    surat_suara: SuratSuara
    suara: dict[str, int]
    suara_sah: int
    suara_tidak_sah: int
    total_suara: int


@dataclass(frozen=True, slots=True)
class Perolehan:
    """What the counting of a TPS gave: votes of the two pairs and invalid ones."""

    satu: int
    dua: int
    tidak_sah: int

    @property
    def total(self) -> int:
        """Ballots in the box."""
        return self.satu + self.dua + self.tidak_sah


def reserve(dpt: int) -> int:
    """Return the spare ballots of a TPS: 2.5 % of its DPT, rounded up."""
    return -(-dpt * 25 // 1000)


def fill_form(tps: str, dpt: tuple[int, int], hasil: Perolehan, rng: Random) -> CHasil:
    """Return the form of a TPS with this DPT (men, women) and this count."""
    pindahan = _few(rng, hasil.total, 0.25)
    tambahan = _few(rng, hasil.total - pindahan["jumlah"], 0.6)
    terdaftar = _registered(
        hasil.total - pindahan["jumlah"] - tambahan["jumlah"], dpt, rng.gauss(0.02, 0.02)
    )
    diterima = sum(dpt) + reserve(sum(dpt))
    dikembalikan = min(rng.choice((0, 0, 0, 0, 0, 1, 1, 2)), diterima - hasil.total)
    return {
        "tps": tps,
        "pemilih": {"terdaftar": _lp(*dpt)},
        "pengguna": {
            "terdaftar": terdaftar,
            "pindahan": pindahan,
            "tambahan_ktp": tambahan,
            "jumlah": _lp(
                terdaftar["l"] + pindahan["l"] + tambahan["l"],
                terdaftar["p"] + pindahan["p"] + tambahan["p"],
            ),
        },
        "surat_suara": {
            "diterima": diterima,
            "digunakan": hasil.total,
            "dikembalikan": dikembalikan,
            "tidak_digunakan": diterima - hasil.total - dikembalikan,
        },
        "suara": {"1": hasil.satu, "2": hasil.dua},
        "suara_sah": hasil.satu + hasil.dua,
        "suara_tidak_sah": hasil.tidak_sah,
        "total_suara": hasil.total,
    }


def _lp(laki_laki: int, perempuan: int) -> LpJumlah:
    return {"l": laki_laki, "p": perempuan, "jumlah": laki_laki + perempuan}


def _few(rng: Random, most: int, often: float) -> LpJumlah:
    """Return a handful of voters who are not on this TPS's list, in some TPS none."""
    jumlah = min(rng.randint(1, 4), most) if rng.random() < often else 0
    laki_laki = rng.randint(0, jumlah)
    return _lp(laki_laki, jumlah - laki_laki)


def _registered(jumlah: int, dpt: tuple[int, int], lead: float) -> LpJumlah:
    """Split the registered who voted: women lead by some percent, nobody above the DPT."""
    laki_laki = round(jumlah * (dpt[0] / sum(dpt) - lead / 2))
    laki_laki = min(max(laki_laki, jumlah - dpt[1], 0), dpt[0], jumlah)
    return _lp(laki_laki, jumlah - laki_laki)
