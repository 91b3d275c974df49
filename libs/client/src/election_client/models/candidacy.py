"""Shapes of candidacy. Made by generate.py from the documents; never edited."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, RootModel

from election_client.models.common import SuratMati


class AksesMasukan(BaseModel):
    """Who gets access: the pair's own code, and the parties that ask for it."""

    model_config = ConfigDict(
        extra="forbid",
    )
    partai: list[str]
    pemilihan: Annotated[str, Field(description="Kode pemilihan")]
    peserta: str


class AlasanOutput(BaseModel):
    """Why an act is not open: as the act itself would answer."""

    code: str
    detail: str
    rincian: dict[str, Any]
    title: str


class AsalHasil(BaseModel):
    """The provenance of each field of an announced pair."""

    model_config = ConfigDict(
        extra="forbid",
    )
    nama: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]
    nomor_urut: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]
    partai: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]
    sk_nomor_urut: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]
    tanggal_daftar: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]


class BenihKeluaran(BaseModel):
    """An announced seed, as it stands before the draw."""

    diumumkan_pada: AwareDatetime
    komitmen: str
    pada: AwareDatetime
    pemilihan: str
    sumber: str


class BenihMasukan(BaseModel):
    """The digest of a seed, and the outside value that will join it."""

    model_config = ConfigDict(
        extra="forbid",
    )
    komitmen: Annotated[
        str, Field(description="SHA-256 benih, heksadesimal; benihnya tetap rahasia sampai undian")
    ]
    pada: Annotated[
        AwareDatetime, Field(description="Saat nilai luar itu diketahui; harus masih di depan")
    ]
    sumber: Annotated[
        str,
        Field(description="Nilai luar yang ikut menentukan, dan di mana semua orang membacanya"),
    ]


class HasilDicatat(BaseModel):
    """How many pairs were recorded."""

    jumlah: int
    pemilihan: str


class JawabanMasukan(BaseModel):
    """What clarification found."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: Annotated[str, Field(description="Dibaca pelapor; tanpa data pribadi")]
    hasil: Literal["terbukti", "tidak-terbukti"]


class KonfirmasiMasukan(BaseModel):
    """The balls, or the outside value of a seed, entered by a second person."""

    model_config = ConfigDict(
        extra="forbid",
    )
    nilai_luar: str | None = None
    nomor: dict[str, int] | None = None


class Kuorum(BaseModel):
    """Members of the plenary, how many must be present, how many must agree."""

    model_config = ConfigDict(
        extra="forbid",
    )
    anggota: int
    hadir: int
    setuju: int


class Kursi(BaseModel):
    """Percent of the seats, or of the valid votes."""

    model_config = ConfigDict(
        extra="forbid",
    )
    kursi_persen: int
    suara_persen: int


class PartaiDicatat(BaseModel):
    """How many parties were registered."""

    jumlah: int
    pemilihan: str


class PartaiKeluaran(BaseModel):
    """A registered party with what it won; a figure that was not found is null."""

    asal_kursi: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]
    asal_suara: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]
    kode: str
    kursi: int | None
    nama: str
    nomor: int
    suara: int | None
    sumber: str


class PartaiMasukan(BaseModel):
    """A party with what it won; a figure that was not found is null."""

    model_config = ConfigDict(
        extra="forbid",
    )
    asal_kursi: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]
    asal_suara: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]
    kode: str
    kursi: int | None = None
    nama: str
    nomor: int
    suara: int | None = None
    sumber: str


class PasanganDitetapkan(BaseModel):
    """The pairs that a plenary determined."""

    pasangan: list[UUID]
    pemilihan: str
    sk_nomor: str


class PasanganKeluaran(BaseModel):
    """A determined pair; `asal` says of each field where it comes from."""

    asal: dict[str, Literal["official", "snapshot", "press", "inferred", "generated"]]
    calon: str
    catatan: str
    id: UUID
    nomor_urut: int | None
    partai: list[str]
    pemilihan: str
    sk_nomor_urut: str | None
    sk_penetapan: str | None
    status: str
    tanggal_daftar: date | None
    wakil: str


class PasanganSementara(BaseModel):
    """A pair that is MS; a response to it names `nominasi`."""

    calon: str
    nominasi: UUID
    partai: list[str]
    wakil: str


class PembatalanKeluaran(BaseModel):
    """Why an entry does not stand, and since when (legal time)."""

    alasan: str
    pada: AwareDatetime


class PembatalanPasangan(BaseModel):
    """The decision by which a pair is revoked: death, a final verdict, an order."""

    model_config = ConfigDict(
        extra="forbid",
    )
    keputusan_nomor: str


class PenarikanMasukan(BaseModel):
    """The letter that wants to withdraw."""

    model_config = ConfigDict(
        extra="forbid",
    )
    surat_nomor: str


class PengundianMasukan(BaseModel):
    """A draw: by an announced seed, or with the numbers that the balls gave."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: Annotated[
        str | None,
        Field(description="Mengapa bola, bila benih sudah diumumkan; dibaca semua orang"),
    ] = None
    ba_nomor: str
    benih: str | None = None
    cara: Annotated[Literal["benih", "fisik"], Field(description="How the numbers were drawn.")]
    nilai_luar: str | None = None
    nomor: dict[str, int] | None = None
    sk_nomor: str
    sumber: Annotated[
        str, Field(description="Dari mana benih atau bola undian itu; dibaca semua orang")
    ]


