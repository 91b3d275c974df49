"""This service's reading of the facts of others: only the fields it needs."""

from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel

from election_common.events import Reading


class Jendela(BaseModel):
    """A window of the schedule."""

    kode: str
    tindakan: str
    kegiatan: str
    mulai: datetime
    selesai: datetime


class TahapanDijadwalkan(Reading):
    """Publication scheduled (or scheduled anew) the stages of an election."""

    subject: ClassVar = "publication.tahapan.dijadwalkan.v1"

    pemilihan: str
    jendela: list[Jendela]
