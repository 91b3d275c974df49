"""A response of the public is answered once (PKPU 7/2024)."""

from itertools import product

import pytest

from election_common.errors import Refusal
from voter_registry.domain.tanggapan import TANGGAPAN, Aksi, Status

LAWFUL = {(Status.DITERIMA, Aksi.JAWABAN): Status.DIJAWAB}


@pytest.mark.parametrize(("state", "act"), list(product(Status, Aksi)))
def test_every_pair(state, act):
    if (state, act) in LAWFUL:
        assert TANGGAPAN.step(state, act) == LAWFUL[state, act]
        return
    with pytest.raises(Refusal) as refusal:
        TANGGAPAN.step(state, act)
    assert refusal.value.code == "tahap-tidak-mengizinkan"
