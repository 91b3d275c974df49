"""This service's reading of the facts of others: only the fields it needs."""

from datetime import datetime
from typing import ClassVar, Self

from pydantic import BaseModel

from election_common.events import Reading
from election_common.provenance import Asal


class RekapTps(BaseModel):
    """Voters of one TPS."""

    tps: str
    l: int
    p: int


class DptDitetapkan(Reading):
    """The DPT of a kabupaten/kota was established."""

    subject: ClassVar = "voter-registry.daftar-pemilih.dpt-ditetapkan.v1"

    pemilihan: str
    wilayah: str
    cuplikan: str
    sidik: str
    l: int
    p: int
    asal_jumlah: Asal
    asal_lp: Asal
    rekap: list[RekapTps]
    ba_nomor: str
    sk_nomor: str
    ditetapkan_pada: datetime


class DaftarDirekapitulasi(Reading):
    """A province recapitulated a list."""

    subject: ClassVar = "voter-registry.rekapitulasi.daftar-direkapitulasi.v1"

    pemilihan: str
    tahap: str
    wilayah: str
    l: int
    p: int
    tps: int
    asal: Asal
    ba_nomor: str


class TitikPeriksaDisegel(Reading):
    """A service signed a checkpoint of its audit."""

    layanan: str
    nomor: int
    ukuran: int
    akar: str
    pada: str
    sebelum: str
    kunci: str
    tanda: str

    @classmethod
    def of(cls, service: str) -> type[Self]:
        """The fact of one service; every service publishes it."""
        subject = f"{service}.audit.titik-periksa-disegel.v1"
        return type(cls.__name__, (cls,), {"subject": subject, "__doc__": cls.__doc__})


class PasanganBernomor(BaseModel):
    """A pair with its number on the ballot."""

    nomor_urut: int
    calon: str
    wakil: str


class PasanganCalonDibatalkan(Reading):
    """The determination of a pair was retracted."""

    subject: ClassVar = "candidacy.penetapan.pasangan-calon-dibatalkan.v1"

    pemilihan: str
    nomor_urut: int | None = None
    keputusan_nomor: str


class NomorUrutDitetapkan(Reading):
    """The numbers of an election's pairs were drawn."""

    subject: ClassVar = "candidacy.penetapan.nomor-urut-ditetapkan.v1"

    pemilihan: str
    pasangan: list[PasanganBernomor]
