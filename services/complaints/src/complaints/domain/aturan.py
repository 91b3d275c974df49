"""Terms of the law as rows: regulation, article, ticket type, stage, amount, kind, validity.

Rows that are not verified (from memory, [M] in the sources) say so wherever they are shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from complaints.domain.tenggat import Jangka, Satuan
from complaints.domain.tiket import Jenis


class Rezim(StrEnum):
    """Which law's terms: the ordinary ones, or the shorter ones while an election runs."""

    BIASA = "biasa"
    PEMILU = "pemilu"


class Tahap(StrEnum):
    """A stage that has a term."""

    JAWABAN = "jawaban"
    PERPANJANGAN = "perpanjangan"
    PENGAJUAN_KEBERATAN = "pengajuan-keberatan"
    TANGGAPAN_ATASAN = "tanggapan-atasan"
    PENGAJUAN_SENGKETA = "pengajuan-sengketa"
    PUTUSAN_KI = "putusan-ki"
    VERIFIKASI = "verifikasi"
    TINDAK_LANJUT = "tindak-lanjut"
    PENYELESAIAN = "penyelesaian"
    KELENGKAPAN = "kelengkapan"
    REAKSI_PELAPOR = "reaksi-pelapor"
    PENERUSAN = "penerusan"
    LAPOR_BAWASLU = "lapor-bawaslu"
    RESPONS_S1 = "respons-s1"
    RESPONS_S2 = "respons-s2"
    RESPONS_S3 = "respons-s3"
    RESPONS_S4 = "respons-s4"
    PEMULIHAN_S2 = "pemulihan-s2"
    PEMULIHAN_S3 = "pemulihan-s3"
    PEMULIHAN_S4 = "pemulihan-s4"


@dataclass(frozen=True, slots=True)
class Aturan:
    """A term of the law, in force from `valid_from` to `valid_to` (exclusive)."""

    regulation: str
    article: str
    ticket_type: Jenis
    regime: Rezim
    stage: Tahap
    amount: int
    kind: Satuan
    until_time: time
    service_hours: bool
    valid_from: date
    valid_to: date | None
    verified: bool

    @property
    def jangka(self) -> Jangka:
        """The term to count."""
        return Jangka(self.amount, self.kind, self.until_time, self.service_hours)


def berlaku(
    aturan: Iterable[Aturan], jenis: Jenis, rezim: Rezim, tahap: Tahap, pada: date
) -> Aturan | None:
    """Return the term in force on a day, or None where the law sets none."""
    for a in aturan:
        same = (a.ticket_type, a.regime, a.stage) == (jenis, rezim, tahap)
        if same and a.valid_from <= pada and (a.valid_to is None or pada < a.valid_to):
            return a
    return None
