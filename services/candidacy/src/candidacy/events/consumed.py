"""This service's reading of the facts of others: only the fields it needs."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from election_common.events import Reading
from election_common.provenance import Asal


class DaftarDirekapitulasi(Reading):
    """A province recapitulated a list."""

    subject: ClassVar = "voter-registry.rekapitulasi.daftar-direkapitulasi.v1"

    pemilihan: str
    tahap: str
    wilayah: str
    l: int
    p: int
    asal: Asal
    ba_nomor: str


class TanggapanCalonDiterima(Reading):
    """Complaints received public input on a pair."""

    subject: ClassVar = "complaints.tanggapan.calon-diterima.v1"

    tiket: str
    pemilihan: str
    nominasi: UUID
    diterima_pada: datetime
