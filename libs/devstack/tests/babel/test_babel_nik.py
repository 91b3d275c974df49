"""NIK and NKK follow the rules, and broken ones break them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devstack.babel.nik import Penerbit, broken
from devstack.babel.orang import JenisKelamin
from devstack.babel.sumber import chance
from devstack.babel.wilayah import semua_kecamatan


def valid(nik: str) -> bool:
    """Return whether a NIK passes every rule that is an error."""
    return (
        len(nik) == 16
        and nik.isascii()
        and nik.isdigit()
        and len(set(nik)) > 1
        and (1 <= int(nik[6:8]) <= 31 or 41 <= int(nik[6:8]) <= 71)
        and 1 <= int(nik[8:10]) <= 12
        and nik[12:] != "0000"
    )


@given(st.dates(date(1924, 1, 1), date(2009, 1, 1)), st.sampled_from("LP"), st.integers())
def test_issued_numbers_say_birth_and_sex(lahir: date, sex: JenisKelamin, seed: int) -> None:
    """Region of a known kecamatan, day plus 40 for women, month, year, serial; all different."""
    penerbit = Penerbit("1906", chance(seed, "nik"))
    semua = [penerbit.nik("190601", lahir, sex) for _ in range(30)]
    assert len(set(semua)) == 30
    for nik in semua:
        assert valid(nik)
        assert nik[:6] in semua_kecamatan()
        assert int(nik[6:8]) == lahir.day + (40 if sex == "P" else 0)
        assert nik[8:12] == f"{lahir:%m%y}"


def test_two_kabupaten_never_issue_the_same_number() -> None:
    """Not even for persons who were first registered in one kecamatan."""
    lahir = date(1990, 5, 17)
    here, there = (Penerbit(kab, chance(1, "nik")) for kab in ("1906", "1902"))
    assert not (
        {here.nik("190601", lahir, "L") for _ in range(300)}
        & {there.nik("190201", lahir, "L") for _ in range(300)}
    )


@given(st.integers(1, 40), st.integers())
def test_transposed_is_another_valid_number(jumlah: int, seed: int) -> None:
    """It is never one that somebody has."""
    penerbit = Penerbit("1906", chance(seed, "nik"))
    asli = [penerbit.nik("190601", date(1980, 2, 29), "P") for _ in range(jumlah)]
    lain = [penerbit.transposed(nik) for nik in asli]
    assert all(map(valid, lain))
    assert len({*asli, *lain}) == 2 * jumlah


@pytest.mark.parametrize("seed", range(40))
def test_broken_is_never_valid(seed: int) -> None:
    """Whatever the way in which it was broken."""
    assert not valid(broken("1906015705900001", chance(seed, "nik")))
