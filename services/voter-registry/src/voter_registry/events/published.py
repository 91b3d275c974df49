"""Facts of voter-registry. Counts and codes only: no voter stands in an event."""

from datetime import date, datetime
from typing import Any, ClassVar

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

    provinsi: str
    wilayah: list[Wilayah]
    sumber: str


class PemilihanDidaftarkan(Event):
    """An election exists, with the rules that other services need."""

    subject: ClassVar = "voter-registry.pemilihan.didaftarkan.v1"
    agregat: ClassVar = "pemilihan"

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

    pemilihan: str
    waktu_legal: datetime


class Dp4Diimpor(Event):
    """The DP4 of a kabupaten/kota was imported."""

    subject: ClassVar = "voter-registry.daftar-pemilih.dp4-diimpor.v1"
    agregat: ClassVar = "daftar-pemilih"

    pemilihan: str
    wilayah: str
    diterima: int
    ditolak: int


class TpsDipetakan(Event):
    """The polling stations of a kabupaten/kota were mapped."""

    subject: ClassVar = "voter-registry.daftar-pemilih.tps-dipetakan.v1"
    agregat: ClassVar = "daftar-pemilih"

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

    pemilihan: str
    tahap: str
    wilayah: str
    l: int
    p: int
    tps: int
    asal: Asal
    ba_nomor: str
