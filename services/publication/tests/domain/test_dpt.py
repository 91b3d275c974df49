"""Recaps of the DPT: what is official, what is passed on, what the parts add up to."""

import pytest

from election_common.provenance import Asal
from publication.domain.dpt import DptDinyatakan, RekapDpt, UnitDpt, gabung_dpt


def rekap(l=5, tps=1, asal=Asal.OFFICIAL, asal_lp=Asal.GENERATED):
    return RekapDpt(l, 5, tps, asal, asal_lp)


def unit(dinyatakan=None, dihitung=None):
    paper = DptDinyatakan(dinyatakan, "BA", None) if dinyatakan else None
    return UnitDpt("1903", "x", "kabupaten", dihitung or rekap(), paper)


@pytest.mark.parametrize(
    ("dinyatakan", "resmi"),
    [
        (None, []),
        (rekap(), ["jumlah", "tps"]),
        (rekap(asal_lp=Asal.OFFICIAL), ["jumlah", "tps", "l", "p"]),
        (rekap(asal=Asal.PRESS), []),
        (rekap(l=6), []),
    ],
)
def test_resmi_of_a_dpt(dinyatakan, resmi):
    assert unit(dinyatakan).angka_resmi == resmi


@pytest.mark.parametrize(
    ("dinyatakan", "selisih"),
    [
        (None, {}),
        (rekap(), {}),
        (rekap(asal=Asal.PRESS), {}),
        (rekap(tps=2), {"tps": (2, 1)}),
        (rekap(l=6), {"l": (6, 5), "jumlah": (11, 10)}),
    ],
)
def test_each_declared_figure_that_differs_is_shown_with_both(dinyatakan, selisih):
    assert unit(dinyatakan).selisih == selisih


@pytest.mark.parametrize(("dinyatakan", "passed_on"), [(None, rekap()), (rekap(l=6), rekap(l=6))])
def test_a_unit_passes_on_what_was_declared_and_else_what_was_computed(dinyatakan, passed_on):
    assert unit(dinyatakan).rekap == passed_on


EMPTY = RekapDpt(0, 0, 0, None, None)
PRESS = rekap(asal=Asal.PRESS, asal_lp=Asal.OFFICIAL)


@pytest.mark.parametrize(
    ("anak", "whole"),
    [
        ([], EMPTY),
        ([EMPTY], EMPTY),
        ([rekap(), EMPTY], rekap()),
        ([rekap(), PRESS], RekapDpt(10, 10, 2, Asal.PRESS, Asal.GENERATED)),
        ([rekap(tps=0, asal=Asal.GENERATED), PRESS], PRESS),
    ],
)
def test_a_whole_is_the_sum_of_the_parts_that_have_tps_and_as_weak_as_the_weakest(anak, whole):
    assert gabung_dpt([unit(dihitung=r) for r in anak]) == whole


def test_a_whole_is_made_of_what_its_parts_declared():
    assert gabung_dpt([unit(rekap(l=6)), unit()]).l == 11