class PengusulMasukan(BaseModel):
    """The parties that nominate from now on, all of them."""

    model_config = ConfigDict(
        extra="forbid",
    )
    partai: list[str]


class SiapKeluaran(BaseModel):
    """What a plenary would decide on now; the ETag is what it names in If-Match."""

    belum: Annotated[list[UUID], Field(description="Nominasi yang hasilnya belum ada")]
    ms: list[UUID]
    pemilihan: str
    tanggapan_terbuka: int


class SisaKeluaran(BaseModel):
    """What the parties that support nobody hold; null while a figure of theirs is unknown."""

    asal: Literal["official", "snapshot", "press", "inferred", "generated"] | None
    kursi: int | None
    masih_mungkin: bool | None
    partai: list[str]
    suara: int | None


class SuaraMasukan(BaseModel):
    """The vote of a commissioner, by his seat."""

    model_config = ConfigDict(
        extra="forbid",
    )
    anggota: int
    suara: Annotated[
        Literal["setuju", "tidak-setuju", "tidak-hadir"],
        Field(description="The vote of a commissioner."),
    ]


class Tingkat(BaseModel):
    """A bracket: up to so many voters (inclusive), null for all above."""

    model_config = ConfigDict(
        extra="forbid",
    )
    persen: str
    sampai: int | None


class Usia(BaseModel):
    """The least age at each level of region, and the window whose last day it is counted on."""

    model_config = ConfigDict(
        extra="forbid",
    )
    acuan: str
    kabupaten_kota: int
    provinsi: int


class UsulanMasukan(BaseModel):
    """What a verifier finds of a document, and what he saw of it; a reason unless it is MS."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: (
        Literal[
            "tidak-dilegalisasi",
            "kedaluwarsa",
            "penerbit-keliru",
            "pengadilan-bukan-domisili",
            "nama-berbeda",
            "tanggal-lahir-berbeda",
            "tidak-terbaca",
            "tidak-ditandatangani",
            "tanpa-meterai",
            "lhkpn-berbeda",
            "pajak-tidak-lengkap",
            "bentuk-foto",
            "gelar-tidak-terbukti",
            "penerbit-menyangkal",
            "penerbit-tidak-terhubungi",
            "jeda-belum-lewat",
            "pencalonan-ganda",
            "belum-cukup-umur",
            "tidak-sehat",
        ]
        | None
    ) = None
    catatan: str | None = None
    jenis: Annotated[str, Field(description="Jenis dokumen menurut daftar syarat")]
    nilai: Annotated[
        Literal["ms", "bms", "tms"], Field(description="What a verifier finds of a document.")
    ]
    posisi: Annotated[
        Literal["pasangan", "calon", "wakil"],
        Field(description="Whom a document is about: the pair, or one of its two."),
    ]
    usulan_ke: Annotated[int, Field(description="Seperti dalam daftar syarat; 0: belum ada")]
    versi: Annotated[int, Field(description="Versi dokumen yang dinilai")]


class CandidacyApiAmbangBatasLangkahKeluaran(BaseModel):
    """A step of the calculation."""

    dasar: str
    nilai: str
    rumus: str
    uraian: Annotated[
        Literal[
            "aturan",
            "tingkat",
            "suara-minimal",
            "kursi-minimal",
            "tingkat-dukungan",
            "dukungan-minimal",
            "sebaran-minimal",
        ],
        Field(description="What a step of the calculation does."),
    ]


class CandidacyApiNominasiLangkahKeluaran(BaseModel):
    """A step of the history."""

    dari: str
    dasar: str
    jendela: str | None
    ke: str
    kertas: dict[str, Any]
    pada: AwareDatetime
    tindakan: str
    waktu_legal: AwareDatetime


class CandidacyApiNominasiPembatalanMasukan(BaseModel):
    """The decision that retracts a determination."""

    model_config = ConfigDict(
        extra="forbid",
    )
    keputusan_nomor: str


class CandidacyApiPasanganCalonHasilMasukan(BaseModel):
    """A pair as it was officially announced."""

    model_config = ConfigDict(
        extra="forbid",
    )
    asal: AsalHasil
    calon: str
    catatan: str | None = None
    nomor_urut: int
    partai: list[str]
    sk_nomor_urut: str | None = None
    sk_penetapan: str | None = None
    tanggal_daftar: date | None = None
    wakil: str


class CandidacyApiPenelitianHasilMasukan(BaseModel):
    """The minutes of a round of research."""

    model_config = ConfigDict(
        extra="forbid",
    )
    ba_nomor: str


class CandidacyApiPengundianPembatalanMasukan(BaseModel):
    """Why an entry that nobody has confirmed does not stand."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: Annotated[str, Field(description="Dibaca semua orang; tanpa nomor dan nilai entri itu")]


