"""Shapes of publication. Made by generate.py from the documents; never edited."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from election_client.models.common import Alasan, BeritaAcara, SuratMati


class JadwalDicatat(BaseModel):
    """The revision and how many windows it opens."""

    jendela: int
    pemilihan: str
    revisi: int


class Keputusan(BaseModel):
    """A decree."""

    model_config = ConfigDict(
        extra="forbid",
    )
    nomor: str
    tanggal: date


class Kolom(BaseModel):
    """A column of the form: a pair of candidates, or the empty column."""

    model_config = ConfigDict(
        extra="forbid",
    )
    jenis: Annotated[
        Literal["PASLON", "KOLOM_KOSONG"], Field(description="What a column stands for.")
    ]
    label: str
    nomor: int


class KolomDicatat(BaseModel):
    """The columns that were fixed."""

    kolom: list[Kolom]
    pemilihan: str


class KolomKeluaran(BaseModel):
    """A column as it stands; it stays when its pair is revoked."""

    model_config = ConfigDict(
        extra="forbid",
    )
    jenis: Annotated[
        Literal["PASLON", "KOLOM_KOSONG"], Field(description="What a column stands for.")
    ]
    label: str
    nomor: int
    pembatalan: Annotated[str | None, Field(description="Keputusan yang membatalkan pasangannya")]


class KolomMasukan(BaseModel):
    """All columns, numbered 1, 2, ... as on the ballot."""

    model_config = ConfigDict(
        extra="forbid",
    )
    kolom: list[Kolom]


class Koreksi(BaseModel):
    """A figure that the plenary changed: check 11 wants all of this."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: str
    asal: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]
    dari: Annotated[int, Field(description="Angka menurut jumlah bawahannya")]
    ke: Annotated[int, Field(description="Angka yang dinyatakan")]
    kolom: Annotated[str, Field(description="Letak angka pada formulir")]
    saksi: Annotated[str, Field(description="Saksi dan pengawas yang hadir saat koreksi")]


class LpJumlah(BaseModel):
    """Men, women and both, as the paper states them."""

    model_config = ConfigDict(
        extra="forbid",
    )
    jumlah: int
    l: Annotated[int, Field(description="Laki-laki")]
    p: Annotated[int, Field(description="Perempuan")]


class Pelanggaran(BaseModel):
    """A figure that fails a check, beside what it was compared with."""

    aturan: int
    beda: int
    dinyatakan: int
    kolom: str
    pembanding: int


class Pemilih(BaseModel):
    """I.A Data pemilih: the DPT."""

    model_config = ConfigDict(
        extra="forbid",
    )
    terdaftar: LpJumlah


class Pengguna(BaseModel):
    """I.B Pengguna hak pilih. The election's rules say what each list is called (DPPh, DPTb)."""

    model_config = ConfigDict(
        extra="forbid",
    )
    jumlah: LpJumlah
    pindahan: LpJumlah
    tambahan_ktp: LpJumlah
    terdaftar: LpJumlah


class PengumumanMasukan(BaseModel):
    """The decree by which the result is announced."""

    model_config = ConfigDict(
        extra="forbid",
    )
    keputusan: Keputusan


class PindaianKeluaran(BaseModel):
    """A scan; its address gives the file once it has been examined."""

    diunggah_pada: AwareDatetime
    sidik: Annotated[str, Field(description="SHA-256 berkasnya")]
    urut: int


class Progres(BaseModel):
    """How many TPS have come in."""

    tps_masuk: int
    tps_total: int


class Saksi(BaseModel):
    """A pair's witness; one who refuses to sign does not stop the result."""

    model_config = ConfigDict(
        extra="forbid",
    )
    keberatan: str | None = None
    paslon: int
    status: Literal["SIGNED", "REFUSED", "ABSENT"]


class Selisih(BaseModel):
    """A declared figure that the parts and the corrections do not add up to."""

    beda: int
    dihitung: int
    dinyatakan: int
    kolom: str


class SuratSuara(BaseModel):
    """II Data surat suara."""

    model_config = ConfigDict(
        extra="forbid",
    )
    digunakan: int
    dikembalikan: Annotated[
        int, Field(description="Dikembalikan karena rusak atau keliru dicoblos")
    ]
    diterima: int
    tidak_digunakan: int


