"""The threshold of nomination, explained step by step.

After MK 60 the percentage is chosen by the number of voters (DPT) and applied to the valid votes:
confusing the two is the common mistake, so each step names what it reads. Everything is rounded up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import Any

from candidacy.domain.aturan import Aturan, Nama, berlaku, wajib_berlaku
from candidacy.domain.partai import Partai, perolehan
from election_common.provenance import Asal


class Cara(StrEnum):
    """How the threshold of parties is reached."""

    SUARA = "suara"
    KURSI_ATAU_SUARA = "kursi-atau-suara"


class Uraian(StrEnum):
    """What a step of the calculation does."""

    ATURAN = "aturan"
    TINGKAT = "tingkat"
    SUARA_MINIMAL = "suara-minimal"
    KURSI_MINIMAL = "kursi-minimal"
    TINGKAT_DUKUNGAN = "tingkat-dukungan"
    DUKUNGAN_MINIMAL = "dukungan-minimal"
    SEBARAN_MINIMAL = "sebaran-minimal"


@dataclass(frozen=True, slots=True)
class Langkah:
    """A step: what it does, by which formula, to which value, on which basis."""

    uraian: Uraian
    rumus: str
    nilai: str
    dasar: str


@dataclass(frozen=True, slots=True)
class Dasar:
    """The figures that a threshold is made from; `asal` is that of the weakest."""

    dpt: int
    suara_sah: int
    kursi: int
    daerah: int
    asal: Asal


@dataclass(frozen=True, slots=True)
class Ambang:
    """A threshold; `terverifikasi` only when every rule that it rests on was checked."""

    cara: Cara
    suara: int
    kursi: int | None
    dukungan: int
    sebaran: int
    asal: Asal
    terverifikasi: bool
    langkah: tuple[Langkah, ...]


def hitung(aturan: Sequence[Aturan], dasar: Dasar, tingkat: str, pada: date) -> Ambang:
    """Calculate the threshold by the rules in force on the day of its decree.

    Raises:
        Refusal: `aturan-tidak-ada` when no rule is in force.
    """
    perseorangan = wajib_berlaku(aturan, Nama.AMBANG_PERSEORANGAN, pada)
    setelah = berlaku(aturan, Nama.AMBANG_SUARA, pada)
    rule = setelah or wajib_berlaku(aturan, Nama.AMBANG_KURSI, pada)
    kursi, suara, langkah = _by_votes(rule, dasar, tingkat) if setelah else _by_seats(rule, dasar)
    dukungan, sebaran, langkah_dukungan = _by_support(perseorangan, dasar, tingkat)
    return Ambang(
        cara=Cara.SUARA if setelah else Cara.KURSI_ATAU_SUARA,
        suara=suara,
        kursi=kursi,
        dukungan=dukungan,
        sebaran=sebaran,
        asal=dasar.asal,
        terverifikasi=rule.terverifikasi and perseorangan.terverifikasi,
        langkah=(*langkah, *langkah_dukungan),
    )


def terpenuhi(ambang: Ambang, partai: Sequence[Partai]) -> bool | None:
    """Say whether parties reach the threshold together; None while their figures are unknown.

    Where seats count, parties without a seat nominate nobody (UU 10/2016 Pasal 40).
    """
    if ambang.kursi is None:
        milik = perolehan(partai)
        return None if milik.suara is None else milik.suara >= ambang.suara
    milik = perolehan(p for p in partai if p.kursi != 0)
    reached = [
        None if have is None else have >= need
        for have, need in ((milik.kursi, ambang.kursi), (milik.suara, ambang.suara))
    ]
    return True if True in reached else None if None in reached else False


def persen(tingkat: Sequence[Mapping[str, Any]], pemilih: int) -> Fraction:
    """Return the percentage of the bracket that a number of voters falls into (`sampai` incl.)."""
    row = next(t for t in tingkat if t["sampai"] is None or pemilih <= t["sampai"])
    return Fraction(str(row["persen"]))


def bagian(persen: Fraction, jumlah: int) -> int:
    """Return a percentage of a number, rounded up."""
    return ceil(persen * jumlah / 100)


def lebih_dari_separuh(jumlah: int) -> int:
    """Return the least number that is more than half."""
    return jumlah // 2 + 1


def _by_votes(rule: Aturan, d: Dasar, tingkat: str) -> tuple[None, int, list[Langkah]]:
    p = persen(rule.nilai[tingkat], d.dpt)
    suara = bagian(p, d.suara_sah)
    return None, suara, [
        Langkah(Uraian.ATURAN, "", rule.regulasi, rule.dasar),
        Langkah(Uraian.TINGKAT, f"DPT = {d.dpt}", f"{float(p):g} %", rule.dasar),
        Langkah(
            Uraian.SUARA_MINIMAL,
            f"ceil({float(p):g} % × {d.suara_sah})",
            str(suara),
            rule.dasar,
        ),
    ]  # fmt: skip


def _by_seats(rule: Aturan, d: Dasar) -> tuple[int, int, list[Langkah]]:
    kursi_persen, suara_persen = rule.nilai["kursi_persen"], rule.nilai["suara_persen"]
    kursi = bagian(Fraction(str(kursi_persen)), d.kursi)
    suara = bagian(Fraction(str(suara_persen)), d.suara_sah)
    return kursi, suara, [
        Langkah(Uraian.ATURAN, "", rule.regulasi, rule.dasar),
        Langkah(
            Uraian.KURSI_MINIMAL, f"ceil({kursi_persen} % × {d.kursi})", str(kursi), rule.dasar
        ),
        Langkah(
            Uraian.SUARA_MINIMAL, f"ceil({suara_persen} % × {d.suara_sah})", str(suara), rule.dasar
        ),
    ]  # fmt: skip


def _by_support(rule: Aturan, d: Dasar, tingkat: str) -> tuple[int, int, list[Langkah]]:
    p = persen(rule.nilai[tingkat], d.dpt)
    dukungan, sebaran = bagian(p, d.dpt), lebih_dari_separuh(d.daerah)
    return dukungan, sebaran, [
        Langkah(Uraian.TINGKAT_DUKUNGAN, f"DPT = {d.dpt}", f"{float(p):g} %", rule.dasar),
        Langkah(
            Uraian.DUKUNGAN_MINIMAL, f"ceil({float(p):g} % × {d.dpt})", str(dukungan), rule.dasar
        ),
        Langkah(
            Uraian.SEBARAN_MINIMAL, f"floor({d.daerah} / 2) + 1", str(sebaran), rule.dasar
        ),
    ]  # fmt: skip
