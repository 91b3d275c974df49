"""Shapes of voter-registry. Made by generate.py from its document; never edited."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class Agregat(BaseModel):
    """An aggregate, and the `seq` of its newest fact."""

    id: str
    jenis: str
    seq: int


class Alasan(BaseModel):
    """Why an act is not open: as the act itself would answer."""

    code: str
    detail: str
    rincian: dict[str, Any]
    title: str


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


class BeritaAcara(BaseModel):
    """The minutes of a plenary."""

    model_config = ConfigDict(
        extra="forbid",
    )
    nomor: str
    penanda_tangan: list[str]
    tanggal: date


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
    terdaftar: bool
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


class Kata(BaseModel):
    """A word in both languages."""

    en: str
    id: str


class Langkah(BaseModel):
    """A lawful step of a state machine."""

    dari: str
    dasar: str
    ke: str
    pelaku: str
    tindakan: str


class Masalah(BaseModel):
    """An RFC 9457 problem document."""

    model_config = ConfigDict(
        extra="allow",
    )
    code: str
    detail: str
    status: int
    title: str
    trace_id: str
    type: str


class NilaiPilihan(BaseModel):
    """A value of an enum and its label."""

    label: Kata
    nilai: str


class OperasiKeluaran(BaseModel):
    """An operation. `laju` is rows per second, `sisa_detik` the time left at that rate."""

    galat: Annotated[str | None, Field(description="Alamat laporan galat per baris")]
    hasil: dict[str, Any] | None
    id: UUID
    jenis: str
    laju: float | None
    langkah: str
    masalah: Annotated[
        dict[str, str] | None, Field(description="Mengapa gagal, dari katalog galat")
    ]
    selesai: int
    sisa_detik: float | None
    status: Annotated[str, Field(description="menunggu, berjalan, selesai, atau gagal")]
    total: int


class Pembuangan(BaseModel):
    """Why a fact is discarded: its effect will never be."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: str


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
    """An election; `waktu` is its legal time now."""

    hari_pemungutan: date
    id: str
    jenis: str
    nama: str
    ruleset: str
    sandbox: bool
    waktu: AwareDatetime
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


class PenelusuranMasukan(BaseModel):
    """Whose reads, in which time, and why it is asked."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: str
    dari: AwareDatetime
    sampai: AwareDatetime
    sub: Annotated[str, Field(description="Subjek token petugas")]


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


class Ringkasan(BaseModel):
    """Digests of all buckets, or the aggregates of one."""

    agregat: Annotated[list[Agregat] | None, Field(description="Isi ember yang diminta")] = None
    feed_epoch: Annotated[int, Field(description="Bertambah bila basis data dipulihkan")]
    sidik: Annotated[dict[str, str] | None, Field(description="SHA-256 per ember yang berisi")] = (
        None
    )
    sumber: Annotated[str, Field(description="`source` peristiwa layanan ini")]


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


class Saya(BaseModel):
    """The caller; a role of his token that no grant bears out is not among these."""

    mandat: Annotated[
        list[str], Field(description="Sifat, peran, dan nomor surat bila Plh atau Plt")
    ]
    peran: list[str]
    peserta: str
    sub: str
    unit: str
    wilayah: str


class Tiket(BaseModel):
    """A ticket to one stream, good once."""

    aliran: Annotated[str, Field(description="Alamat aliran dengan tiketnya, untuk EventSource")]
    berlaku_sampai: AwareDatetime


class TindakanKeluaran(BaseModel):
    """An act: who may do it, in which window, on what basis."""

    dasar: str
    jendela: str | None
    nama: str
    peran: list[str]


class TitikPeriksaKeluaran(BaseModel):
    """A checkpoint."""

    akar: str
    kunci: str
    layanan: str
    nomor: int
    pada: str
    sebelum: str
    tanda: str
    ukuran: Annotated[int, Field(description="Banyak catatan audit dalam pohon")]


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


class DaftarTitikPeriksa(BaseModel):
    """Checkpoints, the oldest first."""

    after: int
    titik_periksa: list[TitikPeriksaKeluaran]


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


class Galat(BaseModel):
    """A problem that the service can answer with."""

    coba_lagi: Annotated[int | None, Field(description="Detik sampai mencoba lagi berguna")]
    code: str
    judul: Kata
    status: int


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


class Rujukan(BaseModel):
    """Everything that a client would otherwise have to copy from the documentation."""

    galat: list[Galat]
    mesin: dict[str, list[Langkah]]
    pilihan: dict[str, list[NilaiPilihan]]
    tindakan: list[TindakanKeluaran]


class SuratMati(BaseModel):
    """A fact that could not be applied, or one that waits for such a fact of its aggregate."""

    agregat: str
    alasan: str | None
    galat: Annotated[str, Field(description="Kelas galat; kosong bila hanya menunggu")]
    id: int
    id_agregat: str
    jenis: Annotated[str, Field(description="Subjek peristiwa")]
    masuk_pada: AwareDatetime
    peristiwa: dict[str, Any]
    seq: int
    status: Annotated[
        Literal["gagal", "menunggu", "diulang", "dibuang"],
        Field(
            description="What is to become of a dead letter, until `selesai_pada` says that it has."
        ),
    ]
    sumber: str
    tempat: Annotated[list[str], Field(description="Tempat dalam kode, tanpa nilai")]


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
