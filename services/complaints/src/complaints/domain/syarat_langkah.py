"""What each act must say: a reason, an addressee, a letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from complaints.domain.permohonan_informasi import AlasanKeberatan, Pengecualian
from complaints.domain.status import Aksi
from complaints.domain.tiket import Jenis
from election_common.errors import Refusal


@dataclass(frozen=True, slots=True)
class Isian:
    """What comes with an act.

    Attributes:
        keterangan: What the reporter is told; may be personal, so it is sealed.
        alasan: Why, in words for the history.
        tujuan: To whom a ticket is passed on: an office, a body, a unit.
        nomor_surat: Number of the letter.
        tanggal_surat: Its date.
        alasan_keberatan: The reason of the law for an objection.
        pengecualian: The ground of the law for a refusal.
        rujukan_hulu: Number of the ticket at KPU RI.
    """

    keterangan: str | None = None
    alasan: str | None = None
    tujuan: str | None = None
    nomor_surat: str | None = None
    tanggal_surat: date | None = None
    alasan_keberatan: AlasanKeberatan | None = None
    pengecualian: Pengecualian | None = None
    rujukan_hulu: str | None = None


SYARAT: Mapping[Aksi, tuple[str, ...]] = {
    Aksi.PERMINTAAN_PERBAIKAN: ("keterangan",),
    Aksi.KELENGKAPAN: ("keterangan",),
    Aksi.DISPOSISI: ("tujuan",),
    Aksi.PERPANJANGAN: ("alasan",),
    Aksi.ESKALASI: ("tujuan", "alasan"),
    Aksi.JAWABAN: ("keterangan",),
    Aksi.BANTAHAN: ("keterangan",),
    Aksi.PEMBERIAN: ("keterangan",),
    Aksi.PEMBERIAN_SEBAGIAN: ("keterangan", "pengecualian"),
    Aksi.PENOLAKAN: ("alasan",),
    Aksi.PERNYATAAN_TIDAK_DIKUASAI: ("tujuan",),
    Aksi.KEBERATAN: ("alasan_keberatan",),
    Aksi.TANGGAPAN_ATASAN: ("keterangan", "nomor_surat", "tanggal_surat"),
    Aksi.PUTUSAN_KI: ("keterangan", "nomor_surat", "tanggal_surat"),
    Aksi.PEMULIHAN: ("keterangan",),
    Aksi.PENERUSAN: ("tujuan", "nomor_surat", "tanggal_surat"),
}


def require_said(jenis: Jenis, aksi: Aksi, isian: Isian) -> None:
    """Refuse an act that does not say what the law wants said (`isian-tindakan-kurang`)."""
    wanted = SYARAT.get(aksi, ())
    if jenis is Jenis.PERMOHONAN_INFORMASI and aksi is Aksi.PENOLAKAN:
        wanted = (*wanted, "pengecualian")
    missing = [name for name in wanted if not getattr(isian, name)]
    if missing:
        raise Refusal(
            "isian-tindakan-kurang",
            members={"galat": [{"di": name, "sebab": "wajib"} for name in missing]},
            tindakan=aksi.value,
            kurang=", ".join(missing),
        )
