"""Public input on a pair: what is open, and what came too late."""

from datetime import UTC, datetime

import pytest

from candidacy.domain import tindakan
from candidacy.domain.nominasi import Status as StatusNominasi
from candidacy.domain.tanggapan import Status, terima
from election_common.errors import Refusal
from election_common.tindakan import Jendela

MULAI, SELESAI = datetime(2024, 9, 14, 17, tzinfo=UTC), datetime(2024, 9, 18, 16, 59, tzinfo=UTC)
JADWAL = [
    Jendela("S4a", "Tanggapan", tindakan.TANGGAPAN.jendela, MULAI, SELESAI),
    Jendela("S4f", "Klarifikasi", "klarifikasi", MULAI, datetime(2024, 9, 21, tzinfo=UTC)),
]
MS = StatusNominasi.MS_SEMENTARA


@pytest.mark.parametrize(
    ("nominasi", "pada", "status"),
    [
        (MS, MULAI, Status.TERBUKA),
        (MS, SELESAI, Status.TERBUKA),
        (MS, datetime(2024, 9, 14, 16, 59, tzinfo=UTC), Status.TERLAMBAT),
        (MS, datetime(2024, 9, 19, tzinfo=UTC), Status.TERLAMBAT),
        (StatusNominasi.TMS, MULAI, Status.TERBUKA),
        (StatusNominasi.DITETAPKAN, MULAI, Status.TERLAMBAT),
        (StatusNominasi.BERNOMOR, MULAI, Status.TERLAMBAT),
        (StatusNominasi.DIBATALKAN, MULAI, Status.TERLAMBAT),
    ],
)
def test_an_input_is_open_within_its_window_and_before_determination(nominasi, pada, status):
    assert terima(nominasi, JADWAL, pada) is status


def test_nobody_is_late_for_a_schedule_that_is_not_known():
    with pytest.raises(Refusal, match="jadwal-belum-diterima"):
        terima(MS, [], MULAI)
