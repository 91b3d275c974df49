"""Shapes of gateway. Made by generate.py from its document; never edited."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, RootModel


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


class HimpunanKunci(BaseModel):
    """A JWK set (RFC 7517)."""

    keys: list[dict[str, Any]]


class Kata(BaseModel):
    """A word in both languages."""

    en: str
    id: str


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


class Pencabutan(BaseModel):
    """Why something is taken back, and by which letter."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: str
    surat_nomor: str


class PenelusuranMasukan(BaseModel):
    """Whose reads, in which time, and why it is asked."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: str
    dari: AwareDatetime
    sampai: AwareDatetime
    sub: Annotated[str, Field(description="Subjek token petugas")]


class Perubahan(BaseModel):
    """A page of the feed."""

    after: Annotated[int, Field(description="Nomor untuk halaman berikutnya")]
    feed_epoch: Annotated[
        int, Field(description="Bertambah bila basis data dipulihkan: baca ulang dari 0")
    ]
    peristiwa: Annotated[list[dict[str, Any]], Field(description="CloudEvents 1.0, urut")]


class Ringkasan(BaseModel):
    """Digests of all buckets, or the aggregates of one."""

    agregat: Annotated[
        list[Agregat] | None, Field(description="Isi ember yang diminta", validate_default=True)
    ] = []
    feed_epoch: Annotated[int, Field(description="Bertambah bila basis data dipulihkan")]
    sidik: Annotated[dict[str, str] | None, Field(description="SHA-256 per ember yang berisi")] = {}
    sumber: Annotated[str, Field(description="`source` peristiwa layanan ini")]


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
    ] = ""
    sampai: AwareDatetime | None = None
    sifat: Annotated[
        Literal["definitif", "plh", "plt"] | None,
        Field(description="In what way somebody holds an office (UU 30/2014 Pasal 14 and 34)."),
    ] = "definitif"
    subjek: Annotated[str, Field(description="`sub` pada token: akun seseorang, atau klien")]
    unit: Annotated[str | None, Field(description="Unit tertutup (wbs)")] = ""
    untuk: Annotated[
        UUID | None, Field(description="Plh/Plt: pemberian yang jabatannya dijalankan")
    ] = None
    wilayah: Annotated[str, Field(description="Kode wilayah tanpa titik; 0 untuk nasional")]


class DaftarTitikPeriksa(BaseModel):
    """Checkpoints, the oldest first."""

    after: int
    titik_periksa: list[TitikPeriksaKeluaran]


class Galat(BaseModel):
    """A problem that the service can answer with."""

    coba_lagi: Annotated[int | None, Field(description="Detik sampai mencoba lagi berguna")]
    code: str
    judul: Kata
    status: int


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
    id: Annotated[str, Field(description="`client_id`")]
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
