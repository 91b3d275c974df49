"""The machines of all regimes, and the terms that run in their states."""

from collections.abc import Mapping

from complaints.domain.aturan import Tahap
from complaints.domain.dugaan_pelanggaran import DUGAAN_PELANGGARAN
from complaints.domain.pengaduan_layanan import PENGADUAN_LAYANAN
from complaints.domain.permohonan_informasi import DIPUTUS, PERMOHONAN_INFORMASI, TERBUKA
from complaints.domain.status import Aksi, Mesin, Status
from complaints.domain.tanggapan_masyarakat import TANGGAPAN_MASYARAKAT
from complaints.domain.tiket import Jenis
from complaints.domain.tiket_teknis import TIKET_TEKNIS, Keparahan
from complaints.domain.wbs import WBS

MESIN: Mapping[Jenis, Mesin] = {
    Jenis.PERMOHONAN_INFORMASI: PERMOHONAN_INFORMASI,
    Jenis.PENGADUAN_LAYANAN: PENGADUAN_LAYANAN,
    Jenis.WBS: WBS,
    Jenis.TANGGAPAN_MASYARAKAT: TANGGAPAN_MASYARAKAT,
    Jenis.DUGAAN_PELANGGARAN: DUGAAN_PELANGGARAN,
    Jenis.TIKET_TEKNIS: TIKET_TEKNIS,
}

_LAYANAN = {Status.TERVERIFIKASI, Status.DIDISPOSISIKAN, Status.DIPROSES}
_TEKNIS = {Status.TERDAFTAR, Status.DIPROSES, Status.DIESKALASI}

#: The states in which each term runs: it begins when a ticket comes into one of them, and has been
#: kept when it leaves the last.
BERJALAN: Mapping[tuple[Jenis, Tahap], frozenset[Status]] = {
    key: frozenset(states)
    for key, states in {
        (Jenis.PERMOHONAN_INFORMASI, Tahap.JAWABAN): {*TERBUKA, Status.PERLU_PERBAIKAN},
        (Jenis.PERMOHONAN_INFORMASI, Tahap.PENGAJUAN_KEBERATAN): {*DIPUTUS},
        (Jenis.PERMOHONAN_INFORMASI, Tahap.TANGGAPAN_ATASAN): {Status.KEBERATAN},
        (Jenis.PERMOHONAN_INFORMASI, Tahap.PENGAJUAN_SENGKETA): {Status.TANGGAPAN_ATASAN},
        (Jenis.PERMOHONAN_INFORMASI, Tahap.PUTUSAN_KI): {Status.SENGKETA_KI},
        (Jenis.PENGADUAN_LAYANAN, Tahap.VERIFIKASI): {Status.TERDAFTAR, Status.PERLU_PERBAIKAN},
        (Jenis.PENGADUAN_LAYANAN, Tahap.KELENGKAPAN): {Status.PERLU_PERBAIKAN},
        (Jenis.PENGADUAN_LAYANAN, Tahap.TINDAK_LANJUT): _LAYANAN,
        (Jenis.PENGADUAN_LAYANAN, Tahap.PENYELESAIAN): {*_LAYANAN, Status.DIJAWAB},
        (Jenis.PENGADUAN_LAYANAN, Tahap.REAKSI_PELAPOR): {Status.DIJAWAB},
        (Jenis.DUGAAN_PELANGGARAN, Tahap.PENERUSAN): {Status.TERDAFTAR},
        (Jenis.DUGAAN_PELANGGARAN, Tahap.LAPOR_BAWASLU): {Status.TERDAFTAR},
        **{
            (Jenis.TIKET_TEKNIS, Tahap(f"respons-{s.value.lower()}")): {Status.TERDAFTAR}
            for s in Keparahan
        },
        **{
            (Jenis.TIKET_TEKNIS, Tahap(f"pemulihan-{s.value.lower()}")): _TEKNIS
            for s in Keparahan
            if s is not Keparahan.S1
        },
    }.items()
}
#: Terms that belong to one severity.
MENURUT_KEPARAHAN: Mapping[Tahap, Keparahan] = {
    tahap: Keparahan(tahap.value[-2:].upper())
    for jenis, tahap in BERJALAN
    if jenis is Jenis.TIKET_TEKNIS
}
#: The term by which a reporter has his answer; of a technical ticket it goes by its severity.
MENJAWAB: Mapping[Jenis, Tahap] = {
    Jenis.PERMOHONAN_INFORMASI: Tahap.JAWABAN,
    Jenis.PENGADUAN_LAYANAN: Tahap.PENYELESAIAN,
    Jenis.DUGAAN_PELANGGARAN: Tahap.PENERUSAN,
}
#: What the clock does when a term is over; any other of the office's own only rings for whoever
#: leads it.
LEWAT: Mapping[tuple[Jenis, Tahap], Aksi] = {
    (Jenis.PERMOHONAN_INFORMASI, Tahap.JAWABAN): Aksi.KEBERATAN,
    (Jenis.PENGADUAN_LAYANAN, Tahap.KELENGKAPAN): Aksi.PENGGUGURAN,
    (Jenis.PENGADUAN_LAYANAN, Tahap.REAKSI_PELAPOR): Aksi.PENUTUPAN_OTOMATIS,
}
#: Terms of the reporter's own: they run while the office waits for him, and none is its lapse.
MILIK_PELAPOR = frozenset(
    {
        Tahap.KELENGKAPAN,
        Tahap.REAKSI_PELAPOR,
        Tahap.PENGAJUAN_KEBERATAN,
        Tahap.PENGAJUAN_SENGKETA,
        Tahap.LAPOR_BAWASLU,
    }
)
#: Terms in which the reporter may go on against what was decided.
HAK_PELAPOR = frozenset({Tahap.PENGAJUAN_KEBERATAN, Tahap.PENGAJUAN_SENGKETA})


def berjalan(jenis: Jenis, status: Status, keparahan: Keparahan | None) -> set[Tahap]:
    """Return the terms that run in a state."""
    return {
        tahap
        for (kind, tahap), states in BERJALAN.items()
        if kind is jenis
        and status in states
        and MENURUT_KEPARAHAN.get(tahap, keparahan) == keparahan
    }


def menjawab(jenis: Jenis, keparahan: Keparahan | None) -> Tahap | None:
    """Return the term by which a reporter has his answer; None where nothing sets one."""
    if keparahan not in {None, Keparahan.S1}:
        return Tahap(f"pemulihan-{str(keparahan).lower()}")
    return MENJAWAB.get(jenis)


def menunggu_pelapor(status: Status) -> bool:
    """Say whether the office's clocks stand still, since the reporter has to complete something."""
    return status is Status.PERLU_PERBAIKAN


def berakhir(jenis: Jenis, status: Status) -> bool:
    """Say whether a ticket has ended: its machine holds no step out of the state."""
    return all(row.dari is not status for row in MESIN[jenis])