class AksiKeluaran(BaseModel):
    """An act on the resource; `alasan` is null when it is open to the caller now."""

    alasan: AlasanOutput | None
    dasar: str
    jendela: str | None
    peran: list[str]
    terbuka: bool
    tindakan: str


class AmbangKeluaran(BaseModel):
    """A threshold and how it came about; `terverifikasi` only when every rule in it was checked."""

    alasan: str | None
    asal: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]
    cara: Annotated[
        Literal["suara", "kursi-atau-suara"],
        Field(description="How the threshold of parties is reached."),
    ]
    dasar: dict[str, Any]
    dukungan: Annotated[int, Field(description="Dukungan minimal calon perseorangan")]
    kursi: int | None
    langkah: list[CandidacyApiAmbangBatasLangkahKeluaran]
    pemilihan: str
    revisi: int
    sebaran: Annotated[int, Field(description="Daerah minimal yang memuat dukungan itu")]
    sk_nomor: str
    sk_tanggal: date
    suara: int
    terverifikasi: bool


class AngkaMasukan(BaseModel):
    """A figure with its provenance."""

    model_config = ConfigDict(
        extra="forbid",
    )
    asal: Annotated[
        Literal["official", "snapshot", "press", "inferred", "generated"],
        Field(description="Provenance of a figure; only `official` may ever be called resmi."),
    ]
    jumlah: int
    sumber: str


class AturanKeluaran(BaseModel):
    """A rule with its basis and validity."""

    berlaku_dari: date
    berlaku_sampai: date | None
    nama: Annotated[
        Literal["ambang_suara", "ambang_kursi", "ambang_perseorangan", "usia_calon", "pleno"],
        Field(description="What a rule is called; its value is in the data."),
    ]
    nilai: dict[str, Any]
    pasal: str
    regulasi: str
    terverifikasi: bool


class AturanKursi(BaseModel):
    """A threshold by seats or votes."""

    model_config = ConfigDict(
        extra="forbid",
    )
    berlaku_dari: date
    berlaku_sampai: date | None = None
    nama: Literal["ambang_kursi"]
    nilai: Kursi
    pasal: str
    regulasi: str
    terverifikasi: bool


class AturanPleno(BaseModel):
    """The quorum of the plenary."""

    model_config = ConfigDict(
        extra="forbid",
    )
    berlaku_dari: date
    berlaku_sampai: date | None = None
    nama: Literal["pleno"]
    nilai: Kuorum
    pasal: str
    regulasi: str
    terverifikasi: bool


class AturanUsia(BaseModel):
    """The age of candidates."""

    model_config = ConfigDict(
        extra="forbid",
    )
    berlaku_dari: date
    berlaku_sampai: date | None = None
    nama: Literal["usia_calon"]
    nilai: Usia
    pasal: str
    regulasi: str
    terverifikasi: bool


class Daerah(BaseModel):
    """The brackets of each level of region."""

    model_config = ConfigDict(
        extra="forbid",
    )
    kabupaten_kota: list[Tingkat]
    provinsi: list[Tingkat]


class DaftarHasil(BaseModel):
    """All pairs of an election."""

    model_config = ConfigDict(
        extra="forbid",
    )
    pasangan: list[CandidacyApiPasanganCalonHasilMasukan]


