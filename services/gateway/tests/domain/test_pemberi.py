"""Who may give which role: every pair of roles, by the table."""

import pytest

from election_common.actor import Actor
from election_common.errors import Refusal
from election_common.peran import Peran
from gateway.domain.pemberi import PEMBERI, require_granter

GIVEN = {
    ("kpu_ri", "kpu_provinsi"), ("kpu_ri", "kpu_kabko"),
    ("kpu_provinsi", "operator"), ("kpu_provinsi", "verifikator"), ("kpu_provinsi", "penyetuju"),
    ("kpu_kabko", "operator"), ("kpu_kabko", "verifikator"), ("kpu_kabko", "penyetuju"),
    ("kpu_kabko", "ppk"), ("kpu_kabko", "pps"), ("kpu_kabko", "kpps"), ("kpu_kabko", "pantarlih"),
    ("pps", "kpps"), ("pps", "pantarlih"),
}  # fmt: skip


def refused(peran, by):
    try:
        require_granter(peran, by)
    except Refusal as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize("giver", Peran)
def test_who_gives_what(giver):
    by = Actor("seseorang", frozenset({giver}), "19")
    for peran in set(Peran) - {Peran.PUBLIK}:
        lawful = giver is Peran.ADMIN or (giver, peran) in GIVEN
        assert refused(peran, by) == (None if lawful else "bukan-pemberi-peran"), peran
    assert refused(Peran.PUBLIK, by) == "peran-tanpa-pemberian"


def test_every_role_but_that_of_a_citizen_has_a_giver():
    assert set(PEMBERI) == set(Peran) - {Peran.PUBLIK}
