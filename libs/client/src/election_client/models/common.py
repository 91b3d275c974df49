"""Shapes of several services. Made by generate.py from the documents; never edited."""

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


class Asal(RootModel[Literal["official", "snapshot", "press", "inferred", "generated"]]):
    root: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]


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

    agregat: Annotated[list[Agregat] | None, Field(description="Isi ember yang diminta")] = None
    feed_epoch: Annotated[int, Field(description="Bertambah bila basis data dipulihkan")]
    feed_no: Annotated[int, Field(description="Nomor feed terakhir yang sudah diberikan")]
    sidik: Annotated[dict[str, str] | None, Field(description="SHA-256 per ember yang berisi")] = (
        None
    )
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


class ElectionCommonBerkasKarantinaStatus(RootModel[Literal["karantina", "bersih", "ditolak"]]):
    root: Annotated[
        Literal["karantina", "bersih", "ditolak"], Field(description="How far a file has come.")
    ]


class Alasan(BaseModel):
    """Why an act is not open: as the act itself would answer."""

    code: str
    detail: str
    rincian: dict[str, Any]
    title: str


class BeritaAcara(BaseModel):
    """The minutes of a plenary."""

    model_config = ConfigDict(
        extra="forbid",
    )
    nomor: str
    penanda_tangan: list[str]
    tanggal: date


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


class DaftarSuratMati(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[SuratMati]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]
