"""Shapes that several routers of this service share."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from election_common.provenance import Asal
from election_common.shapes import Masukan, Nomor, Tanggal, Teks, WaktuSandbox
from publication.domain.kolom import Jenis
from publication.domain.status import Status

KodeUnit = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{2}([0-9]{2}([0-9]{2})?)?$"),
    Field(description="Kode provinsi, kabupaten/kota, atau kecamatan, tanpa titik",
          examples=["1906"]),
]  # fmt: skip
#: A number on a paper. Negative ones are read, since check 10 is what refuses them.
Angka = Annotated[int, Field(strict=True, ge=-(10**9), le=10**9)]
NomorKolom = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,2}$")]
Suara = Annotated[
    dict[NomorKolom, Angka],
    Field(min_length=1, max_length=200, description="Suara per nomor kolom",
          examples=[{"1": 120, "2": 131}]),
]  # fmt: skip


class LpJumlah(Masukan):
    """Men, women and both, as the paper states them."""

    l: Angka = Field(description="Laki-laki")
    p: Angka = Field(description="Perempuan")
    jumlah: Angka


class Pemilih(Masukan):
    """I.A Data pemilih: the DPT."""

    terdaftar: LpJumlah


class Pengguna(Masukan):
    """I.B Pengguna hak pilih. The election's rules say what each list is called (DPPh, DPTb)."""

    terdaftar: LpJumlah
    pindahan: LpJumlah
    tambahan_ktp: LpJumlah
    jumlah: LpJumlah


class SuratSuara(Masukan):
    """II Data surat suara."""

    diterima: Angka
    digunakan: Angka
    dikembalikan: Angka = Field(description="Dikembalikan karena rusak atau keliru dicoblos")
    tidak_digunakan: Angka


class Keputusan(Masukan):
    """A decree."""

    nomor: Nomor = Field(examples=["77 Tahun 2024"])
    tanggal: Tanggal


class Kolom(Masukan):
    """A column of the form: a pair of candidates, or the empty column."""

    nomor: Annotated[int, Field(ge=1, le=200)]
    jenis: Jenis
    label: Teks


class KolomKeluaran(Kolom):
    """A column as it stands; it stays when its pair is revoked."""

    pembatalan: str | None = Field(description="Keputusan yang membatalkan pasangannya")


class Koreksi(Masukan):
    """A figure that the plenary changed: check 11 wants all of this."""

    kolom: Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z0-9_]+){0,2}$")] = Field(
        description="Letak angka pada formulir", examples=["suara.1", "suara_tidak_sah"]
    )
    dari: Angka = Field(description="Angka menurut jumlah bawahannya")
    ke: Angka = Field(description="Angka yang dinyatakan")
    alasan: Teks
    saksi: Teks = Field(description="Saksi dan pengawas yang hadir saat koreksi")
    asal: Asal


class Saksi(Masukan):
    """A pair's witness; one who refuses to sign does not stop the result."""

    paslon: Annotated[int, Field(ge=1, le=200)]
    status: Literal["SIGNED", "REFUSED", "ABSENT"]
    keberatan: Teks | None = None


class Progres(BaseModel):
    """How many TPS have come in."""

    tps_masuk: int
    tps_total: int


class Figures(BaseModel):
    """Figures in the shape of the form; a section is absent where nothing is known of it."""

    suara: dict[str, int] | None = None
    suara_sah: int | None = None
    suara_tidak_sah: int | None = None
    total_suara: int | None = None
    pemilih: Pemilih | None = None
    pengguna: Pengguna | None = None
    surat_suara: SuratSuara | None = None
    jumlah_tps: int | None = None


class Berasal(Figures):
    """Figures with their provenance: the weakest of all, and that of each section of the form."""

    asal: Asal | None
    asal_angka: dict[str, Asal] = Field(examples=[{"suara": "press", "pengguna": "generated"}])


class Dihitung(Berasal):
    """What the parts add up to; each figure is as weak as the weakest of its parts."""


class Dinyatakan(Figures):
    """What the plenary declared."""

    asal: Asal
    ba_nomor: str
    ba_tanggal: date
    keputusan: Keputusan | None


class Selisih(BaseModel):
    """A declared figure that the parts and the corrections do not add up to."""

    kolom: str
    dinyatakan: int
    dihitung: int
    beda: int


class Wilayah(BaseModel):
    """A region."""

    kode: str
    nama: str
    jenis: str


class Anak(Berasal, Wilayah):
    """A part: what it declared, else what was computed. Parts sum to the whole's `dihitung`."""

    status: Status
    resmi: bool
    progres: Progres
    peringatan: list[int] = Field(description="Nomor pemeriksaan yang hanya memperingatkan")


class Unit(BaseModel):
    """The result of a unit. `resmi` is computed: declared officially, announced, no difference."""

    pemilihan: str
    jenis: Literal["hasil"]
    wilayah: Wilayah
    waktu_legal: WaktuSandbox
    status: Status
    resmi: bool
    angka_resmi: list[str] = Field(description="Angka yang boleh disebut resmi")
    progres: Progres
    kolom: list[KolomKeluaran]
    dihitung: Dihitung
    dinyatakan: Dinyatakan | None
    koreksi: list[Koreksi]
    selisih: list[Selisih]
    saksi: list[Saksi]
    belum_masuk: list[str] = Field(description="TPS sebuah kecamatan yang belum masuk")
    anak: list[Anak]
