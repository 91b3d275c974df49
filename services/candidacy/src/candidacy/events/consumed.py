"""This service's reading of the facts of others: only the fields it needs."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel

from election_common.events import Reading
from election_common.provenance import Asal


class Wilayah(BaseModel):
    """A region."""

    kode: str
    nama: str
    jenis: str
    induk: str | None


class WilayahDimuat(Reading):
    """The regions of a province were loaded."""

    subject: ClassVar = "voter-registry.wilayah.dimuat.v1"

    wilayah: list[Wilayah]


class PemilihanDidaftarkan(Reading):
    """An election exists."""

    subject: ClassVar = "voter-registry.pemilihan.didaftarkan.v1"

    pemilihan: str
    nama: str
    jenis: str
    wilayah: str
    hari_pemungutan: date
    sandbox: bool
    waktu_legal: datetime | None


class WaktuLegalDigeser(Reading):
    """Legal time of a sandbox election was moved."""

    subject: ClassVar = "voter-registry.pemilihan.waktu-legal-digeser.v1"

    pemilihan: str
    waktu_legal: datetime


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


class TanggapanCalonDiterima(Reading):
    """Complaints received public input on a pair."""

    subject: ClassVar = "complaints.tanggapan.calon-diterima.v1"

    tiket: str
    nominasi: UUID
    diterima_pada: datetime
