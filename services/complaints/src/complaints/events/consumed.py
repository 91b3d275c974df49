"""This service's reading of the facts of others: only the fields it needs."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from election_common.events import Reading


class TanggapanDaftarDijawab(Reading):
    """The office that keeps a voter list answered a response to it."""

    subject: ClassVar = "voter-registry.tanggapan.daftar-dijawab.v1"

    tiket: UUID
    hasil: str
    alasan: str
    dijawab_pada: datetime


class TanggapanCalonDijawab(Reading):
    """Candidacy answered a response to a candidate."""

    subject: ClassVar = "candidacy.tanggapan.calon-dijawab.v1"

    tiket: str
    hasil: str
    alasan: str = ""
    dijawab_pada: datetime


class PesanDiminta(Reading):
    """Another service wants the reporter of a ticket told something."""

    subject: ClassVar = "voter-registry.pesan.diminta.v1"

    pesan: UUID
    asal: str
    tiket: UUID
    templat: str
    parameter: dict[str, str]
