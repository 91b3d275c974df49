"""A person and a family as the lists describe them."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Literal, TypeAlias

from devstack.babel.tps import Tps

HARI_PEMUNGUTAN = date(2024, 11, 27)
UMUR_PEMILIH = 17

JenisKelamin: TypeAlias = Literal["L", "P"]


@dataclass(slots=True, eq=False)
class Orang:
    """A person; the fields are the columns of a DP4 file, in their order."""

    nkk: str
    nik: str
    nama: str
    tempat_lahir: str
    tanggal_lahir: date
    jenis_kelamin: JenisKelamin
    status_kawin: str
    alamat: str
    rt: str
    rw: str
    disabilitas: str
    ktp_el: str
    kode_wilayah: str
    tps: str

    @property
    def kode_tps(self) -> str:
        """Code of the TPS, 13 digits."""
        return self.kode_wilayah + self.tps

    @property
    def kunci(self) -> tuple[str, date, str]:
        """What makes two records look like one person when their NIK differ."""
        return self.nama, self.tanggal_lahir, self.jenis_kelamin

    def row(self) -> dict[str, str]:
        """Return the columns of a DP4 file as text."""
        return {kolom: str(getattr(self, kolom)) for kolom in KOLOM}


KOLOM = tuple(f.name for f in fields(Orang))


@dataclass(slots=True, eq=False)
class Keluarga:
    """Persons with one family card: one address, one TPS, never split."""

    tps: Tps
    suku: str
    marga: str
    anggota: list[Orang]

    @property
    def kepala(self) -> Orang:
        """Head of the family."""
        return self.anggota[0]


def age(lahir: date) -> int:
    """Return the full years of age on the day of voting."""
    hari = HARI_PEMUNGUTAN
    return hari.year - lahir.year - ((hari.month, hari.day) < (lahir.month, lahir.day))
