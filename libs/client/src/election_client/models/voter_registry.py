"""Shapes of voter-registry. Made by generate.py from the documents; never edited."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from election_client.models.common import Alasan, BeritaAcara, OperasiKeluaran, SuratMati


class AturanMasukan(BaseModel):
    """A rule with its source and validity; `terverifikasi` once somebody has read the source."""

    model_config = ConfigDict(
        extra="forbid",
    )
    berlaku_dari: date
    berlaku_sampai: date | None = None
    nama: str
    nilai: Any
    pasal: str
    regulasi: str
    terverifikasi: bool


class BukaNikKeluaran(BaseModel):
    """A number in full."""

    nilai: str
    nomor: Literal["nik", "nkk"]
    pemilih: UUID


class BukaNikMasukan(BaseModel):
    """Why a number must be seen in full."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: Annotated[str, Field(description="Tanpa data pribadi; tercatat")]
    nomor: Literal["nik", "nkk"] | None = None
    perkara: Annotated[str | None, Field(description="Nomor perkara, bila ada")] = None


class CekKeluaran(BaseModel):
    """Whether, in which list, and where; of the same shape when not."""

    daftar: str | None
    tanpa_data: Annotated[
        list[str],
        Field(
            description="Kabupaten/kota yang daftarnya belum ditetapkan, atau hanya ada sebagai angka"
        ),
    ]
    terdaftar: Annotated[
        bool | None,
        Field(
            description="null: tidak ditemukan, tetapi daftar kabupaten/kota dalam `tanpa_data` tidak dapat diperiksa di sini"
        ),
    ]
    tps: str | None


class CekMasukan(BaseModel):
    """NIK and a second thing that its owner is likely to know; read, never kept or logged."""

    model_config = ConfigDict(
        extra="forbid",
    )
    nik: str
    nkk_akhir: Annotated[str, Field(description="Empat angka terakhir Nomor Kartu Keluarga")]
    pemilihan: Annotated[str, Field(description="Kode pemilihan")]


class CuplikanKeluaran(BaseModel):
    """A snapshot of a list; each figure with its provenance."""

    asal_jumlah: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]
    asal_lp: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]
    ba_nomor: str | None
    ditetapkan_pada: AwareDatetime | None
    id: UUID
    jumlah: int
    l: int
    p: int
    sidik: Annotated[str, Field(description="SHA-256 atas sidik setiap TPS")]
    sk_nomor: str | None
    status: str
    tahap: str
    tps: int


class DaftarKeluaran(BaseModel):
    """A list with its snapshots."""

    cuplikan: list[CuplikanKeluaran]
    id: UUID
    pemilihan: str
    tahap: str
    wilayah: str


class DaftarRingkas(BaseModel):
    """A list and its stage."""

    id: UUID
    pemilihan: str
    tahap: str
    wilayah: str


