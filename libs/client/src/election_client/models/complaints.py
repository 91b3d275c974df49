"""Shapes of complaints. Made by generate.py from its document; never edited."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, RootModel, StringConstraints


class Agregat(BaseModel):
    """An aggregate, and the `seq` of its newest fact."""

    id: str
    jenis: str
    seq: int


class Aksi(
    RootModel[
        Literal[
            "permintaan-perbaikan",
            "kelengkapan",
            "verifikasi",
            "disposisi",
            "penelaahan",
            "pemrosesan",
            "perpanjangan",
            "eskalasi",
            "penyerahan",
            "jawaban",
            "bantahan",
            "pemberian",
            "pemberian-sebagian",
            "penolakan",
            "pernyataan-tidak-dikuasai",
            "keberatan",
            "tanggapan-atasan",
            "sengketa",
            "putusan-ki",
            "pemulihan",
            "penerusan",
            "penutupan",
            "penutupan-otomatis",
            "pencabutan",
            "pengguguran",
        ]
    ]
):
    root: Annotated[
        Literal[
            "permintaan-perbaikan",
            "kelengkapan",
            "verifikasi",
            "disposisi",
            "penelaahan",
            "pemrosesan",
            "perpanjangan",
            "eskalasi",
            "penyerahan",
            "jawaban",
            "bantahan",
            "pemberian",
            "pemberian-sebagian",
            "penolakan",
            "pernyataan-tidak-dikuasai",
            "keberatan",
            "tanggapan-atasan",
            "sengketa",
            "putusan-ki",
            "pemulihan",
            "penerusan",
            "penutupan",
            "penutupan-otomatis",
            "pencabutan",
            "pengguguran",
        ],
        Field(description="What moves a ticket: the act-noun in its address."),
    ]


class Alasan(BaseModel):
    """Why an act is not open: as the act itself would answer."""

    code: str
    detail: str
    rincian: dict[str, Any]
    title: str


class AlasanMasukan(BaseModel):
    """Why somebody reads personal data."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: str


class ArtikelDicatat(BaseModel):
    """Code and version."""

    kode: str
    versi: int


class ArtikelKeluaran(BaseModel):
    """The newest version of an article."""

    isi: str
    judul: str
    kata_kunci: list[str]
    kode: str
    pemilik: str
    versi: int


class ArtikelMasukan(BaseModel):
    """An article, with the words that call for it."""

    model_config = ConfigDict(
        extra="forbid",
    )
    isi: str
    judul: str
    kata_kunci: list[str]
    pemilik: Annotated[str, Field(description="Unit yang bertanggung jawab")]


class Catatan(BaseModel):
    """An internal note."""

    id: UUID
    isi: str
    oleh: str
    pada: AwareDatetime


class CatatanDicatat(BaseModel):
    """The note's id; its words are read with the notes."""

    id: UUID


class CatatanMasukan(BaseModel):
    """An internal note."""

    model_config = ConfigDict(
        extra="forbid",
    )
    isi: str


