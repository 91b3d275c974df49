"""Shapes of requests that every service shares: codes, names, papers."""

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

IdPemilihan = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9-]{3,40}$"),
    Field(description="Kode pemilihan", examples=["pilgub-babel-2024"]),
]
KodeWilayah = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{4}([0-9]{3})?)?)?)?$"),
    Field(description="Kode wilayah tanpa titik: 2, 4, 6, 10, atau 13 angka", examples=["1906"]),
]
KodeKab = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}$"),
    Field(description="Kode kabupaten/kota", examples=["1906"]),
]
KodeTps = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{13}$"),
    Field(description="Kode TPS: 10 angka desa/kelurahan dan 3 angka nomor TPS"),
]
Nomor = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
#: One line of text; control characters have no place in a name or an address.
Teks = Annotated[
    str,
    StringConstraints(
        min_length=1, max_length=500, strip_whitespace=True, pattern=r"^[^\x00-\x1f\x7f]*$"
    ),
]


def _require_text(value: object) -> object:
    """Refuse what does not begin as a day: a number would be read as seconds since 1970."""
    if not (isinstance(value, date) or (isinstance(value, str) and value[4:5] == "-")):
        raise ValueError("YYYY-MM-DD")
    return value


#: Stands last beside a day or a moment that has bounds.
WRITTEN = BeforeValidator(_require_text)
#: A day, written as YYYY-MM-DD.
Tanggal = Annotated[date, WRITTEN]
#: A moment with its zone, written as text, that every zone, database and answer can hold.
Saat = Annotated[
    AwareDatetime,
    Field(ge=datetime(2000, 1, 1, tzinfo=UTC), le=datetime(2100, 1, 1, tzinfo=UTC)),
    WRITTEN,
]
#: Legal time in an answer. A running clock in a body would make each reading another version.
WaktuSandbox = Annotated[
    datetime | None,
    Field(description="Waktu legal pemilihan sandbox; kosong: waktu sebenarnya (header Date)"),
]


class Masukan(BaseModel):
    """A request body: what is not named here is refused, not ignored."""

    model_config = ConfigDict(extra="forbid")


class BeritaAcara(Masukan):
    """The minutes of a plenary."""

    nomor: Nomor = Field(examples=["SIMULASI/BA/HASIL/1906/2024"])
    tanggal: Tanggal
    penanda_tangan: Annotated[list[Nomor], Field(min_length=1, max_length=20)]