class DaftarDaftarRingkas(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[DaftarRingkas]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class Dimuat(BaseModel):
    """How many regions were loaded."""

    jumlah: int


class Dipetakan(BaseModel):
    """The list and how many polling stations it has."""

    daftar_pemilih: str
    jumlah: int
    tahap: str


class EksporKeluaran(BaseModel):
    """A working export."""

    alasan: str | None
    baris: int | None
    berlaku_sampai: AwareDatetime | None
    diajukan_oleh: str
    diputuskan_oleh: str | None
    id: UUID
    kolom: list[str]
    pemilihan: str
    penerima: str
    perkara: str
    sidik: Annotated[str | None, Field(description="SHA-256 berkas CSV")]
    status: str
    tujuan: str
    wilayah: str


class HasilButir(BaseModel):
    """What became of one item, in the order in which they were sent."""

    code: str | None = None
    detail: str | None = None
    pemilih: UUID | None
    status: Literal["diterima", "ditolak"]
    urut: int


class HasilLembar(BaseModel):
    """What became of a batch: nothing is dropped in silence."""

    butir: list[HasilButir]
    diterima: int
    ditolak: int


class Hitungan(BaseModel):
    """Active voters of a region as they stand now; not a list that anybody has established."""

    jumlah: int
    l: int
    p: int
    tps: int
    wilayah: str


class KasusKeluaran(BaseModel):
    """A case."""

    anggota: list[UUID]
    id: UUID
    jenis: str
    pemilihan: str
    pertahankan: UUID | None
    status: str
    wilayah: str


class KasusMasukan(BaseModel):
    """Records that may be one person."""

    model_config = ConfigDict(
        extra="forbid",
    )
    anggota: list[UUID]
    jenis: Literal["identik", "nik", "tanpa_nik"]
    pemilihan: Annotated[str, Field(description="Kode pemilihan")]
    wilayah: Annotated[str, Field(description="Kode kabupaten/kota")]


class PemilihBaru(BaseModel):
    """A person found at the door and not in the list."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alamat: str
    disabilitas: int
    jenis_kelamin: Literal["L", "P"]
    ktp_el: Literal["S", "B"]
    nama: str
    nik: str
    nkk: str
    rt: str
    rw: str
    status_kawin: Literal["B", "S", "P"]
    tanggal_lahir: date
    tempat_lahir: str
    tps: Annotated[
        str, Field(description="Kode TPS: 10 angka desa/kelurahan dan 3 angka nomor TPS")
    ]


class PemilihDitemukan(BaseModel):
    """A voter as the caller's role sees him, and how alike the name is where that was asked."""

    alamat: str
    baris: int | None = None
    disabilitas: int | None = None
    id: UUID
    jenis_kelamin: str
    kemiripan: float | None
    kode_tms: str | None
    ktp_el: str | None = None
    lokasi: str
    nama: str
    nik_akhir: str | None = None
    nkk_akhir: str | None = None
    rt: str
    rw: str
    status: str
    status_kawin: str | None = None
    tanggal_lahir: date | None = None
    tempat_lahir: str | None = None
    versi: int


class PemilihKeluaran(BaseModel):
    """A voter; a column that the caller's role does not see is absent."""

    alamat: str
    baris: int | None = None
    disabilitas: int | None = None
    id: UUID
    jenis_kelamin: str
    kode_tms: str | None
    ktp_el: str | None = None
    lokasi: str
    nama: str
    nik_akhir: str | None = None
    nkk_akhir: str | None = None
    rt: str
    rw: str
    status: str
    status_kawin: str | None = None
    tanggal_lahir: date | None = None
    tempat_lahir: str | None = None
    versi: int


class PemilihanKeluaran(BaseModel):
    """An election; `waktu` is its legal time where that is not the real one."""

    hari_pemungutan: date
    id: str
    jenis: str
    nama: str
    ruleset: str
    sandbox: bool
    waktu: Annotated[
        AwareDatetime | None,
        Field(description="Waktu legal pemilihan sandbox; kosong: waktu sebenarnya (header Date)"),
    ]
    wilayah: str


class PemilihanMasukan(BaseModel):
    """An election to register."""

    model_config = ConfigDict(
        extra="forbid",
    )
    hari_pemungutan: date
    id: Annotated[str, Field(description="Kode pemilihan")]
    jenis: Literal["pilkada", "pemilu"]
    nama: str
    ruleset: Annotated[str, Field(description="Kode pemilihan")]
    sandbox: Annotated[bool, Field(description="Jam legal dapat digeser; ditolak di produksi")]
    waktu_legal: AwareDatetime | None = None
    wilayah: Annotated[
        str, Field(description="Kode wilayah tanpa titik: 2, 4, 6, 10, atau 13 angka")
    ]


class PencarianKeluaran(BaseModel):
    """Who was found."""

    pemilih: list[PemilihDitemukan]
    terpotong: Annotated[
        bool, Field(description="Ada lebih banyak: perjelas nama atau persempit wilayah")
    ]


class PencarianMasukan(BaseModel):
    """Whom to look for, and where."""

    model_config = ConfigDict(
        extra="forbid",
    )
    batas: int | None = None
    cara: Annotated[
        Literal["awalan", "mengandung", "mirip"] | None,
        Field(description="How the name asked for relates to those found."),
    ] = None
    nama: str
    pemilihan: Annotated[str, Field(description="Kode pemilihan")]
    wilayah: Annotated[
        str, Field(description="Kode wilayah tanpa titik: 2, 4, 6, 10, atau 13 angka")
    ]


class PenetapanMasukan(BaseModel):
    """Minutes and decree of the plenary, and the digest of the draft that it fixes."""

    model_config = ConfigDict(
        extra="forbid",
    )
    asal_jumlah: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Asal jumlah yang dinyatakan dalam keputusan"),
    ]
    berita_acara: BeritaAcara
    sidik: str
    sk_nomor: str
    sk_tanggal: date
    tahap: Literal["DPS", "DPSHP", "DPT"]


