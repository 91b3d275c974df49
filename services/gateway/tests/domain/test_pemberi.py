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


@pytest.mark.parametrize("giver", Peran)
def test_who_gives_what(giver):
    by = Actor("seseorang", frozenset({giver}), "19")
    for peran in Peran:
        lawful = (giver, peran) in GIVEN or (giver is Peran.ADMIN and peran is not Peran.PUBLIK)
        try:
            require_granter(peran, by)
        except Refusal as refusal:
            assert not lawful, peran
            citizen = peran is Peran.PUBLIK
            code = "peran-tanpa-pemberian" if citizen else "bukan-pemberi-peran"
            assert refusal.code == code
        else:
            assert lawful, peran


def test_every_role_but_that_of_a_citizen_has_a_giver():
    assert set(PEMBERI) == set(Peran) - {Peran.PUBLIK}
