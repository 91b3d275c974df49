"""The form of NIK, one row per case; and the column rules of an import equal it."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voter_registry.batch.dp4 import nik_faults
from voter_registry.domain.nik import GalatNik, galat_nik, galat_nkk


@pytest.mark.parametrize(
    ("nik", "galat"),
    [
        ("1906011505900001", None),
        ("1906015505900001", None),  # a woman: day + 40
        ("9999991505900001", None),  # an unknown region is no fault: codes change
        ("190601150590001", GalatNik.BENTUK),
        ("19060115059000011", GalatNik.BENTUK),
        ("19060115059O0001", GalatNik.BENTUK),
        ("１９０６０１１５０５９０0001", GalatNik.BENTUK),
        ("", GalatNik.BENTUK),
        ("2222222222222222", GalatNik.SERAGAM),
        ("1906010005900001", GalatNik.TANGGAL),
        ("1906013205900001", GalatNik.TANGGAL),
        ("1906014005900001", GalatNik.TANGGAL),
        ("1906017205900001", GalatNik.TANGGAL),
        ("1906011500900001", GalatNik.TANGGAL),
        ("1906011513900001", GalatNik.TANGGAL),
        ("1906011505900000", GalatNik.SERI),
    ],
)
def test_galat_nik(nik, galat):
    assert galat_nik(nik) is galat


@pytest.mark.parametrize(
    ("nkk", "lawful"),
    [("1906010101100001", True), ("190601010110001", False), ("19060101011000AB", False)],
)
def test_galat_nkk(nkk, lawful):
    assert (galat_nkk(nkk) is None) is lawful


digits = st.text("0123456789", min_size=16, max_size=16)
near = st.builds(
    "{}{:02d}{:02d}90{}".format,
    st.just("190601"), st.integers(0, 99), st.integers(0, 99),
    st.sampled_from(["0000", "0001", "9999"]),
)  # fmt: skip
anything = st.text(max_size=18).filter(lambda s: "\x00" not in s)


@given(st.lists(st.one_of(digits, near, anything), min_size=1, max_size=50))
def test_the_column_rules_say_the_same(niks):
    frame = pl.DataFrame({"nik": niks}, schema={"nik": pl.String})
    judged = frame.select(e.alias(code) for code, e in nik_faults(pl.col("nik")))
    for nik, row in zip(niks, judged.to_dicts(), strict=True):
        said = [code for code, is_fault in row.items() if is_fault]
        expected = galat_nik(nik)
        assert said == ([str(expected)] if expected else []), nik