class PenyusunanMasukan(BaseModel):
    """Which list to compose."""

    model_config = ConfigDict(
        extra="forbid",
    )
    tahap: Literal["DPS", "DPSHP", "DPT"]


class PermohonanMasukan(BaseModel):
    """Whose rows, for which case, for whom, which columns."""

    model_config = ConfigDict(
        extra="forbid",
    )
    kolom: list[str]
    pemilihan: Annotated[str, Field(description="Kode pemilihan")]
    penerima: Literal["kpu", "pengadilan", "bawaslu"]
    perkara: str
    tujuan: str
    wilayah: str


class PersetujuanMasukan(BaseModel):
    """The second person's decision."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: str
    setuju: bool


class PerubahanInput(BaseModel):
    """Corrected fields of a record."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alamat: str | None = None
    disabilitas: int | None = None
    jenis_kelamin: Literal["L", "P"] | None = None
    ktp_el: Literal["S", "B"] | None = None
    nama: str | None = None
    rt: str | None = None
    rw: str | None = None
    status_kawin: Literal["B", "S", "P"] | None = None
    tanggal_lahir: date | None = None
    tempat_lahir: str | None = None


class PerubahanOutput(BaseModel):
    """A page of the feed."""

    after: Annotated[int, Field(description="Nomor untuk halaman berikutnya")]
    feed_epoch: Annotated[
        int, Field(description="Bertambah bila basis data dipulihkan: baca ulang dari 0")
    ]
    peristiwa: Annotated[list[dict[str, Any]], Field(description="CloudEvents 1.0, urut")]


class PutusanMasukan(BaseModel):
    """The verdict: who is kept, or nobody when the records are different people."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: str
    pertahankan: UUID | None


class RekapAngka(BaseModel):
    """Voters of a region as minutes declare them."""

    model_config = ConfigDict(
        extra="forbid",
    )
    l: Annotated[int, Field(description="Laki-laki")]
    p: Annotated[int, Field(description="Perempuan")]
    tps: int


class RekapBaris(BaseModel):
    """Established figures of one region."""

    asal_jumlah: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]
    asal_lp: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]
    jumlah: int
    l: int
    p: int
    tps: int
    wilayah: str


class RekapDicatat(BaseModel):
    """The figures that were recorded."""

    jumlah: int
    l: int
    p: int
    tahap: str
    tps: int
    wilayah: str


class RekapMasukan(BaseModel):
    """Minutes of a PPS or PPK and the figures they declare."""

    model_config = ConfigDict(
        extra="forbid",
    )
    berita_acara: BeritaAcara
    dinyatakan: RekapAngka
    tahap: Literal["DPHP", "DPSHP"]
    wilayah: Annotated[
        str, Field(description="Kode wilayah tanpa titik: 2, 4, 6, 10, atau 13 angka")
    ]


class RekapProvinsiMasukan(BaseModel):
    """Minutes of the province and the figures they declare."""

    model_config = ConfigDict(
        extra="forbid",
    )
    asal: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Asal angka yang dinyatakan"),
    ]
    berita_acara: BeritaAcara
    dinyatakan: RekapAngka
    tahap: Literal["DPS", "DPT"]


class RulesetKeluaran(BaseModel):
    """A set of rules was registered."""

    aturan: int
    id: str


class RulesetMasukan(BaseModel):
    """A set of rules."""

    model_config = ConfigDict(
        extra="forbid",
    )
    aturan: list[AturanMasukan]
    id: Annotated[str, Field(description="Kode pemilihan")]
    nama: str


class TpsMasukan(BaseModel):
    """A polling station: 10 digits village, 3 digits number."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alamat: str | None = None
    kode: Annotated[
        str, Field(description="Kode TPS: 10 angka desa/kelurahan dan 3 angka nomor TPS")
    ]


