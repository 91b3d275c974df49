"""What changes a grant and a client; every other pair is refused."""

import pytest

from election_common.errors import Refusal
from gateway.domain import akses, klien

LAWFUL = {
    ("aktif", "pencabutan"): "dicabut",
    ("aktif", "penggantian-kunci"): "aktif",
    ("aktif", "penutupan"): "ditutup",
}


@pytest.mark.parametrize(
    ("machine", "state", "act"),
    [(akses.AKSES, s, a) for s in akses.Status for a in akses.Aksi]
    + [(klien.KLIEN, s, a) for s in klien.Status for a in klien.Aksi],
)
def test_every_pair(machine, state, act):
    expected = LAWFUL.get((state.value, act.value))
    if expected:
        assert machine.step(state, act) == expected
    else:
        with pytest.raises(Refusal, match="tahap-tidak-mengizinkan"):
            machine.step(state, act)
