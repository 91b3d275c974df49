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

    pemilihan: str
    revisi: int
    jendela: list[Jendela]


class HasilDisahkan(Event):
    """A plenary declared the result of its kecamatan, kabupaten/kota or province."""

    subject: ClassVar = "publication.rekapitulasi.hasil-disahkan.v1"
    agregat: ClassVar = "rekapitulasi"

    pemilihan: str
    wilayah: str
    angka: dict[str, int]
    asal: Asal
    ba_nomor: str


class HasilDiumumkan(Event):
    """The result of an election was announced by decree."""

    subject: ClassVar = "publication.rekapitulasi.hasil-diumumkan.v1"
    agregat: ClassVar = "rekapitulasi"

    pemilihan: str
    wilayah: str
    keputusan_nomor: str
    keputusan_tanggal: date
    diumumkan_pada: datetime