class WaktuLegal(BaseModel):
    """The moment to which legal time moves."""

    model_config = ConfigDict(
        extra="forbid",
    )
    waktu: AwareDatetime


class WilayahMasukan(BaseModel):
    """A region to load."""

    model_config = ConfigDict(
        extra="forbid",
    )
    induk: str | None
    jenis: str
    kode: Annotated[str, Field(description="Kode wilayah tanpa titik: 2, 4, 6, 10, atau 13 angka")]
    nama: str


class WilayahRingkas(BaseModel):
    """A region."""

    jenis: str
    kode: str
    nama: str


class AksiKeluaran(BaseModel):
    """An act on the resource; `alasan` is null when it is open to the caller now."""

    alasan: Alasan | None
    dasar: str
    jendela: str | None
    peran: list[str]
    terbuka: bool
    tindakan: str


class Butir(BaseModel):
    """One finding; `versi` is the version of the record that was in hand at the door."""

    model_config = ConfigDict(
        extra="forbid",
    )
    baru: PemilihBaru | None = None
    bukti: str | None = None
    hasil: Annotated[
        Literal["sesuai", "ubah", "tms", "pindah_tps", "baru"],
        Field(description="The finding at the door."),
    ]
    kode: str | None = None
    pemilih: UUID | None = None
    perubahan: PerubahanInput | None = None
    tps_benar: str | None = None
    versi: int | None = None


class DaftarEksporKeluaran(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[EksporKeluaran]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class DaftarOperasiKeluaran(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[OperasiKeluaran]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class DaftarPemilihanKeluaran(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[PemilihanKeluaran]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class JawabanMasukan(BaseModel):
    """The answer, with its reason; nothing personal stands in it."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: Annotated[str, Field(description="Tanpa data pribadi")]
    hasil: Annotated[
        Literal["diterima", "ditolak"],
        Field(
            description="What the office found; the list itself changes only by coklit, correction and duplicates."
        ),
    ]


class Lembar(BaseModel):
    """The findings of one TPS or village."""

    model_config = ConfigDict(
        extra="forbid",
    )
    butir: list[Butir]
    pemilihan: Annotated[str, Field(description="Kode pemilihan")]
    wilayah: Annotated[
        str, Field(description="Kode wilayah tanpa titik: 2, 4, 6, 10, atau 13 angka")
    ]


class MuatWilayah(BaseModel):
    """A province with all its regions, and where they come from."""

    model_config = ConfigDict(
        extra="forbid",
    )
    sumber: str
    wilayah: list[WilayahMasukan]


class PemetaanTps(BaseModel):
    """The polling stations of a kabupaten/kota."""

    model_config = ConfigDict(
        extra="forbid",
    )
    pemilihan: Annotated[str, Field(description="Kode pemilihan")]
    tps: list[TpsMasukan]
    wilayah: Annotated[str, Field(description="Kode kabupaten/kota")]


class Rekap(BaseModel):
    """A region's established figures and those of the regions right below it: they add up."""

    anak: list[RekapBaris]
    jenis: str
    jumlah: int
    l: int
    p: int
    pemilihan: str
    per: AwareDatetime | None
    tps: int
    wilayah: str


class TanggapanKeluaran(BaseModel):
    """A response; `kabar` says whether its reporter was reached."""

    alasan: str | None
    dijawab_pada: AwareDatetime | None
    diterima_pada: AwareDatetime
    hasil: Literal["diterima", "ditolak"] | None
    kabar: str | None
    pemilihan: str
    pokok: str
    status: Annotated[Literal["diterima", "dijawab"], Field(description="State of a response.")]
    tahap: str
    tiket: UUID
    wilayah: str


class WilayahKeluaran(BaseModel):
    """A region and those right below it."""

    anak: list[WilayahRingkas]
    induk: str | None
    jenis: str
    kode: str
    nama: str
    sumber: str


class DaftarSuratMati(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[SuratMati]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class DaftarTanggapanKeluaran(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[TanggapanKeluaran]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]
