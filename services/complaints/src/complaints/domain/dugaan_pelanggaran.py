"""Alleged violations: KPU refers and does not judge (UU 1/2015 jo. UU 10/2016 Pasal 134-135)."""

from complaints.domain.status import Aksi, Status, langkah, mesin_bernama
from complaints.domain.tiket import Jenis

DUGAAN_PELANGGARAN = mesin_bernama(
    Jenis.DUGAAN_PELANGGARAN,
    langkah([Status.TERDAFTAR], Aksi.PENERUSAN, Status.DITERUSKAN,
            "helpdesk, kpu_kabko, kpu_provinsi", "UU 1/2015 Pasal 134-135"),
    langkah([Status.TERDAFTAR], Aksi.PENCABUTAN, Status.DICABUT, "pelapor",
            "Perbawaslu 7/2022 [M]"),
)  # fmt: skip
