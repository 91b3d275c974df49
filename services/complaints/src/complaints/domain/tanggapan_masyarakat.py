"""Responses of the public on lists, candidates, ad hoc bodies: answered by the stage's owner."""

from collections.abc import Mapping
from typing import Any

from complaints.domain.status import Aksi, Status, langkah, mesin_bernama
from complaints.domain.tiket import Jenis

PKPU = "PKPU 7/2024; PKPU 8/2024 Pasal 137"

TANGGAPAN_MASYARAKAT = mesin_bernama(
    Jenis.TANGGAPAN_MASYARAKAT,
    langkah([Status.TERDAFTAR], Aksi.PENYERAHAN, Status.PADA_PEMILIK, "sistem", PKPU),
    langkah([Status.PADA_PEMILIK], Aksi.JAWABAN, Status.SELESAI, "sistem", PKPU),
    langkah([Status.TERDAFTAR], Aksi.PEMROSESAN, Status.DIPROSES, "kpu_kabko, kpu_provinsi",
            "Keputusan KPU 475/2024 [M]: ad hoc bodies"),
    langkah([Status.DIPROSES], Aksi.JAWABAN, Status.SELESAI, "kpu_kabko, kpu_provinsi",
            "Keputusan KPU 475/2024 [M]: ad hoc bodies"),
    langkah([Status.TERDAFTAR, Status.DIPROSES], Aksi.PENERUSAN, Status.DITERUSKAN,
            "kpu_kabko, kpu_provinsi, helpdesk", "Perpres 76/2013: no wrong door"),
)  # fmt: skip


def jawaban_pemilik(rincian: Mapping[str, Any]) -> str | None:
    """What the owner of the stage answered, in a sentence for the reporter; None if he did not."""
    hasil = rincian.get("hasil")
    return f"Hasil: {hasil}. {rincian.get('alasan', '')}".strip() if hasil else None
