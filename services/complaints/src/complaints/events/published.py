"""Facts of complaints. Of sealed tickets there are none."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from election_common.events import Event

_TIKET = "01936d3e-7c00-7000-8000-000000000001"
_PESAN = "01936d3e-7c00-7000-8000-000000000002"


class TanggapanDaftarDiterima(Event):
    """Somebody responded to a voter list: for the office that keeps it to answer."""

    subject: ClassVar = "complaints.tanggapan.daftar-diterima.v1"
    agregat: ClassVar = "tiket"
    contoh: ClassVar = {
        "tiket": _TIKET,
        "pemilihan": "pilgub-babel-2024",
        "wilayah": "1906",
        "tahap": "DPS",
        "pokok": "tidak-terdaftar",
        "diterima_pada": "2024-08-20T03:00:00Z",
    }

    tiket: UUID
    pemilihan: str
    wilayah: str
    tahap: str
    pokok: str
    diterima_pada: datetime


class TanggapanCalonDiterima(Event):
    """Somebody responded to a candidate: for candidacy to clarify and answer."""

    subject: ClassVar = "complaints.tanggapan.calon-diterima.v1"
    agregat: ClassVar = "tiket"
    contoh: ClassVar = {
        "tiket": _TIKET,
        "pemilihan": "pilgub-babel-2024",
        "nominasi": "01936d3e-7c00-7000-8000-000000000003",
        "diterima_pada": "2024-09-16T03:00:00Z",
    }

    tiket: UUID
    pemilihan: str
    nominasi: UUID
    diterima_pada: datetime


class PesanTerkirim(Event):
    """A message reached its receiver; `bukti` is a digest of the provider's id of it."""

    subject: ClassVar = "complaints.pesan.terkirim.v1"
    agregat: ClassVar = "pesan"
    contoh: ClassVar = {
        "pesan": _PESAN,
        "asal": "voter-registry",
        "bukti": "5d41f7b8c0e29a3664d1a8f2b79c03e15d41f7b8c0e29a3664d1a8f2b79c03e1",
        "pada": "2024-08-20T03:00:05Z",
    }

    pesan: UUID
    asal: str
    bukti: str
    pada: datetime


class PesanGagal(Event):
    """A message will not reach its receiver."""

    subject: ClassVar = "complaints.pesan.gagal.v1"
    agregat: ClassVar = "pesan"
    contoh: ClassVar = {"pesan": _PESAN, "asal": "voter-registry", "sebab": "tanpa-alamat"}

    pesan: UUID
    asal: str
    sebab: str
