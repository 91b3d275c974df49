"""Until when a ticket takes attachments: to the state that nothing leads out of."""

import pytest

from complaints.domain.lampiran import require_open
from complaints.domain.mesin import MESIN
from complaints.domain.status import Status
from complaints.domain.tiket import Jenis
from election_common.errors import Refusal

ENDS = {
    # Given, refused or not held, it can still be objected to (UU 14/2008 Pasal 35).
    Jenis.PERMOHONAN_INFORMASI: {Status.SELESAI, Status.DITERUSKAN, Status.DICABUT},
    # Answered, it can still be contradicted.
    Jenis.PENGADUAN_LAYANAN: {
        Status.SELESAI, Status.DITUTUP_OTOMATIS, Status.DITOLAK, Status.DITERUSKAN, Status.DICABUT,
        Status.GUGUR,
    },
    Jenis.WBS: {Status.SELESAI, Status.DITOLAK, Status.DITERUSKAN},
    Jenis.TANGGAPAN_MASYARAKAT: {Status.SELESAI, Status.DITERUSKAN},
    Jenis.DUGAAN_PELANGGARAN: {Status.DITERUSKAN, Status.DICABUT},
    # Mended, it can still be contradicted.
    Jenis.TIKET_TEKNIS: {Status.SELESAI, Status.DITERUSKAN},
}  # fmt: skip
CASES = sorted(
    {(jenis, status) for jenis, m in MESIN.items() for row in m for status in (row.dari, row.ke)}
)


@pytest.mark.parametrize(("jenis", "status"), CASES, ids=str)
def test_a_ticket_takes_attachments_until_it_has_ended(jenis, status):
    if status not in ENDS[jenis]:
        assert require_open(jenis, status) is None
        return
    with pytest.raises(Refusal, match="tiket-berakhir") as refused:
        require_open(jenis, status)
    assert refused.value.params == {"status": status.value}
