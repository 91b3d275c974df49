"""Shapes that several routers share."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

KodeWilayah = Annotated[
    str, StringConstraints(pattern=r"^\d{2}(\d{2}(\d{2}(\d{4}(\d{3})?)?)?)?$"),
    Field(description="Kode wilayah tanpa titik: 2, 4, 6, 10, atau 13 angka", examples=["1906"]),
]  # fmt: skip
KodeKab = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}$"),
    Field(description="Kode kabupaten/kota", examples=["1906"]),
]
IdPemilihan = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9-]{3,40}$"),
    Field(description="Kode pemilihan", examples=["pilgub-babel-2024"]),
]
Nomor = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
Teks = Annotated[
    str,
    StringConstraints(
        min_length=1, max_length=200, strip_whitespace=True, pattern=r"^[^\x00-\x1f\x7f]*$"
    ),
]


class Masukan(BaseModel):
    """A request body: what is not named here is refused, not ignored."""

    model_config = ConfigDict(extra="forbid")


class RekapAngka(Masukan):
    """Voters of a region as minutes declare them."""

    l: Annotated[int, Field(ge=0, le=10**9, description="Laki-laki")]
    p: Annotated[int, Field(ge=0, le=10**9, description="Perempuan")]
    tps: Annotated[int, Field(ge=0, le=10**6)]


class BeritaAcara(Masukan):
    """Minutes of a plenary."""

    nomor: Nomor = Field(examples=["SIMULASI/BA/001/2024"])
    tanggal: date
    penanda_tangan: Annotated[list[Nomor], Field(min_length=1, max_length=20)]
