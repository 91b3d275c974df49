"""This service's reading of the facts of others: only the fields it needs."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel

from election_common.events import Reading


class PemilihanDidaftarkan(Reading):
    """An election exists."""

    subject: ClassVar = "voter-registry.pemilihan.didaftarkan.v1"

    pemilihan: str
    wilayah: str
    sandbox: bool
    waktu_legal: datetime | None


class WaktuLegalDigeser(Reading):
    """Legal time of a sandbox election was moved."""

    subject: ClassVar = "voter-registry.pemilihan.waktu-legal-digeser.v1"

    pemilihan: str
    waktu_legal: datetime


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
    dijawab_pada: datetime


class PesanDiminta(Reading):
    """Another service wants the reporter of a ticket told something."""

    subject: ClassVar = "voter-registry.pesan.diminta.v1"

    pesan: UUID
    asal: str
    tiket: UUID
    templat: str
    parameter: dict[str, str]
