"""Whistleblowing: never before those who are complained of (Keputusan KPU 915/2025)."""

from complaints.domain.status import Aksi, Status, langkah, mesin_bernama
from complaints.domain.tiket import Jenis

KPT = "Keputusan KPU 915/2025"
TIM = "wbs_tim"

WBS = mesin_bernama(
    Jenis.WBS,
    langkah([Status.TERDAFTAR], Aksi.PENELAAHAN, Status.DITELAAH, TIM, KPT),
    langkah([Status.DITELAAH], Aksi.PERMINTAAN_PERBAIKAN, Status.PERLU_PERBAIKAN, TIM, KPT),
    langkah([Status.PERLU_PERBAIKAN], Aksi.KELENGKAPAN, Status.DITELAAH, "pelapor, wbs_tim", KPT),
    langkah([Status.DITELAAH], Aksi.PEMROSESAN, Status.DIPROSES, TIM, KPT),
    langkah([Status.DITELAAH], Aksi.PENOLAKAN, Status.DITOLAK, TIM, KPT),
    langkah([Status.DITELAAH, Status.DIPROSES], Aksi.PENERUSAN, Status.DITERUSKAN, TIM, KPT),
    langkah([Status.DIPROSES], Aksi.PENUTUPAN, Status.SELESAI, TIM, KPT),
)
