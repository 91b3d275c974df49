"""Names suit the person, and a slip of the pen changes them."""

import pytest

from devstack.babel.nama import full_name, misspell
from devstack.babel.orang import JenisKelamin
from devstack.babel.sumber import chance


@pytest.mark.parametrize("nama", ["Siti", "Bo", "Muhammad Rizki", "Liu Fui Khiong", "X"])
def test_misspelled_names_differ(nama: str) -> None:
    """It always changes the name, and never empties it."""
    rng = chance(1, "salah tulis")
    for _ in range(50):
        assert misspell(nama, rng) not in {nama, ""}


@pytest.mark.parametrize("suku", ["melayu", "jawa", "nusantara"])
@pytest.mark.parametrize("jenis_kelamin", ["L", "P"])
def test_names_have_one_to_three_words(suku: str, jenis_kelamin: JenisKelamin) -> None:
    """The old have shorter names than the young."""
    rng = chance(1, "nama")
    panjang = {
        umur: [len(full_name(suku, "", jenis_kelamin, umur, rng).split()) for _ in range(400)]
        for umur in (20, 70)
    }
    assert {n for words in panjang.values() for n in words} == {1, 2, 3}
    assert sum(panjang[70]) < sum(panjang[20])


def test_old_chinese_names_begin_with_the_family() -> None:
    """At a hundred years everybody still has one."""
    assert full_name("tionghoa", "Bong", "P", 100, chance(1, "nama")).startswith("Bong ")