class DaftarArtikelKeluaran(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[ArtikelKeluaran]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class DaftarCatatan(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[Catatan]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class JedaMasukan(BaseModel):
    """A time in which the clock stands still; without an end it still does."""

    model_config = ConfigDict(
        extra="forbid",
    )
    mulai: AwareDatetime
    selesai: AwareDatetime | None = None


class Kata(BaseModel):
    """A word in both languages."""

    en: str
    id: str


class Kejadian(BaseModel):
    """Something that happened, in plain words; to whom it was passed on, by which letter."""

    kata: str
    nomor_surat: str | None
    pada: AwareDatetime
    tanggal_surat: str | None
    tujuan: str | None


class Klasifikasi(BaseModel):
    """The regime that a ticket belongs to, and why."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: str
    jenis: Annotated[
        Literal[
            "permohonan-informasi",
            "pengaduan-layanan",
            "wbs",
            "tanggapan-masyarakat",
            "dugaan-pelanggaran",
            "tiket-teknis",
        ],
        Field(description="The legal regime of a ticket."),
    ]


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


class Penugasan(BaseModel):
    """Who has the ticket now, and in which queue."""

    model_config = ConfigDict(
        extra="forbid",
    )
    antrean: str | None = None
    petugas: str


class Perubahan(BaseModel):
    """A page of the feed."""

    after: Annotated[int, Field(description="Nomor untuk halaman berikutnya")]
    feed_epoch: Annotated[
        int, Field(description="Bertambah bila basis data dipulihkan: baca ulang dari 0")
    ]
    peristiwa: Annotated[list[dict[str, Any]], Field(description="CloudEvents 1.0, urut")]


class PesanDicatat(BaseModel):
    """The message's id."""

    id: UUID


class PesanMasukan(BaseModel):
    """A message to ask for; its parameters hold nothing personal."""

    model_config = ConfigDict(
        extra="forbid",
    )
    bahasa: Literal["id", "en"] | None = "id"
    parameter: dict[Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,60}$")], str] | None = {}
    penerima: Annotated[str, Field(description="Nomor ponsel; disimpan tersegel")]
    templat: str
    wilayah: Annotated[
        str, Field(description="Kode wilayah tanpa titik: 2, 4, 6, 10, atau 13 angka")
    ]


class PinMasukan(BaseModel):
    """The reporter's PIN."""

    model_config = ConfigDict(
        extra="forbid",
    )
    pin: Annotated[str, Field(description="Enam angka yang dipilih pelapor")]


class Pribadi(BaseModel):
    """Who reports, whom, and the story; sealed, and never in a list, event, log or address."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alamat: str | None = None
    email: str | None = None
    identitas: Annotated[str | None, Field(description="Nomor kartu identitas pelapor")] = None
    nama: str | None = None
    telepon: str | None = None
    tempat: str | None = None
    terlapor: str | None = None
    uraian: str | None = None


class Ringkasan(BaseModel):
    """Digests of all buckets, or the aggregates of one."""

    agregat: Annotated[
        list[Agregat] | None, Field(description="Isi ember yang diminta", validate_default=True)
    ] = []
    feed_epoch: Annotated[int, Field(description="Bertambah bila basis data dipulihkan")]
    sidik: Annotated[dict[str, str] | None, Field(description="SHA-256 per ember yang berisi")] = {}
    sumber: Annotated[str, Field(description="`source` peristiwa layanan ini")]


class Riwayat(BaseModel):
    """An act on a ticket, without what anybody wrote."""

    dari: str
    ke: str
    oleh: str
    pada: AwareDatetime
    rincian: dict[str, Any]
    tindakan: str


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


class StatusInput(
    RootModel[
        Literal[
            "terdaftar",
            "perlu-perbaikan",
            "terverifikasi",
            "didisposisikan",
            "ditelaah",
            "diproses",
            "diperpanjang",
            "dieskalasi",
            "pada-pemilik",
            "dijawab",
            "diberikan",
            "diberikan-sebagian",
            "ditolak",
            "tidak-dikuasai",
            "keberatan",
            "tanggapan-atasan",
            "sengketa-ki",
            "putusan-ki",
            "dipulihkan",
            "diteruskan",
            "selesai",
            "ditutup-otomatis",
            "dicabut",
            "gugur",
        ]
    ]
):
    root: Annotated[
        Literal[
            "terdaftar",
            "perlu-perbaikan",
            "terverifikasi",
            "didisposisikan",
            "ditelaah",
            "diproses",
            "diperpanjang",
            "dieskalasi",
            "pada-pemilik",
            "dijawab",
            "diberikan",
            "diberikan-sebagian",
            "ditolak",
            "tidak-dikuasai",
            "keberatan",
            "tanggapan-atasan",
            "sengketa-ki",
            "putusan-ki",
            "dipulihkan",
            "diteruskan",
            "selesai",
            "ditutup-otomatis",
            "dicabut",
            "gugur",
        ],
        Field(description="Where a ticket is."),
    ]


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


class Tulisan(BaseModel):
    """What reporter or office wrote in an act."""

    isi: str
    pada: AwareDatetime
    tindakan: str


class AksiKeluaran(BaseModel):
    """An act on the resource; `alasan` is null when it is open to the caller now."""

    alasan: Alasan | None
    dasar: str
    jendela: str | None
    peran: list[str]
    terbuka: bool
    tindakan: str


class AturanKeluaran(BaseModel):
    """A term of the law; `verified` is false where it stands from memory."""

    amount: int
    article: str
    kind: Annotated[
        Literal["working_day", "calendar_day", "hours"], Field(description="The unit of a term.")
    ]
    regime: Annotated[
        Literal["biasa", "pemilu"],
        Field(
            description="Which law's terms: the ordinary ones, or the shorter ones while an election runs."
        ),
    ]
    regulation: str
    service_hours: bool
    stage: Annotated[
        Literal[
            "jawaban",
            "perpanjangan",
            "pengajuan-keberatan",
            "tanggapan-atasan",
            "pengajuan-sengketa",
            "putusan-ki",
            "verifikasi",
            "tindak-lanjut",
            "penyelesaian",
            "kelengkapan",
            "reaksi-pelapor",
            "penerusan",
            "lapor-bawaslu",
            "respons-s1",
            "respons-s2",
            "respons-s3",
            "respons-s4",
            "pemulihan-s2",
            "pemulihan-s3",
            "pemulihan-s4",
        ],
        Field(description="A stage that has a term."),
    ]
    ticket_type: Annotated[
        Literal[
            "permohonan-informasi",
            "pengaduan-layanan",
            "wbs",
            "tanggapan-masyarakat",
            "dugaan-pelanggaran",
            "tiket-teknis",
        ],
        Field(description="The legal regime of a ticket."),
    ]
    until_time: Annotated[str, Field(description="Pukul berapa WIB pada hari terakhir")]
    valid_from: date
    valid_to: date | None
    verified: bool


class AturanMasukan(BaseModel):
    """A term that replaces the one in force from a day on."""

    model_config = ConfigDict(
        extra="forbid",
    )
    amount: int
    article: str
    kind: Annotated[
        Literal["working_day", "calendar_day", "hours"], Field(description="The unit of a term.")
    ]
    regime: Annotated[
        Literal["biasa", "pemilu"] | None,
        Field(
            description="Which law's terms: the ordinary ones, or the shorter ones while an election runs."
        ),
    ] = "biasa"
    regulation: str
    service_hours: bool | None = False
    stage: Annotated[
        Literal[
            "jawaban",
            "perpanjangan",
            "pengajuan-keberatan",
            "tanggapan-atasan",
            "pengajuan-sengketa",
            "putusan-ki",
            "verifikasi",
            "tindak-lanjut",
            "penyelesaian",
            "kelengkapan",
            "reaksi-pelapor",
            "penerusan",
            "lapor-bawaslu",
            "respons-s1",
            "respons-s2",
            "respons-s3",
            "respons-s4",
            "pemulihan-s2",
            "pemulihan-s3",
            "pemulihan-s4",
        ],
        Field(description="A stage that has a term."),
    ]
    ticket_type: Annotated[
        Literal[
            "permohonan-informasi",
            "pengaduan-layanan",
            "wbs",
            "tanggapan-masyarakat",
            "dugaan-pelanggaran",
            "tiket-teknis",
        ],
        Field(description="The legal regime of a ticket."),
    ]
    until_time: Annotated[str | None, Field(description="Pukul berapa WIB pada hari terakhir")] = (
        "23:59:59"
    )
    valid_from: date
    verified: bool


class DaftarTitikPeriksa(BaseModel):
    """Checkpoints, the oldest first."""

    after: int
    titik_periksa: list[TitikPeriksaKeluaran]


class DaftarAturanKeluaran(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[AturanKeluaran]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class DaftarRiwayat(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[Riwayat]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class Galat(BaseModel):
    """A problem that the service can answer with."""

    coba_lagi: Annotated[int | None, Field(description="Detik sampai mencoba lagi berguna")]
    code: str
    judul: Kata
    status: int


class HariKeluaran(BaseModel):
    """A day: counted or not, and why; its number when days count, its hours when hours do."""

    hitungan: Annotated[
        Literal["hari-kejadian", "dihitung", "libur", "jeda", "di-luar-jam-layanan"],
        Field(description="What became of a day."),
    ]
    jam: float | None
    ke: int | None
    keterangan: str
    tanggal: date


class IsianMasukan(BaseModel):
    """What comes with an act; which of it must be there depends on the act."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: str | None = None
    alasan_keberatan: Literal["a", "b", "c", "d", "e", "f", "g"] | None = None
    keterangan: Annotated[str | None, Field(description="Untuk pelapor; disimpan tersegel")] = None
    nomor_surat: str | None = None
    pengecualian: (
        Literal[
            "17a",
            "17b",
            "17c",
            "17d",
            "17e",
            "17f",
            "17g",
            "17h",
            "17i",
            "17j",
            "tidak-lengkap",
            "data-pribadi",
        ]
        | None
    ) = None
    rujukan_hulu: Annotated[str | None, Field(description="Nomor tiket di KPU RI")] = None
    tanggal_surat: date | None = None
    tujuan: Annotated[str | None, Field(description="Unit, kantor, atau lembaga tujuan")] = None


class JangkaMasukan(BaseModel):
    """A term of one's own."""

    model_config = ConfigDict(
        extra="forbid",
    )
    jam_layanan: bool | None = False
    jumlah: int
    sampai: Annotated[str | None, Field(description="Pukul berapa WIB pada hari terakhir")] = (
        "23:59:59"
    )
    satuan: Annotated[
        Literal["working_day", "calendar_day", "hours"], Field(description="The unit of a term.")
    ]


class LacakKeluaran(BaseModel):
    """Where a report is; nothing in it is personal."""

    diterima_pada: AwareDatetime
    jatuh_tempo: AwareDatetime | None
    jenis: Annotated[
        Literal[
            "permohonan-informasi",
            "pengaduan-layanan",
            "wbs",
            "tanggapan-masyarakat",
            "dugaan-pelanggaran",
            "tiket-teknis",
        ],
        Field(description="The legal regime of a ticket."),
    ]
    kata: str
    kejadian: list[Kejadian]
    status: Annotated[
        Literal[
            "terdaftar",
            "perlu-perbaikan",
            "terverifikasi",
            "didisposisikan",
            "ditelaah",
            "diproses",
            "diperpanjang",
            "dieskalasi",
            "pada-pemilik",
            "dijawab",
            "diberikan",
            "diberikan-sebagian",
            "ditolak",
            "tidak-dikuasai",
            "keberatan",
            "tanggapan-atasan",
            "sengketa-ki",
            "putusan-ki",
            "dipulihkan",
            "diteruskan",
            "selesai",
            "ditutup-otomatis",
            "dicabut",
            "gugur",
        ],
        Field(description="Where a ticket is."),
    ]
    wilayah: str


class LampiranKeluaran(BaseModel):
    """An attachment; in quarantine it cannot be read yet."""

    diunggah_pada: AwareDatetime
    id: UUID
    jenis: Annotated[
        Literal["application/pdf", "image/jpeg", "image/png"],
        Field(description="Types of files that are taken in, as media types."),
    ]
    sidik: Annotated[str, Field(description="SHA-256 berkasnya")]
    status: Annotated[
        Literal["karantina", "bersih", "ditolak"], Field(description="How far a file has come.")
    ]
    ukuran: Annotated[int, Field(description="Dalam byte")]


class LangkahPelapor(BaseModel):
    """An act of the reporter, with his PIN."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: str | None = None
    alasan_keberatan: Literal["a", "b", "c", "d", "e", "f", "g"] | None = None
    keterangan: Annotated[str | None, Field(description="Untuk pelapor; disimpan tersegel")] = None
    nomor_surat: str | None = None
    pengecualian: (
        Literal[
            "17a",
            "17b",
            "17c",
            "17d",
            "17e",
            "17f",
            "17g",
            "17h",
            "17i",
            "17j",
            "tidak-lengkap",
            "data-pribadi",
        ]
        | None
    ) = None
    pin: Annotated[str, Field(description="Enam angka yang dipilih pelapor")]
    rujukan_hulu: Annotated[str | None, Field(description="Nomor tiket di KPU RI")] = None
    tanggal_surat: date | None = None
    tujuan: Annotated[str | None, Field(description="Unit, kantor, atau lembaga tujuan")] = None


class PesanKeluaran(BaseModel):
    """A message and how far it has come; its address is masked, `bukti` is the provider's id."""

    asal: str
    bahasa: str
    bukti: str | None
    diminta_pada: AwareDatetime
    galat: int | None
    id: UUID
    penerima_samar: str
    percobaan: int
    selesai_pada: AwareDatetime | None
    status: Annotated[
        Literal["antre", "mengirim", "terkirim", "tersampaikan", "dibaca", "gagal"],
        Field(description="How far a message has come."),
    ]
    templat: str
    tiket: UUID | None


class PribadiKeluaran(BaseModel):
    """Who reports, the story, and what was written since."""

    pribadi: dict[str, str]
    tulisan: list[Tulisan]


class Rincian(BaseModel):
    """What a regime asks beyond that, without personal data."""

    model_config = ConfigDict(
        extra="forbid",
    )
    aplikasi: (
        Literal[
            "sidalih",
            "silon",
            "sikadeka",
            "siakba",
            "sirekap",
            "silog",
            "sipol",
            "e-ppid",
            "jdih",
            "sistem-ini",
        ]
        | None
    ) = None
    cara_memperoleh: Literal["melihat", "salinan-cetak", "salinan-digital"] | None = None
    cara_pengiriman: Literal["langsung", "kurir", "pos", "email"] | None = None
    dampak: int | None = None
    diketahui_pada: date | None = None
    informasi_pemilu: bool | None = None
    kategori: (
        Literal[
            "gangguan",
            "lambat",
            "pemeliharaan",
            "unggah-macet",
            "data-salah",
            "akun",
            "kebocoran-data",
            "pertanyaan",
        ]
        | None
    ) = None
    nominasi: UUID | None = None
    objek: Literal["daftar-pemilih", "pasangan-calon", "badan-adhoc"] | None = None
    peran_pelapor: str | None = None
    pokok: Literal["tidak-terdaftar", "ganda", "meninggal", "pindah", "data-salah"] | None = None
    sifat: Literal["pengaduan", "aspirasi"] | None = None
    tahap_daftar: Literal["DPS", "DPSHP", "DPT"] | None = None
    tenggat_terancam: AwareDatetime | None = None
    tujuan: Annotated[str | None, Field(description="Tujuan penggunaan informasi")] = None


class RincianKeluaran(BaseModel):
    """What the reporter may read of his own report."""

    nomor: str
    status: Annotated[
        Literal[
            "terdaftar",
            "perlu-perbaikan",
            "terverifikasi",
            "didisposisikan",
            "ditelaah",
            "diproses",
            "diperpanjang",
            "dieskalasi",
            "pada-pemilik",
            "dijawab",
            "diberikan",
            "diberikan-sebagian",
            "ditolak",
            "tidak-dikuasai",
            "keberatan",
            "tanggapan-atasan",
            "sengketa-ki",
            "putusan-ki",
            "dipulihkan",
            "diteruskan",
            "selesai",
            "ditutup-otomatis",
            "dicabut",
            "gugur",
        ],
        Field(description="Where a ticket is."),
    ]
    tulisan: list[Tulisan]


class Rujukan(BaseModel):
    """Everything that a client would otherwise have to copy from the documentation."""

    galat: list[Galat]
    mesin: dict[str, list[Langkah]]
    pilihan: dict[str, list[NilaiPilihan]]
    tindakan: list[TindakanKeluaran]


class StatusKeluaran(BaseModel):
    """The state that an act has led to."""

    status: Annotated[
        Literal[
            "terdaftar",
            "perlu-perbaikan",
            "terverifikasi",
            "didisposisikan",
            "ditelaah",
            "diproses",
            "diperpanjang",
            "dieskalasi",
            "pada-pemilik",
            "dijawab",
            "diberikan",
            "diberikan-sebagian",
            "ditolak",
            "tidak-dikuasai",
            "keberatan",
            "tanggapan-atasan",
            "sengketa-ki",
            "putusan-ki",
            "dipulihkan",
            "diteruskan",
            "selesai",
            "ditutup-otomatis",
            "dicabut",
            "gugur",
        ],
        Field(description="Where a ticket is."),
    ]


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


class TenggatKeluaran(BaseModel):
    """When a term ends, by which rule, day by day; `jatuh_tempo` is null while it stands still."""

    aturan: AturanKeluaran | None
    hari: list[HariKeluaran]
    jatuh_tempo: AwareDatetime | None


class TenggatTiket(BaseModel):
    """A term of a ticket, and where it stands."""

    aturan: AturanKeluaran | None
    hari: list[HariKeluaran]
    jatuh_tempo: AwareDatetime | None
    jumlah: int
    lewat_pada: AwareDatetime | None
    mulai: AwareDatetime
    selesai_pada: AwareDatetime | None
    tahap: Annotated[
        Literal[
            "jawaban",
            "perpanjangan",
            "pengajuan-keberatan",
            "tanggapan-atasan",
            "pengajuan-sengketa",
            "putusan-ki",
            "verifikasi",
            "tindak-lanjut",
            "penyelesaian",
            "kelengkapan",
            "reaksi-pelapor",
            "penerusan",
            "lapor-bawaslu",
            "respons-s1",
            "respons-s2",
            "respons-s3",
            "respons-s4",
            "pemulihan-s2",
            "pemulihan-s3",
            "pemulihan-s4",
        ],
        Field(description="A stage that has a term."),
    ]


class TiketKeluaran(BaseModel):
    """A ticket without personal data."""

    alasan_rezim: str
    anonim: bool
    antrean: str
    diterima_pada: AwareDatetime
    eskalasi: int
    id: UUID
    jenis: Annotated[
        Literal[
            "permohonan-informasi",
            "pengaduan-layanan",
            "wbs",
            "tanggapan-masyarakat",
            "dugaan-pelanggaran",
            "tiket-teknis",
        ],
        Field(description="The legal regime of a ticket."),
    ]
    kanal: Annotated[
        Literal["whatsapp", "web", "email", "telepon", "loket", "surat"],
        Field(description="How a report came in."),
    ]
    keparahan: Literal["S1", "S2", "S3", "S4"] | None
    lacak: str
    nomor: str
    pemilihan: str | None
    perihal: str
    petugas: str | None
    rahasia: bool
    rezim: str
    rincian: dict[str, Any]
    status: Annotated[
        Literal[
            "terdaftar",
            "perlu-perbaikan",
            "terverifikasi",
            "didisposisikan",
            "ditelaah",
            "diproses",
            "diperpanjang",
            "dieskalasi",
            "pada-pemilik",
            "dijawab",
            "diberikan",
            "diberikan-sebagian",
            "ditolak",
            "tidak-dikuasai",
            "keberatan",
            "tanggapan-atasan",
            "sengketa-ki",
            "putusan-ki",
            "dipulihkan",
            "diteruskan",
            "selesai",
            "ditutup-otomatis",
            "dicabut",
            "gugur",
        ],
        Field(description="Where a ticket is."),
    ]
    wilayah: str


class TiketMasukan(BaseModel):
    """A report; what must be in it depends on its regime."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan_rezim: str | None = None
    anonim: bool | None = False
    bahasa: Literal["id", "en"] | None = "id"
    dikabari: Annotated[bool | None, Field(description="Pelapor setuju menerima pesan")] = False
    diterima_pada: Annotated[
        AwareDatetime | None, Field(description="Bila diterima lebih dulu: loket, telepon, surat")
    ] = None
    jenis: Annotated[
        Literal[
            "permohonan-informasi",
            "pengaduan-layanan",
            "wbs",
            "tanggapan-masyarakat",
            "dugaan-pelanggaran",
            "tiket-teknis",
        ],
        Field(description="The legal regime of a ticket."),
    ]
    kanal: Annotated[
        Literal["whatsapp", "web", "email", "telepon", "loket", "surat"] | None,
        Field(description="How a report came in."),
    ] = "web"
    pemilihan: str | None = None
    perihal: Annotated[str, Field(description="Satu baris tanpa data pribadi")]
    pin: str | None = None
    pribadi: Pribadi
    rahasia: bool | None = False
    rezim: Annotated[
        Literal["biasa", "pemilu"] | None,
        Field(description="Bila dipilih petugas; tanpa ini menurut jadwal"),
    ] = None
    rincian: Rincian | None = None
    wilayah: Annotated[
        str, Field(description="Kode wilayah tanpa titik: 2, 4, 6, 10, atau 13 angka")
    ]


class DaftarLampiranKeluaran(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[LampiranKeluaran]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class DaftarSuratMati(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[SuratMati]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class DaftarTenggatTiket(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[TenggatTiket]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class DaftarTiketKeluaran(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[TiketKeluaran]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class HitungMasukan(BaseModel):
    """An event, and the term to count from it: that of a rule, or one of one's own."""

    model_config = ConfigDict(
        extra="forbid",
    )
    jangka: JangkaMasukan | None = None
    jeda: Annotated[list[JedaMasukan] | None, Field(validate_default=True)] = []
    jenis: (
        Literal[
            "permohonan-informasi",
            "pengaduan-layanan",
            "wbs",
            "tanggapan-masyarakat",
            "dugaan-pelanggaran",
            "tiket-teknis",
        ]
        | None
    ) = None
    kejadian: AwareDatetime
    rezim: Annotated[
        Literal["biasa", "pemilu"] | None,
        Field(
            description="Which law's terms: the ordinary ones, or the shorter ones while an election runs."
        ),
    ] = "biasa"
    tahap: (
        Literal[
            "jawaban",
            "perpanjangan",
            "pengajuan-keberatan",
            "tanggapan-atasan",
            "pengajuan-sengketa",
            "putusan-ki",
            "verifikasi",
            "tindak-lanjut",
            "penyelesaian",
            "kelengkapan",
            "reaksi-pelapor",
            "penerusan",
            "lapor-bawaslu",
            "respons-s1",
            "respons-s2",
            "respons-s3",
            "respons-s4",
            "pemulihan-s2",
            "pemulihan-s3",
            "pemulihan-s4",
        ]
        | None
    ) = None
    wilayah: Annotated[
        str | None, Field(description="Kode wilayah tanpa titik: 2, 4, 6, 10, atau 13 angka")
    ] = "19"
