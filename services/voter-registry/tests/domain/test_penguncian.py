"""Which recap locks the villages in each stage, and which one each list is composed from."""

import pytest

from voter_registry.domain.penguncian import DASAR_DAFTAR, REKAP_BERJALAN
from voter_registry.domain.tahap import Tahap


@pytest.mark.parametrize(
    ("tahap", "rekap"),
    [
        ("dibuka", None),
        ("dp4", None),
        ("tps-dipetakan", None),
        ("coklit", "DPHP"),
        ("dphp", "DPHP"),
        ("dps", "DPSHP"),
        ("dpshp", "DPSHP"),
        ("dpshp-ditetapkan", None),
        ("rekap-diterima", None),
        ("dpt", None),
    ],
)
def test_the_recap_that_locks(tahap, rekap):
    assert REKAP_BERJALAN.get(Tahap(tahap)) == rekap


@pytest.mark.parametrize(
    ("daftar", "rekap"), [("DPS", "DPHP"), ("DPSHP", "DPSHP"), ("DPT", "DPSHP")]
)
def test_a_list_is_composed_from_the_recap_before_it(daftar, rekap):
    assert DASAR_DAFTAR[daftar] == rekap
