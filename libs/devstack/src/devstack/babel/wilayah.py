"""The 448 region codes of the province."""

from dataclasses import dataclass
from functools import cache

from devstack.babel.sumber import read_csv

PROVINSI = "19"
KECAMATAN = 6


@dataclass(frozen=True, slots=True)
class Wilayah:
    """A region: its code without dots, name, kind, and the code of its parent."""

    kode: str
    nama: str
    jenis: str
    induk: str


@cache
def semua_wilayah() -> dict[str, Wilayah]:
    """Return every region of the province by code, parents before children."""
    return {baris["kode"]: Wilayah(**baris) for baris in read_csv("wilayah-19")}


@cache
def anak_wilayah(induk: str) -> tuple[Wilayah, ...]:
    """Return the regions directly below a code, in order of code."""
    return tuple(w for w in semua_wilayah().values() if w.induk == induk)


@cache
def semua_kecamatan() -> tuple[str, ...]:
    """Return the codes of all kecamatan of the province."""
    return tuple(kode for kode in semua_wilayah() if len(kode) == KECAMATAN)
