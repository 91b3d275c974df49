"""Acts of the gateway: who may do each; none waits for a window, and each says why."""

import pytest

from election_common.actor import Actor
from election_common.errors import Refusal
from election_common.peran import Peran
from election_common.tindakan import require_role
from gateway.domain.tindakan import SEMUA

ADMIN = {"admin"}
GIVERS = {"admin", "kpu_ri", "kpu_provinsi", "kpu_kabko", "pps"}
MAY = {
    "pemberian-akses": GIVERS,
    "pencabutan-akses": GIVERS,
    "pembacaan-akses": {*GIVERS, "bawaslu"},
    "pendaftaran-klien": ADMIN,
    "penggantian-kunci": ADMIN,
    "penutupan-klien": ADMIN,
}


def test_every_act_is_known_here():
    assert sorted(t.nama for t in SEMUA) == sorted(MAY)


def test_offices_and_keys_wait_for_no_election():
    assert [t.nama for t in SEMUA if t.jendela is not None] == []


@pytest.mark.parametrize("tindakan", SEMUA, ids=lambda t: t.nama)
@pytest.mark.parametrize("peran", Peran)
def test_who_may(tindakan, peran):
    by = Actor("x", frozenset({peran}), "19")
    if peran in MAY[tindakan.nama]:
        assert require_role(tindakan, by) is None
        return
    with pytest.raises(Refusal) as refusal:
        require_role(tindakan, by)
    assert refusal.value.code == "peran-tidak-berwenang"
