"""Shapes of gateway. Made by generate.py from the documents; never edited."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, RootModel

from election_client.models.common import Alasan, SuratMati


class HimpunanKunci(BaseModel):
    """A JWK set (RFC 7517)."""

    keys: list[dict[str, Any]]


class KunciMasukan(BaseModel):
    """The new key, and until when the old ones serve beside it."""

    model_config = ConfigDict(
        extra="forbid",
    )
    jwk: Annotated[
        dict[str, Any],
        Field(description="Kunci publik (RFC 7517): EC P-256 atau RSA sekurangnya 2048 bit"),
    ]
    kunci_lama_sampai: Annotated[
        AwareDatetime | None, Field(description="7 hari bila tidak disebut, paling lama 30 hari")
    ] = None


class Pencabutan(BaseModel):
    """Why something is taken back, and by which letter."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: str
    surat_nomor: str


class StatusInput(RootModel[Literal["aktif", "dicabut"]]):
    root: Annotated[
        Literal["aktif", "dicabut"],
        Field(description="Whether a grant stands; its end comes by time, not by an act."),
    ]


class Surat(BaseModel):
    """The letter that the act stands on."""

    model_config = ConfigDict(
        extra="forbid",
    )
    berakhir: Annotated[
        AwareDatetime | None, Field(description="Akhir menurut surat, bila disebut")
    ] = None
    nomor: str
    tanggal: date


class AksiKeluaran(BaseModel):
    """An act on the resource; `alasan` is null when it is open to the caller now."""

    alasan: Alasan | None
    dasar: str
    jendela: str | None
    peran: list[str]
    terbuka: bool
    tindakan: str


class ButirMasukan(BaseModel):
    """One line of the letter."""

    model_config = ConfigDict(
        extra="forbid",
    )
    dari: Annotated[AwareDatetime | None, Field(description="Sekarang bila tidak disebut")] = None
    peran: Annotated[
        Literal[
            "kpu_ri",
            "kpu_provinsi",
            "kpu_kabko",
            "operator",
            "verifikator",
            "penyetuju",
            "ketua",
            "anggota",
            "sekretaris",
            "ppk",
            "pps",
            "pantarlih",
            "kpps",
            "partai",
            "lo",
            "admin_silon",
            "saksi",
            "pemantau",
            "bawaslu",
            "dkpp",
            "ppid",
            "helpdesk",
            "wbs_tim",
            "penerbit",
            "kantor",
            "publik",
            "admin",
        ],
        Field(description="What somebody may be here; `docs/acts/peran.md` says what each may do."),
    ]
    peserta: Annotated[
        str | None, Field(description="Partai atau pasangan calon, untuk perannya")
    ] = None
    sampai: AwareDatetime | None = None
    sifat: Annotated[
        Literal["definitif", "plh", "plt"] | None,
        Field(description="In what way somebody holds an office (UU 30/2014 Pasal 14 and 34)."),
    ] = None
    subjek: Annotated[str, Field(description="`sub` pada token: akun seseorang, atau klien")]
    unit: Annotated[str | None, Field(description="Unit tertutup (wbs)")] = None
    untuk: Annotated[
        UUID | None, Field(description="Plh/Plt: pemberian yang jabatannya dijalankan")
    ] = None
    wilayah: Annotated[str, Field(description="Kode wilayah tanpa titik; 0 untuk nasional")]


class KlienKeluaran(BaseModel):
    """A client."""

    alasan: str | None
    didaftarkan_pada: AwareDatetime
    ditutup_pada: AwareDatetime | None
    id: str
    nama: str
    status: Annotated[Literal["aktif", "ditutup"], Field(description="Whether a client may come.")]
    surat_nomor: str
    wilayah: str


class KlienMasukan(BaseModel):
    """An office that will come as a program."""

    model_config = ConfigDict(
        extra="forbid",
    )
    id: Annotated[str, Field(description="`client_id`; akun orang tidak berawalan demikian")]
    jwk: Annotated[
        dict[str, Any],
        Field(description="Kunci publik (RFC 7517): EC P-256 atau RSA sekurangnya 2048 bit"),
    ]
    nama: str
    surat: Surat
    wilayah: Annotated[str, Field(description="Kode wilayah tanpa titik; 0 untuk nasional")]


class PemberianKeluaran(BaseModel):
    """A grant."""

    alasan_cabut: str | None
    dari: AwareDatetime
    diberikan_pada: AwareDatetime
    dicabut_pada: AwareDatetime | None
    id: UUID
    klien: Annotated[bool, Field(description="Apakah subjek adalah klien API")]
    pemberi: str
    pencabut: str | None
    peran: Annotated[
        Literal[
            "kpu_ri",
            "kpu_provinsi",
            "kpu_kabko",
            "operator",
            "verifikator",
            "penyetuju",
            "ketua",
            "anggota",
            "sekretaris",
            "ppk",
            "pps",
            "pantarlih",
            "kpps",
            "partai",
            "lo",
            "admin_silon",
            "saksi",
            "pemantau",
            "bawaslu",
            "dkpp",
            "ppid",
            "helpdesk",
            "wbs_tim",
            "penerbit",
            "kantor",
            "publik",
            "admin",
        ],
        Field(description="What somebody may be here; `docs/acts/peran.md` says what each may do."),
    ]
    peserta: str
    sampai: AwareDatetime | None
    sifat: Annotated[
        Literal["definitif", "plh", "plt"],
        Field(description="In what way somebody holds an office (UU 30/2014 Pasal 14 and 34)."),
    ]
    status: Annotated[
        Literal["aktif", "dicabut"],
        Field(description="Whether a grant stands; its end comes by time, not by an act."),
    ]
    subjek: str
    surat_cabut: str | None
    surat_nomor: str
    surat_tanggal: date
    unit: str
    untuk: UUID | None
    wilayah: str


class PemberianMasukan(BaseModel):
    """A letter with all that it gives: all of it is given, or nothing."""

    model_config = ConfigDict(
        extra="forbid",
    )
    butir: list[ButirMasukan]
    surat: Surat


class DaftarPemberian(BaseModel):
    """What one letter gave, in its order."""

    akses: list[PemberianKeluaran]


class DaftarKlienKeluaran(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[KlienKeluaran]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class DaftarPemberianKeluaran(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[PemberianKeluaran]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class DaftarSuratMati(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[SuratMati]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]
