"""What only a desk may say of a report, a row for each."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from complaints.domain.loket import LOKET, require_desk
from complaints.domain.tiket import Jenis, Kanal, Laporan
from election_common.errors import Refusal

PLAIN = Laporan(Jenis.PENGADUAN_LAYANAN, Kanal.WEB, "1906", "uji", {})
SAID = {
    "kanal": Kanal.LOKET,
    "diterima_pada": datetime(2026, 3, 16, tzinfo=UTC),
    "rezim": "pemilu",
    "alasan_rezim": "dokumen tahapan",
}


@pytest.mark.parametrize("peran", [{"publik"}, {"partai", "lo"}, {"bawaslu"}, set()], ids=sorted)
def test_a_plain_report_comes_from_anybody(peran):
    assert require_desk(PLAIN, peran) is None


@pytest.mark.parametrize("name", SAID)
def test_each_is_the_desks_to_say(name):
    report = replace(PLAIN, **{name: SAID[name]})
    assert all(require_desk(report, {peran}) is None for peran in LOKET)
    with pytest.raises(Refusal, match="hanya-petugas-loket") as refusal:
        require_desk(report, {"publik"})
    assert refusal.value.params["isian"] == name
