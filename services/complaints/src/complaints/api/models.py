"""Shapes that several routers of this service share."""

from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Header
from pydantic import AwareDatetime, BaseModel, Field, StringConstraints

from complaints.domain.permohonan_informasi import AlasanKeberatan, Pengecualian
from complaints.domain.status import Status
from complaints.domain.syarat_langkah import Isian
from complaints.domain.tiket import Jenis, Kanal
from complaints.domain.tiket_teknis import Keparahan
from complaints.store.tiket import Tiket
from election_common.etag import etag
from election_common.legal_time import WIB
from election_common.shapes import WRITTEN, Masukan, Nomor, Teks

#: What somebody writes: several lines, without other control characters.
Uraian = Annotated[
    str,
    StringConstraints(
        min_length=1, max_length=8000, strip_whitespace=True,
        pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$",
    ),
]  # fmt: skip
#: Moments and days that a calendar of holidays is known for, or foreseen.
Saat = Annotated[
    AwareDatetime,
    Field(ge=datetime(2000, 1, 1, tzinfo=UTC), le=datetime(2100, 1, 1, tzinfo=UTC)),
    WRITTEN,
]
Tanggal = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 1, 1)), WRITTEN]
Pin = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{6}$"),
    Field(description="Enam angka yang dipilih pelapor", examples=["271104"]),
]
#: Where the body is a file, or there is none; no log of the house holds a header of a request.
PinKepala = Annotated[
    str,
    Header(
        alias="X-Pin",
        pattern=r"^[0-9]{6}$",
        description="PIN pelapor: enam angka; tidak pernah dicatat dalam log",
    ),
]
NomorLacak = Annotated[
    str,
    StringConstraints(pattern=r"^KPU-[2-9A-HJKMNP-Z]{12}$"),
    Field(description="Nomor lacak", examples=["KPU-7F3K9QWERT2Y"]),
]


class IsianMasukan(Masukan):
    """What comes with an act; which of it must be there depends on the act."""

    keterangan: Uraian | None = Field(None, description="Untuk pelapor; disimpan tersegel")
    alasan: Teks | None = None
    tujuan: Nomor | None = Field(None, description="Unit, kantor, atau lembaga tujuan")
    nomor_surat: Nomor | None = None
    tanggal_surat: Tanggal | None = None
    alasan_keberatan: AlasanKeberatan | None = None
    pengecualian: Pengecualian | None = None
    rujukan_hulu: Nomor | None = Field(None, description="Nomor tiket di KPU RI")

    def isian(self) -> Isian:
        """The same for the rules."""
        return Isian(**{name: getattr(self, name) for name in Isian.__dataclass_fields__})


class TiketKeluaran(BaseModel):
    """A ticket without personal data."""

    id: UUID
    nomor: str
    lacak: str
    jenis: Jenis
    status: Status
    wilayah: str
    kanal: Kanal
    perihal: str
    rezim: str
    alasan_rezim: str
    anonim: bool
    rahasia: bool
    pemilihan: str | None
    rincian: dict[str, Any]
    keparahan: Keparahan | None
    antrean: str
    petugas: str | None
    eskalasi: int
    diterima_pada: datetime


def shape(tiket: Tiket) -> TiketKeluaran:
    """Shape a ticket."""
    fields = {name: getattr(tiket, name) for name in TiketKeluaran.model_fields}
    fields["diterima_pada"] = tiket.diterima_pada.astimezone(WIB)
    return TiketKeluaran.model_validate(fields)


def tag(tiket: Tiket) -> str:
    """The ETag of a ticket."""
    return etag(tiket.versi)