class Tahapan(BaseModel):
    """A stage with absolute times, or relative to another; the acts that it opens."""

    model_config = ConfigDict(
        extra="forbid",
    )
    catatan: str | None = None
    dasar: str
    kegiatan: str
    kode: str
    layanan: str
    mulai: AwareDatetime | None = None
    offset: int | None = None
    offset_kind: Literal["hours", "calendar_day", "working_day"] | None = None
    relative_to: str | None = None
    selesai: AwareDatetime | None = None
    set_by: str
    tanda: Annotated[
        Literal["S", "M"], Field(description="S: ada sumbernya; M: belum diverifikasi")
    ]
    tindakan: list[str]


class TahapanKeluaran(BaseModel):
    """A stage, and where it stands in legal time."""

    model_config = ConfigDict(
        extra="forbid",
    )
    catatan: str | None = None
    dasar: str
    keadaan: Annotated[
        Literal["menunggu", "akan-datang", "berlangsung", "selesai"],
        Field(
            description="Where a stage stands in legal time; `menunggu` for one that is only relative so far."
        ),
    ]
    kegiatan: str
    kode: str
    layanan: str
    mulai: AwareDatetime | None = None
    offset: int | None = None
    offset_kind: Literal["hours", "calendar_day", "working_day"] | None = None
    relative_to: str | None = None
    selesai: AwareDatetime | None = None
    set_by: str
    tanda: Annotated[
        Literal["S", "M"], Field(description="S: ada sumbernya; M: belum diverifikasi")
    ]
    tindakan: list[str]


class Wilayah(BaseModel):
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


class Anak(BaseModel):
    """A part: what it declared, else what was computed. Parts sum to the whole's `dihitung`."""

    asal: Literal["official", "snapshot", "press", "inferred", "generated"] | None
    asal_angka: dict[str, Literal["official", "snapshot", "press", "inferred", "generated"]]
    jenis: str
    jumlah_tps: int | None = None
    kode: str
    nama: str
    pemilih: Pemilih | None = None
    pengguna: Pengguna | None = None
    peringatan: Annotated[
        list[int], Field(description="Nomor pemeriksaan yang hanya memperingatkan")
    ]
    progres: Progres
    resmi: bool
    status: Annotated[
        Literal["sementara", "disahkan", "diumumkan"],
        Field(description="How far a result is; before its plenary it is provisional."),
    ]
    suara: dict[str, int] | None = None
    suara_sah: int | None = None
    suara_tidak_sah: int | None = None
    surat_suara: SuratSuara | None = None
    total_suara: int | None = None


class CHasil(BaseModel):
    """The form C.HASIL of one TPS, every figure as it stands on the paper."""

    model_config = ConfigDict(
        extra="forbid",
    )
    pemilih: Pemilih
    pengguna: Pengguna
    suara: Annotated[
        dict[Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,2}$")], int],
        Field(description="Suara per nomor kolom"),
    ]
    suara_sah: int
    suara_tidak_sah: int
    surat_suara: SuratSuara
    total_suara: int
    tps: Annotated[
        str, Field(description="Kode TPS: 10 angka desa/kelurahan dan 3 angka nomor TPS")
    ]


class DaftarPindaianKeluaran(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[PindaianKeluaran]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class Dihitung(BaseModel):
    """What the parts add up to; each figure is as weak as the weakest of its parts."""

    asal: Literal["official", "snapshot", "press", "inferred", "generated"] | None
    asal_angka: dict[str, Literal["official", "snapshot", "press", "inferred", "generated"]]
    jumlah_tps: int | None = None
    pemilih: Pemilih | None = None
    pengguna: Pengguna | None = None
    suara: dict[str, int] | None = None
    suara_sah: int | None = None
    suara_tidak_sah: int | None = None
    surat_suara: SuratSuara | None = None
    total_suara: int | None = None


class Dinyatakan(BaseModel):
    """What the plenary declared."""

    asal: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]
    ba_nomor: str
    ba_tanggal: date
    jumlah_tps: int | None = None
    keputusan: Keputusan | None
    pemilih: Pemilih | None = None
    pengguna: Pengguna | None = None
    suara: dict[str, int] | None = None
    suara_sah: int | None = None
    suara_tidak_sah: int | None = None
    surat_suara: SuratSuara | None = None
    total_suara: int | None = None


