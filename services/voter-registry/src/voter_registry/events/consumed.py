"""This service's reading of the facts of others: only the fields it needs."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from election_common.events import Reading


class TanggapanDaftarDiterima(Reading):
    """Somebody responded to a voter list; who it was is known to complaints alone."""

    subject: ClassVar = "complaints.tanggapan.daftar-diterima.v1"

    tiket: UUID
    pemilihan: str
    wilayah: str
    tahap: str
    pokok: str
    diterima_pada: datetime


class PesanTerkirim(Reading):
    """A message reached its receiver."""

    subject: ClassVar = "complaints.pesan.terkirim.v1"
    kabar: ClassVar = "terkirim"

    pesan: UUID
    asal: str


class PesanGagal(Reading):
    """A message will not reach its receiver."""

    subject: ClassVar = "complaints.pesan.gagal.v1"
    kabar: ClassVar = "gagal"

    pesan: UUID
    asal: str
