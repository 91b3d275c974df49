"""Shapes that several routes share."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from candidacy.domain.calon import Posisi
from candidacy.domain.nominasi import Status
from candidacy.store.nominasi import Nominasi as NominasiRow
from election_common.shapes import Masukan

Kode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,64}$")]
KodeDokumen = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9-]{2,40}$"),
    Field(description="Jenis dokumen menurut daftar syarat", examples=["ijazah-slta"]),
]
Tiket = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,64}$")]


class ButirMasukan(Masukan):
    """Which document of whom."""

    posisi: Posisi
    jenis: KodeDokumen


class NominasiKeluaran(BaseModel):
    """A nomination and how far it is; its candidates stand in the dossier."""

    id: UUID
    pemilihan: str
    wilayah: str
    peserta: str
    partai: list[str]
    status: Status
    putaran: int
    diajukan_pada: datetime | None = Field(description="Waktu legal saat diterima server")
    versi: int


def shape(row: NominasiRow) -> NominasiKeluaran:
    """A nomination as its readers see it."""
    return NominasiKeluaran(
        id=row.id, pemilihan=row.pemilihan, wilayah=row.wilayah, peserta=row.peserta,
        partai=row.partai, status=Status(row.status), putaran=row.putaran,
        diajukan_pada=row.diajukan_pada, versi=row.versi,
    )  # fmt: skip
