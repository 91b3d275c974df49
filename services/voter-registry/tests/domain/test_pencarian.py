"""What a name must be to be searched for."""

import pytest

from election_common.errors import Refusal
from voter_registry.domain.pencarian import nama_dicari


@pytest.mark.parametrize(
    ("nama", "dicari"),
    [("siti", "SITI"), ("  Siti   aminah ", "SITI AMINAH"), ("Ade", "ADE"), ("ŝiti", "ŜITI")],
)
def test_capitals_and_single_spaces(nama, dicari):
    assert nama_dicari(nama) == dicari


@pytest.mark.parametrize("nama", ["", "Si", " S  ", "a b"[:2]])
def test_fewer_than_three_letters_find_nobody(nama):
    with pytest.raises(Refusal, match="nama-terlalu-pendek"):
        nama_dicari(nama)