class DaftarPartai(BaseModel):
    """The parties of the last DPRD election."""

    model_config = ConfigDict(
        extra="forbid",
    )
    partai: list[PartaiMasukan]


class DaftarPartaiKeluaran(BaseModel):
    """The parties of an election; `versi` is 0 before the first are registered."""

    partai: list[PartaiKeluaran]
    pemilihan: str
    versi: int


class DaftarSementara(BaseModel):
    """The pairs of an election that the public may respond to now."""

    pasangan: list[PasanganSementara]
    pemilihan: str


class DaftarUsulan(BaseModel):
    """Findings of several documents."""

    model_config = ConfigDict(
        extra="forbid",
    )
    butir: list[UsulanMasukan]


class DaftarAturanKeluaran(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[AturanKeluaran]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class DaftarPasanganKeluaran(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[PasanganKeluaran]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class Gelar(BaseModel):
    """A title, and the diploma that proves it."""

    model_config = ConfigDict(
        extra="forbid",
    )
    bukti: Annotated[str, Field(description="Ijazah yang membuktikannya")]
    letak: Annotated[
        Literal["depan", "belakang"],
        Field(description="On which side of the name a title is written."),
    ]
    teks: str


class NominasiKeluaran(BaseModel):
    """A nomination and how far it is; its candidates stand in the dossier."""

    diajukan_pada: Annotated[
        AwareDatetime | None, Field(description="Waktu legal saat diterima server")
    ]
    id: UUID
    partai: list[str]
    pemilihan: str
    peserta: str
    putaran: int
    status: Annotated[
        Literal[
            "draf",
            "diajukan",
            "dikembalikan",
            "diterima",
            "perlu-perbaikan",
            "diperbaiki",
            "ms-sementara",
            "tms",
            "ditetapkan",
            "bernomor",
            "dibatalkan",
        ],
        Field(description="How far a nomination is."),
    ]
    versi: int
    wilayah: str


class PenerimaanKeluaran(BaseModel):
    """What reception led to, and what spoke against it."""

    nominasi: NominasiKeluaran
    sebab: list[Literal["tidak-lengkap", "ambang-batas", "partai-ganda", "calon-ganda"]]


class PenetapanMasukan(BaseModel):
    """Minutes, decree and votes of a plenary."""

    model_config = ConfigDict(
        extra="forbid",
    )
    ba_nomor: str
    ba_tanggal: date
    sk_nomor: Annotated[str, Field(description="Yang tidak diumumkan diawali SIMULASI/")]
    sk_tanggal: date
    suara: list[SuaraMasukan]


class PengundianKeluaran(BaseModel):
    """A draw; whoever has seed and outside value can repeat it by the algorithm.

    Seed, outside value and numbers are empty before a draw stands: the second person enters what
    he sees on the paper, not on the screen.
    """

    alasan: Annotated[str | None, Field(description="Mengapa bola, bila benih sudah diumumkan")]
    algoritma: str
    ba_nomor: str
    benih: str | None
    berlaku: Annotated[
        bool, Field(description="Salah bila entri kedua masih ditunggu, atau bila dibatalkan")
    ]
    cara: Annotated[Literal["benih", "fisik"], Field(description="How the numbers were drawn.")]
    dicatat_pada: Annotated[AwareDatetime, Field(description="Saat entri pertama (waktu legal)")]
    nilai_luar: str | None
    nomor: Annotated[dict[str, int], Field(description="Kosong sebelum ada undian yang berlaku")]
    pembatalan: PembatalanKeluaran | None
    pemilihan: str
    sk_nomor: str
    sumber: str


class PengundianMenunggu(BaseModel):
    """A first entry, by whom and since when (legal time): somebody else makes the second."""

    cara: Annotated[Literal["benih", "fisik"], Field(description="How the numbers were drawn.")]
    dicatat_oleh: str
    dicatat_pada: AwareDatetime
    pemilihan: str


class PengundianRinci(BaseModel):
    """The newest draw, and those before it: each was discarded, and is kept."""

    alasan: Annotated[str | None, Field(description="Mengapa bola, bila benih sudah diumumkan")]
    algoritma: str
    ba_nomor: str
    benih: str | None
    berlaku: Annotated[
        bool, Field(description="Salah bila entri kedua masih ditunggu, atau bila dibatalkan")
    ]
    cara: Annotated[Literal["benih", "fisik"], Field(description="How the numbers were drawn.")]
    dicatat_pada: Annotated[AwareDatetime, Field(description="Saat entri pertama (waktu legal)")]
    nilai_luar: str | None
    nomor: Annotated[dict[str, int], Field(description="Kosong sebelum ada undian yang berlaku")]
    pembatalan: PembatalanKeluaran | None
    pemilihan: str
    sk_nomor: str
    sumber: str
    terdahulu: list[PengundianKeluaran]


class PeriksaMasukan(BaseModel):
    """Whether a document is there; nothing of what it says."""

    model_config = ConfigDict(
        extra="forbid",
    )
    jenis: Annotated[str, Field(description="Jenis dokumen menurut daftar syarat")]
    keberadaan: Annotated[
        Literal["ada", "tidak-ada"],
        Field(
            description="What reception finds of a document: that it is there, nothing of what it says."
        ),
    ]
    posisi: Annotated[
        Literal["pasangan", "calon", "wakil"],
        Field(description="Whom a document is about: the pair, or one of its two."),
    ]


class PersetujuanMasukan(BaseModel):
    """What a second person says to a finding, and to which one."""

    model_config = ConfigDict(
        extra="forbid",
    )
    jenis: Annotated[str, Field(description="Jenis dokumen menurut daftar syarat")]
    posisi: Annotated[
        Literal["pasangan", "calon", "wakil"],
        Field(description="Whom a document is about: the pair, or one of its two."),
    ]
    setuju: bool
    usulan_ke: Annotated[int, Field(description="Seperti dalam daftar syarat")]


class SyaratUmum(BaseModel):
    """How a document of a determined pair was judged; nothing of what it says."""

    jenis: str
    nama: str
    posisi: Annotated[
        Literal["pasangan", "calon", "wakil"],
        Field(description="Whom a document is about: the pair, or one of its two."),
    ]
    status: Annotated[
        Literal[
            "belum-ada",
            "diunggah",
            "disegel",
            "diusulkan",
            "bms",
            "diperbaiki",
            "disegel-ulang",
            "diusulkan-ulang",
            "ms",
            "tms",
        ],
        Field(description="How far a document is."),
    ]


class TanggapanKeluaran(BaseModel):
    """An input: its ticket and how far it is; its reporter is known to complaints alone."""

    dijawab_pada: AwareDatetime | None
    diterima_pada: AwareDatetime
    nominasi: UUID
    status: Annotated[
        Literal["terbuka", "terbukti", "tidak-terbukti", "terlambat"],
        Field(description="How far an input is."),
    ]
    tiket: str
    versi: int


class VersiKeluaran(BaseModel):
    """A version of a document; it is kept for ever."""

    diterima_pada: Annotated[AwareDatetime, Field(description="Waktu legal saat diterima server")]
    id: UUID
    pemeriksaan: Annotated[
        Literal["karantina", "bersih", "ditolak"],
        Field(description="Hanya berkas yang bersih dapat diunduh"),
    ]
    sidik: Annotated[str, Field(description="SHA-256 isi berkas")]
    tipe: Annotated[
        Literal["application/pdf", "image/jpeg", "image/png"],
        Field(description="Types of files that are taken in, as media types."),
    ]
    ukuran: int
    versi: int


class AmbangMasukan(BaseModel):
    """A threshold decree, and the figures that it rests on."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: str | None = None
    dpt: Annotated[
        AngkaMasukan | str,
        Field(
            description="DPT pemilu terakhir: angkanya, atau kode pemilihan yang direkapitulasi di sini"
        ),
    ]
    kursi: Annotated[int, Field(description="Kursi DPRD")]
    sk_nomor: str
    sk_tanggal: Annotated[date, Field(description="Aturan yang berlaku pada hari ini yang dipakai")]
    suara_sah: Annotated[AngkaMasukan, Field(description="Suara sah pemilu DPRD terakhir")]


class AturanTingkat(BaseModel):
    """A threshold by brackets of voters."""

    model_config = ConfigDict(
        extra="forbid",
    )
    berlaku_dari: date
    berlaku_sampai: date | None = None
    nama: Literal["ambang_perseorangan", "ambang_suara"]
    nilai: Daerah
    pasal: str
    regulasi: str
    terverifikasi: bool


class ButirKeluaran(BaseModel):
    """A required document, how it stands, and its versions."""

    alasan: Annotated[str | None, Field(description="Sebelum disetujui terlihat oleh KPU saja")]
    dasar: str
    jenis: str
    kelas: Annotated[
        Literal["P0", "P1", "P2", "P3"],
        Field(
            description="Disclosure: P0 everybody, P1 by consent, P2 Bawaslu and the pair itself, P3 KPU alone."
        ),
    ]
    nama: str
    posisi: Annotated[
        Literal["pasangan", "calon", "wakil"],
        Field(description="Whom a document is about: the pair, or one of its two."),
    ]
    status: Annotated[
        Literal[
            "belum-ada",
            "diunggah",
            "disegel",
            "diusulkan",
            "bms",
            "diperbaiki",
            "disegel-ulang",
            "diusulkan-ulang",
            "ms",
            "tms",
        ],
        Field(description="How far a document is."),
    ]
    usulan: Annotated[
        Literal["ms", "bms", "tms"] | None, Field(description="Terlihat oleh KPU saja")
    ]
    usulan_ke: Annotated[
        int, Field(description="Disebut dalam usulan berikutnya dan persetujuannya")
    ]
    versi: list[VersiKeluaran]


class CalonKeluaran(BaseModel):
    """A candidate in the dossier; what the caller's role does not see is null."""

    gelar: list[Gelar]
    jenis_kelamin: str
    nama: str
    nik_akhir: Annotated[str | None, Field(description="Empat angka terakhir NIK")] = None
    pemicu: list[str] | None = None
    posisi: Annotated[
        Literal["pasangan", "calon", "wakil"],
        Field(description="Whom a document is about: the pair, or one of its two."),
    ]


class CalonMasukan(BaseModel):
    """What a pair states of one of its two; a title is printed only when its diploma is MS."""

    model_config = ConfigDict(
        extra="forbid",
    )
    gelar: list[Gelar] | None = None
    jenis_kelamin: Literal["L", "P"]
    nama: str
    nik: str
    pemicu: (
        list[
            Literal[
                "sekolah-asing",
                "ijazah-hilang",
                "ganti-nama",
                "terpidana",
                "terpidana-kealpaan",
                "wajib-mundur",
                "bumn",
                "kepala-daerah-lain",
                "petahana",
                "penyelenggara",
            ]
        ]
        | None
    ) = None
    posisi: Literal["calon", "wakil"]
    tanggal_lahir: date
    tempat_lahir: str


class DaftarPersetujuan(BaseModel):
    """Answers to several findings."""

    model_config = ConfigDict(
        extra="forbid",
    )
    butir: list[PersetujuanMasukan]


class DaftarSyarat(BaseModel):
    """The checklist of a dossier, and the limit of a file."""

    butir: list[ButirKeluaran]
    maksimum_byte: int
    nominasi: UUID
    tipe: list[Literal["application/pdf", "image/jpeg", "image/png"]]


class DaftarNominasiKeluaran(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[NominasiKeluaran]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


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


class PasanganRinci(BaseModel):
    """A determined pair with its checklist; empty where the nomination was not made here."""

    asal: dict[str, Literal["official", "snapshot", "press", "inferred", "generated"]]
    calon: str
    catatan: str
    id: UUID
    nomor_urut: int | None
    partai: list[str]
    pemilihan: str
    sk_nomor_urut: str | None
    sk_penetapan: str | None
    status: str
    syarat: list[SyaratUmum]
    tanggal_daftar: date | None
    wakil: str


class PenerimaanMasukan(BaseModel):
    """The minutes of reception, with every required document checked."""

    model_config = ConfigDict(
        extra="forbid",
    )
    ba_nomor: str
    butir: list[PeriksaMasukan]


class AturanMasukan(RootModel[AturanTingkat | AturanKursi | AturanUsia | AturanPleno]):
    root: Annotated[
        AturanTingkat | AturanKursi | AturanUsia | AturanPleno,
        Field(
            description="A rule; the form of its value follows from its name.", discriminator="nama"
        ),
    ]


class BerkasKeluaran(BaseModel):
    """A nomination with its candidates and its history."""

    calon: list[CalonKeluaran]
    diajukan_pada: Annotated[
        AwareDatetime | None, Field(description="Waktu legal saat diterima server")
    ]
    id: UUID
    partai: list[str]
    pemilihan: str
    peserta: str
    putaran: int
    riwayat: list[CandidacyApiNominasiLangkahKeluaran]
    status: Annotated[
        Literal[
            "draf",
            "diajukan",
            "dikembalikan",
            "diterima",
            "perlu-perbaikan",
            "diperbaiki",
            "ms-sementara",
            "tms",
            "ditetapkan",
            "bernomor",
            "dibatalkan",
        ],
        Field(description="How far a nomination is."),
    ]
    versi: int
    wilayah: str
