"""Recaps: minutes must equal the rows, and every part must have spoken."""

import pytest

from election_common.errors import Refusal
from voter_registry.domain.rekap import (
    Rekap,
    require_capacity,
    require_complete,
    require_equal,
    require_of_age,
)


def refusal_of(call, *args):
    with pytest.raises(Refusal) as refusal:
        call(*args)
    return refusal.value


def test_equal_figures_pass():
    require_equal(Rekap(5, 6, 1), Rekap(5, 6, 1), "1906")


@pytest.mark.parametrize("declared", [Rekap(6, 5, 1), Rekap(5, 7, 1), Rekap(5, 6, 2)])
def test_any_difference_is_refused_with_both_figures(declared):
    refusal = refusal_of(require_equal, declared, Rekap(5, 6, 1), "1906")
    assert refusal.code == "rekap-tidak-sama"
    assert refusal.params["dihitung"] == "L 5 + P 6 = 11, TPS 1"


def test_missing_parts_are_named():
    require_complete("DPHP", ["a", "b"], ["a", "b"])
    refusal = refusal_of(require_complete, "DPHP", ["a"], ["b", "a", "c"])
    assert refusal.members == {"belum": ["b", "c"]}


def test_a_full_tps_passes_and_one_more_voter_does_not():
    require_capacity({"1906012001001": 600}, 600)
    refusal = refusal_of(require_capacity, {"1906012001001": 601}, 600)
    assert refusal.members == {"tps": {"1906012001001": 601}}


def test_nobody_under_age_passes_and_some_are_told_by_their_stations():
    require_of_age({}, 17)
    refusal = refusal_of(require_of_age, {"1906012001002": 2, "1906012001001": 1}, 17)
    assert refusal.code == "ada-belum-cukup-umur"
    assert (refusal.params["jumlah"], refusal.params["contoh"]) == (
        3, "1906012001001, 1906012001002",
    )  # fmt: skip


def test_jumlah():
    assert Rekap(2, 3, 1).jumlah == 5
