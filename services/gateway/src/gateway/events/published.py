"""Facts of the gateway: subjects are ids of the issuer, no person is named."""

from datetime import datetime
from typing import ClassVar

from election_common.events import Event

_AKSES = "0192f0c0-0000-7000-8000-000000000001"


class AksesDiberikan(Event):
    """Somebody got a role in a region, by a letter; a mandate names the grant it stands for."""

    subject: ClassVar = "gateway.akses.diberikan.v1"
    agregat: ClassVar = "akses"
    contoh: ClassVar = {
        "akses": _AKSES,
        "subjek": "ketua-1906",
        "peran": "ketua",
        "wilayah": "1906",
        "peserta": "",
        "unit": "",
        "sifat": "definitif",
        "untuk": None,
        "surat_nomor": "SIMULASI/SK/1906/2024",
        "dari": "2024-05-01T00:00:00Z",
        "sampai": None,
    }

    akses: str
    subjek: str
    peran: str
    wilayah: str
    peserta: str
    unit: str
    sifat: str
    untuk: str | None
    surat_nomor: str
    dari: datetime
    sampai: datetime | None


class AksesDicabut(Event):
    """A grant was revoked before its time."""

    subject: ClassVar = "gateway.akses.dicabut.v1"
    agregat: ClassVar = "akses"
    contoh: ClassVar = {
        "akses": _AKSES,
        "dicabut_pada": "2024-06-01T00:00:00Z",
        "surat_nomor": "SIMULASI/SK/1907/2024",
    }

    akses: str
    dicabut_pada: datetime
    surat_nomor: str


class KlienDidaftarkan(Event):
    """An office may come as a program."""

    subject: ClassVar = "gateway.klien.didaftarkan.v1"
    agregat: ClassVar = "klien"
    contoh: ClassVar = {
        "klien": "klien-kpu-1906",
        "nama": "KPU Kabupaten Belitung Timur",
        "wilayah": "1906",
        "kid": "Xq1S3c0Q",
    }

    klien: str
    nama: str
    wilayah: str
    kid: str


class KunciKlienDiganti(Event):
    """A client has a new key; the old ones serve until then."""

    subject: ClassVar = "gateway.klien.kunci-diganti.v1"
    agregat: ClassVar = "klien"
    contoh: ClassVar = {
        "klien": "klien-kpu-1906",
        "kid": "Yr2T4d1R",
        "kunci_lama_sampai": "2024-06-08T00:00:00Z",
    }

    klien: str
    kid: str
    kunci_lama_sampai: datetime


class KlienDitutup(Event):
    """A client may no longer come; what it was granted is revoked."""

    subject: ClassVar = "gateway.klien.ditutup.v1"
    agregat: ClassVar = "klien"
    contoh: ClassVar = {"klien": "klien-kpu-1906", "ditutup_pada": "2024-06-01T00:00:00Z"}

    klien: str
    ditutup_pada: datetime
