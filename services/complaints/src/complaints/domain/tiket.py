"""The ticket: one intake for six regimes, and what each of them asks of a report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from election_common.errors import Refusal


class Jenis(StrEnum):
    """The legal regime of a ticket."""

    PERMOHONAN_INFORMASI = "permohonan-informasi"
    PENGADUAN_LAYANAN = "pengaduan-layanan"
    WBS = "wbs"
    TANGGAPAN_MASYARAKAT = "tanggapan-masyarakat"
    DUGAAN_PELANGGARAN = "dugaan-pelanggaran"
    TIKET_TEKNIS = "tiket-teknis"


class Kanal(StrEnum):
    """How a report came in."""

    WHATSAPP = "whatsapp"
    WEB = "web"
    EMAIL = "email"
    TELEPON = "telepon"
    LOKET = "loket"
    SURAT = "surat"


class Sifat(StrEnum):
    """Whether a service report complains or proposes."""

    PENGADUAN = "pengaduan"
    ASPIRASI = "aspirasi"


class Objek(StrEnum):
    """What a response of the public is about."""

    DAFTAR_PEMILIH = "daftar-pemilih"
    PASANGAN_CALON = "pasangan-calon"
    BADAN_ADHOC = "badan-adhoc"


#: The unit whose rows nobody else sees.
UNIT_WBS = "wbs"

#: What each regime asks for, and on which basis. `kontak` is a telephone or an e-mail address.
SYARAT: Mapping[Jenis, tuple[str, ...]] = {
    # UU 14/2008 Pasal 22 ayat (2); Perki 1/2021 [M]
    Jenis.PERMOHONAN_INFORMASI: (
        "nama", "alamat", "kontak", "uraian", "tujuan", "cara_memperoleh", "cara_pengiriman",
    ),
    # UU 25/2009 Pasal 43 [M]; Perpres 76/2013
    Jenis.PENGADUAN_LAYANAN: ("nama", "kontak", "uraian"),
    # Keputusan KPU 915/2025: whoever reports need not say who he is
    Jenis.WBS: ("uraian",),
    # PKPU of the stage [M]
    Jenis.TANGGAPAN_MASYARAKAT: ("nama", "identitas", "kontak", "uraian", "objek"),
    # Perbawaslu 7/2022 Pasal 8, 15
    Jenis.DUGAAN_PELANGGARAN: (
        "nama", "alamat", "uraian", "terlapor", "tempat", "diketahui_pada",
    ),
    # own procedure
    Jenis.TIKET_TEKNIS: ("uraian", "aplikasi", "kategori"),
}  # fmt: skip
#: What an anonymous report may leave out, where its regime takes one at all.
IDENTITAS = frozenset({"nama", "alamat", "kontak", "identitas"})
BOLEH_ANONIM = frozenset({Jenis.PENGADUAN_LAYANAN, Jenis.WBS, Jenis.TIKET_TEKNIS})
#: What an object of a response must name further.
SYARAT_OBJEK: Mapping[Objek, tuple[str, ...]] = {
    Objek.DAFTAR_PEMILIH: ("pemilihan", "tahap_daftar"),
    Objek.PASANGAN_CALON: ("pemilihan", "nominasi"),
    Objek.BADAN_ADHOC: (),
}


@dataclass(frozen=True, slots=True)
class Laporan:
    """A report as it came in.

    Attributes:
        jenis: Its regime, as whoever took it in judged.
        kanal: How it came.
        wilayah: The office it is for.
        perihal: Its subject in a line, without personal data.
        pribadi: Who reports, whom, and the story: sealed as one, never listed.
        rincian: What the regime asks beyond that; holds no personal data.
        pemilihan: The election that it is about, if any.
        anonim: Whether nobody is to know who reports.
        rahasia: Whether the public is to see no more than the status.
        dikabari: Whether the reporter wants messages about it.
        bahasa: In which language.
        diterima_pada: When the office received it: the event that clocks go by.
        rezim: Whose terms, when whoever took it in chose; else the schedule says.
        alasan_rezim: Why so.
    """

    jenis: Jenis
    kanal: Kanal
    wilayah: str
    perihal: str
    pribadi: Mapping[str, str]
    rincian: Mapping[str, Any] = field(default_factory=dict)
    pemilihan: str | None = None
    anonim: bool = False
    rahasia: bool = False
    dikabari: bool = False
    bahasa: str = "id"
    diterima_pada: datetime | None = None
    rezim: str | None = None
    alasan_rezim: str | None = None

    @property
    def tanpa_nama(self) -> bool:
        """Whether nothing that is kept may say who brought it, be he citizen or officer.

        He asked for that (Perpres 76/2013), or he reports to a sealed unit, where those whom he
        complains of may be his own office (Keputusan KPU 915/2025).
        """
        return self.anonim or bool(sealed_unit(self.jenis))

    @property
    def dapat_dikabari(self) -> bool:
        """Whether word reaches the reporter: he wants it, and left a number that is kept."""
        return self.dikabari and not self.tanpa_nama and bool(self.pribadi.get("telepon"))


def require_complete(laporan: Laporan) -> None:
    """Refuse a report without what its regime asks for.

    Raises:
        Refusal: `laporan-tidak-boleh-anonim`; `isian-wajib-kurang` with each missing field.
    """
    if laporan.anonim and laporan.jenis not in BOLEH_ANONIM:
        raise Refusal("laporan-tidak-boleh-anonim", jenis=laporan.jenis.value)
    have = _given(laporan)
    missing = [name for name in _wanted(laporan) if name not in have]
    if missing:
        raise Refusal(
            "isian-wajib-kurang",
            members={"galat": [{"di": name, "sebab": "wajib"} for name in missing]},
            jenis=laporan.jenis.value,
            kurang=", ".join(missing),
        )


def _wanted(laporan: Laporan) -> Iterable[str]:
    wanted = SYARAT[laporan.jenis]
    if laporan.jenis is Jenis.TANGGAPAN_MASYARAKAT and "objek" in laporan.rincian:
        wanted += SYARAT_OBJEK[Objek(laporan.rincian["objek"])]
    return [name for name in wanted if not (laporan.anonim and name in IDENTITAS)]


def _given(laporan: Laporan) -> set[str]:
    have = {name for name, value in {**laporan.pribadi, **laporan.rincian}.items() if value}
    if have & {"telepon", "email"}:
        have.add("kontak")
    return have | ({"pemilihan"} if laporan.pemilihan else set())


def sealed_unit(jenis: Jenis) -> str:
    """Name the sealed unit of a regime; empty for those that offices share."""
    return UNIT_WBS if jenis is Jenis.WBS else ""