class DinyatakanMasukan(BaseModel):
    """What the minutes declare.

    A decree may state votes alone: the sections it leaves out are then only computed, and never
    called resmi.
    """

    model_config = ConfigDict(
        extra="forbid",
    )
    jumlah_tps: Annotated[int | None, Field(description="Jumlah TPS yang direkapitulasi")] = None
    pemilih: Pemilih | None = None
    pengguna: Pengguna | None = None
    suara: Annotated[
        dict[Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,2}$")], int],
        Field(description="Suara per nomor kolom"),
    ]
    suara_sah: int
    suara_tidak_sah: int
    surat_suara: SuratSuara | None = None
    total_suara: int


class HasilButir(BaseModel):
    """What became of one form, in the order in which they were sent; refused, it is not stored."""

    aturan: Annotated[int | None, Field(description="Nomor pemeriksaan yang gagal")] = None
    code: str | None = None
    detail: str | None = None
    pelanggaran: list[Pelanggaran] | None = None
    peringatan: Annotated[
        list[int] | None, Field(description="Nomor pemeriksaan yang memperingatkan")
    ] = None
    status: Literal["diterima", "ditolak"]
    tps: str
    urut: int


class HasilLembar(BaseModel):
    """What became of a batch: nothing is dropped in silence."""

    butir: list[HasilButir]
    diterima: int
    ditolak: int


class HasilMasukan(BaseModel):
    """A batch of forms of one provenance."""

    model_config = ConfigDict(
        extra="forbid",
    )
    asal: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]
    butir: list[CHasil]


class JadwalKeluaran(BaseModel):
    """A revision of a schedule; `keadaan` goes by legal time."""

    alasan: str | None
    diterbitkan_pada: AwareDatetime
    pemilihan: str
    revisi: int
    sumber: str
    tahapan: list[TahapanKeluaran]
    waktu_legal: Annotated[
        AwareDatetime | None,
        Field(description="Waktu legal pemilihan sandbox; kosong: waktu sebenarnya (header Date)"),
    ]


class JadwalMasukan(BaseModel):
    """The whole schedule of an election; a revision names its reason."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: str | None = None
    sumber: str
    tahapan: list[Tahapan]


class RekapMasukan(BaseModel):
    """The minutes of a plenary: declared figures, corrections, witnesses."""

    model_config = ConfigDict(
        extra="forbid",
    )
    asal: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Asal angka yang dinyatakan"),
    ]
    berita_acara: BeritaAcara
    dinyatakan: DinyatakanMasukan
    koreksi: list[Koreksi] | None = None
    saksi: list[Saksi] | None = None
    wilayah: Annotated[
        str, Field(description="Kode provinsi, kabupaten/kota, atau kecamatan, tanpa titik")
    ]


class Unit(BaseModel):
    """The result of a unit. `resmi` is computed: declared officially, announced, no difference."""

    anak: list[Anak]
    angka_resmi: Annotated[list[str], Field(description="Angka yang boleh disebut resmi")]
    belum_masuk: Annotated[list[str], Field(description="TPS sebuah kecamatan yang belum masuk")]
    dihitung: Dihitung
    dinyatakan: Dinyatakan | None
    jenis: Literal["hasil"]
    kolom: list[KolomKeluaran]
    koreksi: list[Koreksi]
    pemilihan: str
    progres: Progres
    resmi: bool
    saksi: list[Saksi]
    selisih: list[Selisih]
    status: Annotated[
        Literal["sementara", "disahkan", "diumumkan"],
        Field(description="How far a result is; before its plenary it is provisional."),
    ]
    waktu_legal: Annotated[
        AwareDatetime | None,
        Field(description="Waktu legal pemilihan sandbox; kosong: waktu sebenarnya (header Date)"),
    ]
    wilayah: Wilayah


class DaftarSuratMati(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[SuratMati]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]
