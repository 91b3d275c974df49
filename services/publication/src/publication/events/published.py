"""Facts of publication."""

from datetime import date, datetime
from typing import ClassVar

from pydantic import BaseModel

from election_common.events import Event
from election_common.provenance import Asal


class Jendela(BaseModel):
    """A window of the schedule: one act of one stage."""

    kode: str
    tindakan: str
    kegiatan: str
    mulai: datetime
    selesai: datetime


class TahapanDijadwalkan(Event):
    """The stages of an election were scheduled, or scheduled anew; only those with times."""

    subject: ClassVar = "publication.tahapan.dijadwalkan.v1"
    agregat: ClassVar = "jadwal"
    contoh: ClassVar = {
        "pemilihan": "pilgub-babel-2024",
        "revisi": 1,
        "jendela": [
            {
                "kode": "P8b",
                "tindakan": "coklit",
                "kegiatan": "Pencocokan dan penelitian",
                "mulai": "2024-06-24T00:00:00Z",
                "selesai": "2024-07-24T16:59:59Z",
            }
        ],
    }

    pemilihan: str
    revisi: int
    jendela: list[Jendela]


class HasilDisahkan(Event):
    """A plenary declared the result of its kecamatan, kabupaten/kota or province."""

    subject: ClassVar = "publication.rekapitulasi.hasil-disahkan.v1"
    agregat: ClassVar = "rekapitulasi"
    contoh: ClassVar = {
        "pemilihan": "pilgub-babel-2024",
        "wilayah": "1906",
        "angka": {"suara.1": 30_000, "suara.2": 31_000, "suara_sah": 61_000},
        "asal": "generated",
        "ba_nomor": "SIMULASI/BA/HASIL/1906/2024",
    }

    pemilihan: str
    wilayah: str
    angka: dict[str, int]
    asal: Asal
    ba_nomor: str


class HasilDiumumkan(Event):
    """The result of an election was announced by decree."""

    subject: ClassVar = "publication.rekapitulasi.hasil-diumumkan.v1"
    agregat: ClassVar = "rekapitulasi"
    contoh: ClassVar = {
        "pemilihan": "pilgub-babel-2024",
        "wilayah": "19",
        "keputusan_nomor": "77/2024",
        "keputusan_tanggal": "2024-12-08",
        "diumumkan_pada": "2024-12-08T13:00:00Z",
    }

    pemilihan: str
    wilayah: str
    keputusan_nomor: str
    keputusan_tanggal: date
    diumumkan_pada: datetime
