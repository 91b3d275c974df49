"""Complaints about a service, and proposals (UU 25/2009; Perpres 76/2013; PermenPANRB 62/2018)."""

from complaints.domain.status import Aksi, Status, langkah, mesin_bernama
from complaints.domain.tiket import Jenis

PETUGAS = "helpdesk"
PIMPINAN = "kpu_kabko, kpu_provinsi, sekretaris, helpdesk"

PENGADUAN_LAYANAN = mesin_bernama(
    Jenis.PENGADUAN_LAYANAN,
    langkah([Status.TERDAFTAR], Aksi.PERMINTAAN_PERBAIKAN, Status.PERLU_PERBAIKAN, PETUGAS,
            "UU 25/2009 Pasal 44 [M]"),
    langkah([Status.PERLU_PERBAIKAN], Aksi.KELENGKAPAN, Status.TERDAFTAR, "pelapor, helpdesk",
            "UU 25/2009 Pasal 44 [M]"),
    langkah([Status.PERLU_PERBAIKAN], Aksi.PENGGUGURAN, Status.GUGUR, "sistem",
            "UU 25/2009 Pasal 44 [M]"),
    langkah([Status.TERDAFTAR], Aksi.VERIFIKASI, Status.TERVERIFIKASI, PETUGAS,
            "PermenPANRB 62/2018"),
    langkah([Status.TERDAFTAR], Aksi.PENOLAKAN, Status.DITOLAK, PETUGAS, "PermenPANRB 62/2018"),
    langkah([Status.TERDAFTAR, Status.TERVERIFIKASI], Aksi.PENERUSAN, Status.DITERUSKAN, PETUGAS,
            "Perpres 76/2013: no wrong door"),
    langkah([Status.TERVERIFIKASI], Aksi.DISPOSISI, Status.DIDISPOSISIKAN, PIMPINAN,
            "PermenPANRB 62/2018"),
    langkah([Status.TERVERIFIKASI, Status.DIDISPOSISIKAN], Aksi.PEMROSESAN, Status.DIPROSES,
            PIMPINAN, "PermenPANRB 62/2018"),
    langkah([Status.DIPROSES], Aksi.JAWABAN, Status.DIJAWAB, PIMPINAN, "UU 25/2009 Pasal 50 [M]"),
    langkah([Status.DIJAWAB], Aksi.BANTAHAN, Status.DIPROSES, "pelapor", "PermenPANRB 62/2018"),
    langkah([Status.DIJAWAB], Aksi.PENUTUPAN, Status.SELESAI, "pelapor", "PermenPANRB 62/2018"),
    langkah([Status.DIJAWAB], Aksi.PENUTUPAN_OTOMATIS, Status.DITUTUP_OTOMATIS, "sistem",
            "PermenPANRB 62/2018: without reaction of the reporter"),
    langkah([Status.TERDAFTAR, Status.PERLU_PERBAIKAN, Status.TERVERIFIKASI,
             Status.DIDISPOSISIKAN, Status.DIPROSES],
            Aksi.PENCABUTAN, Status.DICABUT, "pelapor", "UU 25/2009 [M]"),
)  # fmt: skip
