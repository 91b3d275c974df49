"""Shapes of complaints. Made by generate.py from the documents; never edited."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, RootModel, StringConstraints

from election_client.models.common import Alasan, SuratMati


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


class AlasanMasukan(BaseModel):
    """Why somebody reads personal data."""

    model_config = ConfigDict(
        extra="forbid",
    )
    alasan: Annotated[str, Field(description="Tanpa data pribadi; tercatat")]


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


class HariKhususKeluaran(BaseModel):
    """A day that differs."""

    dasar: str
    libur: bool
    nama: str
    tanggal: date
    wilayah: str


class HariKhususMasukan(BaseModel):
    """A day of a region and all that lies in it: off or worked, by which decree."""

    model_config = ConfigDict(
        extra="forbid",
    )
    dasar: Annotated[str, Field(description="Keputusan yang menetapkannya")]
    libur: Annotated[bool, Field(description="Libur, atau hari kerja walau menurut SKB libur")]
    nama: str
    tanggal: date
    wilayah: Annotated[
        str, Field(description="Kode wilayah tanpa titik: 2, 4, 6, 10, atau 13 angka")
    ]


class JedaMasukan(BaseModel):
    """A time in which the clock stands still; without an end it still does."""

    model_config = ConfigDict(
        extra="forbid",
    )
    mulai: AwareDatetime
    selesai: AwareDatetime | None = None


class Kejadian(BaseModel):
    """Something that happened, in plain words; to whom it was passed on, by which letter."""

    kata: str
    nomor_surat: str | None
    pada: AwareDatetime
    tanggal_surat: str | None
    tujuan: str | None


class PenggantianPin(BaseModel):
    """How the reporter was recognized, and the PIN that he chose."""

    model_config = ConfigDict(
        extra="forbid",
    )
    keterangan: Annotated[
        str, Field(description="Bagaimana pelapor dikenali; disimpan tersegel, dan dapat dibacanya")
    ]
    pin: Annotated[
        str | None,
        Field(description="Yang dipilih pelapor; tanpa ini dibuat, dan dikirim kepadanya saja"),
    ] = None


class Penugasan(BaseModel):
    """Who has the ticket now, and in which queue."""

    model_config = ConfigDict(
        extra="forbid",
    )
    antrean: str | None = None
    petugas: str


class PesanDicatat(BaseModel):
    """The message's id."""

    id: UUID


class PesanMasukan(BaseModel):
    """A message to ask for; its parameters hold nothing personal."""

    model_config = ConfigDict(
        extra="forbid",
    )
    bahasa: Literal["id", "en"] | None = None
    parameter: dict[Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,60}$")], str] | None = None
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


class Riwayat(BaseModel):
    """An act on a ticket, without what anybody wrote."""

    dari: str
    ke: str
    oleh: str
    pada: AwareDatetime
    rincian: dict[str, Any]
    tindakan: str


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


class TandaTerima(BaseModel):
    """What who reports without his name follows his report by, beside the PIN that he chose.

    Nothing of it is asked for with a token. The ticket's id is: it would stand beside his name in
    the audit of refusals.
    """

    lacak: Annotated[str, Field(description="Nomor lacak: dengannya, dan PIN, laporan diikuti")]
    nomor: Annotated[
        str, Field(description="Nomor registrasi: dengannya petugas mengganti PIN yang hilang")
    ]


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
        Literal["working_day", "calendar_day", "hours", "minutes"],
        Field(description="The unit of a term."),
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
        Literal["working_day", "calendar_day", "hours", "minutes"],
        Field(description="The unit of a term."),
    ]
    regime: Annotated[
        Literal["biasa", "pemilu"] | None,
        Field(
            description="Which law's terms: the ordinary ones, or the shorter ones while an election runs."
        ),
    ] = None
    regulation: str
    service_hours: bool | None = None
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
        None
    )
    valid_from: date
    verified: bool


class DaftarAturanKeluaran(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[AturanKeluaran]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class DaftarHariKhususKeluaran(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[HariKhususKeluaran]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


class DaftarRiwayat(BaseModel):
    berikut: Annotated[
        str | None, Field(description="`cursor` halaman berikutnya; null bila ini terakhir")
    ]
    data: list[Riwayat]
    jumlah: Annotated[int | None, Field(description="Jumlah seluruhnya, bila `hitung=ya`")]


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
    jam_layanan: bool | None = None
    jumlah: int
    sampai: Annotated[str | None, Field(description="Pukul berapa WIB pada hari terakhir")] = None
    satuan: Annotated[
        Literal["working_day", "calendar_day", "hours", "minutes"],
        Field(description="The unit of a term."),
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
    sidik: Annotated[
        str, Field(description="SHA-256 berkasnya; pada tiket tersegel, HMAC dari SHA-256 itu")
    ]
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
    """A message and how far it has come; its address is masked.

    `bukti` is a digest of the provider's id of it.
    """

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
    anonim: bool | None = None
    bahasa: Literal["id", "en"] | None = None
    dikabari: Annotated[bool | None, Field(description="Pelapor setuju menerima pesan")] = None
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
    ] = None
    pemilihan: str | None = None
    perihal: Annotated[str, Field(description="Satu baris tanpa data pribadi")]
    pin: str | None = None
    pribadi: Pribadi
    rahasia: bool | None = None
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
    jeda: list[JedaMasukan] | None = None
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
    ] = None
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
    ] = None


class KlasifikasiMasukan(BaseModel):
    """The regime that a ticket belongs to, why, and what it asks beyond what was reported."""

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
    pemilihan: str | None = None
    pribadi: Pribadi | None = None
    rincian: Rincian | None = None
