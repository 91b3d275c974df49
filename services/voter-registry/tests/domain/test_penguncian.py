"""A village is locked with all that lies in it, and no other."""

import pytest

from election_common.errors import Refusal
from voter_registry.domain.penguncian import Kunci

KUNCI = Kunci("DPSHP", frozenset({"1906012001"}))


@pytest.mark.parametrize("lokasi", ["1906012001", "1906012001001"])
def test_what_lies_in_a_locked_village_is_locked(lokasi):
    with pytest.raises(Refusal, match="desa-sudah-direkap") as refusal:
        KUNCI.require_open(lokasi)
    assert refusal.value.params == {"desa": "1906012001", "tahap": "DPSHP"}


@pytest.mark.parametrize("lokasi", ["1906012002001", "1906", "190601"])
def test_what_lies_elsewhere_is_open(lokasi):
    assert KUNCI.require_open(lokasi) is None
