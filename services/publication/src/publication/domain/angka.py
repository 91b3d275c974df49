"""The figures of a counting form and of every recap above it, by their paths on the form.

A figure is called `pengguna.terdaftar.l` everywhere: in checks, corrections, differences. Sums are
taken figure by figure, so a recap is the sum of its forms by construction.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

Angka: TypeAlias = Mapping[str, int]

#: Lines of the form that state men, women and both.
BARIS_LP = (
    "pemilih.terdaftar",
    "pengguna.terdaftar",
    "pengguna.pindahan",
    "pengguna.tambahan_ktp",
    "pengguna.jumlah",
)

#: Every figure of a form but the votes per column, whose number the election sets.
TETAP = (
    *(f"{baris}.{kolom}" for baris in BARIS_LP for kolom in ("l", "p", "jumlah")),
    "surat_suara.diterima",
    "surat_suara.digunakan",
    "surat_suara.dikembalikan",
    "surat_suara.tidak_digunakan",
    "suara_sah",
    "suara_tidak_sah",
    "total_suara",
)

#: How many TPS a recap covers: the count of children, which must add up like all else.
JUMLAH_TPS = "jumlah_tps"

_SUARA = "suara."


def suara(nomor: int) -> str:
    """Name the votes of one column."""
    return f"{_SUARA}{nomor}"


def bagian(kolom: str) -> str:
    """Name the section of the form that a figure stands in."""
    return kolom.split(".", 1)[0]


def kolom_suara(angka: Angka) -> list[str]:
    """List the votes per column that stand among the figures."""
    return [kolom for kolom in angka if kolom.startswith(_SUARA)]


def flatten(form: Mapping[str, Any], prefix: str = "") -> dict[str, int]:
    """Return the figures of a form by their paths."""
    flat: dict[str, int] = {}
    for nama, nilai in form.items():
        if isinstance(nilai, Mapping):
            flat |= flatten(nilai, f"{prefix}{nama}.")
        else:
            flat[prefix + nama] = nilai
    return flat


def nest(angka: Angka) -> dict[str, Any]:
    """Return figures in the shape of the form."""
    form: dict[str, Any] = {}
    for kolom, nilai in angka.items():
        *ruas, nama = kolom.split(".")
        di = form
        for r in ruas:
            di = di.setdefault(r, {})
        di[nama] = nilai
    return form


def add(parts: Iterable[Angka]) -> dict[str, int]:
    """Sum figure by figure."""
    total: Counter[str] = Counter()
    for part in parts:
        for kolom, nilai in part.items():
            total[kolom] += nilai
    return dict(total)
