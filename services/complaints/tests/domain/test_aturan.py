"""Which term of the law is in force: of its regime, of its stage, on its day."""

from dataclasses import replace
from datetime import date, time

import pytest

from complaints.domain.aturan import Aturan, Rezim, Tahap, berlaku
from complaints.domain.tenggat import Jangka, Satuan
from complaints.domain.tiket import Jenis

OLD = Aturan(
    "UU", "-", Jenis.PERMOHONAN_INFORMASI, Rezim.BIASA, Tahap.JAWABAN, 10, Satuan.WORKING_DAY,
    time(23, 59, 59), service_hours=False, valid_from=date(2010, 4, 30),
    valid_to=date(2025, 1, 1), verified=True,
)  # fmt: skip
NEW = replace(OLD, amount=7, valid_from=date(2025, 1, 1), valid_to=None)
SHORT = replace(OLD, amount=3, regime=Rezim.PEMILU, valid_to=None)
LONGER = replace(OLD, amount=17, stage=Tahap.PERPANJANGAN, valid_to=None)
SERVICE = replace(OLD, amount=14, ticket_type=Jenis.PENGADUAN_LAYANAN, valid_to=None)
ALL = [OLD, NEW, SHORT, LONGER, SERVICE]
INFORMATION = Jenis.PERMOHONAN_INFORMASI


@pytest.mark.parametrize(
    ("jenis", "rezim", "tahap", "pada", "wanted"),
    [
        (INFORMATION, Rezim.BIASA, Tahap.JAWABAN, date(2010, 4, 29), None),
        (INFORMATION, Rezim.BIASA, Tahap.JAWABAN, date(2010, 4, 30), OLD),
        (INFORMATION, Rezim.BIASA, Tahap.JAWABAN, date(2024, 12, 31), OLD),
        (INFORMATION, Rezim.BIASA, Tahap.JAWABAN, date(2025, 1, 1), NEW),
        (INFORMATION, Rezim.BIASA, Tahap.JAWABAN, date(2099, 1, 1), NEW),
        (INFORMATION, Rezim.PEMILU, Tahap.JAWABAN, date(2025, 1, 1), SHORT),
        (INFORMATION, Rezim.BIASA, Tahap.PERPANJANGAN, date(2025, 1, 1), LONGER),
        (INFORMATION, Rezim.PEMILU, Tahap.PERPANJANGAN, date(2025, 1, 1), None),
        (Jenis.PENGADUAN_LAYANAN, Rezim.BIASA, Tahap.JAWABAN, date(2025, 1, 1), SERVICE),
        (Jenis.WBS, Rezim.BIASA, Tahap.JAWABAN, date(2025, 1, 1), None),
    ],
)
def test_the_term_in_force(jenis, rezim, tahap, pada, wanted):
    assert berlaku(ALL, jenis, rezim, tahap, pada) is wanted


def test_a_term_is_counted_as_its_row_says():
    row = replace(OLD, kind=Satuan.HOURS, amount=4, until_time=time(16), service_hours=True)
    assert row.jangka == Jangka(4, Satuan.HOURS, sampai=time(16), jam_layanan=True)
