"""Shapes that several routers of this service share."""

from typing import Annotated

from pydantic import Field, StringConstraints

from election_common.shapes import Masukan, Nomor, Saat, Tanggal, Teks
from gateway.domain import akses as rule
from gateway.domain.klien import AWALAN

#: An id of the issuer: of a person's account, or of a client. It is no name.
Subjek = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9._:@+-]{1,128}$"),
    Field(description="`sub` pada token: akun seseorang, atau klien", examples=["ketua-1906"]),
]
IdKlien = Annotated[
    str,
    StringConstraints(pattern=rf"^{AWALAN}[a-z0-9-]{{1,58}}$"),
    Field(
        description="`client_id`; akun orang tidak berawalan demikian", examples=["klien-kpu-1906"]
    ),
]
Wilayah = Annotated[
    str,
    StringConstraints(pattern=r"^(0|[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{4}([0-9]{3})?)?)?)?)$"),
    Field(description="Kode wilayah tanpa titik; 0 untuk nasional", examples=["1906"]),
]


class Surat(Masukan):
    """The letter that the act stands on."""

    nomor: Nomor = Field(examples=["SIMULASI/SK/1906/2024"])
    tanggal: Tanggal
    berakhir: Saat | None = Field(None, description="Akhir menurut surat, bila disebut")

    def value(self) -> rule.Surat:
        """As the rules see it."""
        return rule.Surat(self.nomor, self.tanggal, self.berakhir)


class Pencabutan(Masukan):
    """Why something is taken back, and by which letter."""

    surat_nomor: Nomor = Field(examples=["SIMULASI/SK/1907/2024"])
    alasan: Teks
