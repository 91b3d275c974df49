"""Facts of voter-registry. Counts and codes only: no voter stands in an event."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from pydantic import BaseModel, Field

from election_common.events import Event
from election_common.provenance import Asal


class Wilayah(BaseModel):
    """A region."""

    kode: str
    nama: str
    jenis: str
    induk: str | None


class WilayahDimuat(Event):
    """The regions of a province were loaded."""

    subject: ClassVar = "voter-registry.wilayah.dimuat.v1"
    agregat: ClassVar = "wilayah"
    contoh: ClassVar = {
        "provinsi": "19",
        "wilayah": [
            {"kode": "19", "nama": "KEPULAUAN BANGKA BELITUNG", "jenis": "provinsi", "induk": None},
            {"kode": "1906", "nama": "BELITUNG TIMUR", "jenis": "kabupaten", "induk": "19"},
        ],
        "sumber": "SIMULASI/WILAYAH/2024",
    }

    provinsi: str
    wilayah: list[Wilayah]
    sumber: str


class PemilihanDidaftarkan(Event):
    """An election exists, with the rules that other services need."""

    subject: ClassVar = "voter-registry.pemilihan.didaftarkan.v1"
    agregat: ClassVar = "pemilihan"
    contoh: ClassVar = {
        "pemilihan": "pilgub-babel-2024",
        "nama": "Pemilihan Gubernur dan Wakil Gubernur 2024",
        "jenis": "pilkada",
        "wilayah": "19",
        "hari_pemungutan": "2024-11-27",
        "sandbox": True,
        "waktu_legal": "2024-05-01T00:00:00Z",
        "aturan": {"tps_maksimum": 600, "usia_minimum": 17},
    }

    pemilihan: str
    nama: str
    jenis: str
    wilayah: str
    hari_pemungutan: date
    sandbox: bool
    waktu_legal: datetime | None
    aturan: dict[str, Any] = Field(description="Rules in force on voting day, by name")


class WaktuLegalDigeser(Event):
    """Legal time of a sandbox election was moved."""

    subject: ClassVar = "voter-registry.pemilihan.waktu-legal-digeser.v1"
    agregat: ClassVar = "pemilihan"
    contoh: ClassVar = {
        "pemilihan": "pilgub-babel-2024",
        "waktu_legal": "2024-06-24T00:00:00Z",
    }

    pemilihan: str
    waktu_legal: datetime


class Dp4Diimpor(Event):
    """The DP4 of a kabupaten/kota was imported."""

    subject: ClassVar = "voter-registry.daftar-pemilih.dp4-diimpor.v1"
    agregat: ClassVar = "daftar-pemilih"
    contoh: ClassVar = {
        "pemilihan": "pilgub-babel-2024",
        "wilayah": "1906",
        "diterima": 98_600,
        "ditolak": 102,
    }

    pemilihan: str
    wilayah: str
    diterima: int
    ditolak: int


class TpsDipetakan(Event):
    """The polling stations of a kabupaten/kota were mapped."""

    subject: ClassVar = "voter-registry.daftar-pemilih.tps-dipetakan.v1"
    agregat: ClassVar = "daftar-pemilih"
    contoh: ClassVar = {
        "pemilihan": "pilgub-babel-2024",
        "wilayah": "1906",
        "jumlah": 192,
    }

    pemilihan: str
    wilayah: str
    jumlah: int


class RekapTps(BaseModel):
    """Voters of one polling station."""

    tps: str
    l: int
    p: int


class DaftarDitetapkan(Event):
    """What DPS, DPSHP and DPT have in common when KPU Kabupaten/Kota establishes them."""

    agregat: ClassVar = "daftar-pemilih"
    contoh: ClassVar = {
        "pemilihan": "pilgub-babel-2024",
        "wilayah": "1906",
        "cuplikan": "019267a0-0000-7000-8000-000000000001",
        "sidik": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "l": 251,
        "p": 249,
        "asal_jumlah": "official",
        "asal_lp": "generated",
        "rekap": [{"tps": "1906012001001", "l": 251, "p": 249}],
        "ba_nomor": "SIMULASI/BA/DPT/1906/2024",
        "sk_nomor": "SIMULASI/SK/DPT/1906/2024",
        "ditetapkan_pada": "2024-09-20T03:00:00Z",
    }

    pemilihan: str
    wilayah: str
    cuplikan: str
    sidik: str
    l: int
    p: int
    asal_jumlah: Asal
    asal_lp: Asal
    rekap: list[RekapTps]
    ba_nomor: str
    sk_nomor: str
    ditetapkan_pada: datetime


class DpsDitetapkan(DaftarDitetapkan):
    """A DPS was established."""

    subject: ClassVar = "voter-registry.daftar-pemilih.dps-ditetapkan.v1"


class DpshpDitetapkan(DaftarDitetapkan):
    """A DPSHP was established, where the ruleset says so."""

    subject: ClassVar = "voter-registry.daftar-pemilih.dpshp-ditetapkan.v1"


class DptDitetapkan(DaftarDitetapkan):
    """A DPT was established."""

    subject: ClassVar = "voter-registry.daftar-pemilih.dpt-ditetapkan.v1"


class DaftarDirekapitulasi(Event):
    """KPU Provinsi recapitulated the DPS or DPT of its kabupaten/kota."""

    subject: ClassVar = "voter-registry.rekapitulasi.daftar-direkapitulasi.v1"
    agregat: ClassVar = "rekapitulasi-daftar"
    contoh: ClassVar = {
        "pemilihan": "pilgub-babel-2024",
        "tahap": "DPT",
        "wilayah": "19",
        "l": 551_000,
        "p": 533_999,
        "tps": 2197,
        "asal": "generated",
        "ba_nomor": "SIMULASI/BA/DPT/19/2024",
    }

    pemilihan: str
    tahap: str
    wilayah: str
    l: int
    p: int
    tps: int
    asal: Asal
    ba_nomor: str


class TanggapanDaftarDijawab(Event):
    """A response to a voter list was answered, with its reason; it closes the ticket."""

    subject: ClassVar = "voter-registry.tanggapan.daftar-dijawab.v1"
    agregat: ClassVar = "tanggapan"
    contoh: ClassVar = {
        "tiket": "01936d3e-7c00-7000-8000-000000000001",
        "hasil": "diterima",
        "alasan": "Dicatat pada DPSHP",
        "dijawab_pada": "2024-08-21T03:00:00Z",
    }

    tiket: UUID
    hasil: str
    alasan: str
    dijawab_pada: datetime


class PesanDiminta(Event):
    """The reporter of a ticket is to be told something; complaints alone knows his address."""

    subject: ClassVar = "voter-registry.pesan.diminta.v1"
    agregat: ClassVar = "tanggapan"
    contoh: ClassVar = {
        "pesan": "01936d3e-7c00-7000-8000-000000000002",
        "asal": "voter-registry",
        "tiket": "01936d3e-7c00-7000-8000-000000000001",
        "templat": "tanggapan_diperiksa",
        "parameter": {"wilayah": "1906"},
    }

    pesan: UUID
    asal: str
    tiket: UUID
    templat: str
    parameter: dict[str, str]
