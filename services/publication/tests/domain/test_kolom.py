"""The columns of the form: how they are numbered, who stands in them, who may witness."""

import pytest

from election_common.errors import Refusal
from publication.domain.kolom import (
    Jenis,
    Kolom,
    columns,
    require_columns,
    require_numbered,
    require_witnesses,
)

SATU, DUA = Kolom(1, Jenis.PASLON, "Ani - Budi"), Kolom(2, Jenis.PASLON, "Cici - Dedi")
KOSONG = Kolom(2, Jenis.KOLOM_KOSONG, "Kolom kosong")


@pytest.mark.parametrize(
    ("pasangan", "kolom"),
    [
        ([], []),
        ([(1, "Ani", "Budi")], [SATU, KOSONG]),
        ([(1, "Ani", "Budi"), (2, "Cici", "Dedi")], [SATU, DUA]),
        ([(2, "Cici", "Dedi"), (1, "Ani", "Budi")], [DUA, SATU]),
    ],
)
def test_a_single_pair_stands_against_the_empty_column(pasangan, kolom):
    assert columns(pasangan) == kolom


@pytest.mark.parametrize(
    ("nomor", "lawful"),
    [
        ([1, 2], True),
        ([2, 1, 3], True),
        ([2, 3], False),
        ([0, 1], False),
        ([1, 3], False),
        ([1, 1], False),
    ],
)
def test_columns_are_numbered_from_one_without_a_gap(nomor, lawful):
    kolom = [Kolom(n, Jenis.PASLON, "-") for n in nomor]
    if lawful:
        require_numbered(kolom)
        return
    with pytest.raises(Refusal, match="kolom-tidak-sesuai") as refusal:
        require_numbered(kolom)
    assert refusal.value.params == {"kolom": ", ".join(map(str, nomor))}


@pytest.mark.parametrize(
    ("angka", "beda"),
    [
        ({"suara.1": 9, "suara.2": 0}, None),
        ({"suara.1": 9, "suara.2": 0, "suara_sah": 9}, None),
        ({"suara.1": 9}, "suara.2"),
        ({"suara.1": 9, "suara.2": 0, "suara.3": 0}, "suara.3"),
        ({"suara.2": 0, "suara.3": 0}, "suara.1, suara.3"),
    ],
)
def test_votes_are_those_of_the_columns_and_of_no_other(angka, beda):
    if beda is None:
        require_columns(angka, (SATU, KOSONG))
        return
    with pytest.raises(Refusal, match="kolom-tidak-sesuai") as refusal:
        require_columns(angka, (SATU, KOSONG))
    assert refusal.value.params == {"kolom": beda}


def test_nobody_witnesses_for_the_empty_column():
    require_witnesses([1], (SATU, KOSONG))
    for paslon in ([2], [1, 1], [3]):
        with pytest.raises(Refusal, match="saksi-tidak-sesuai"):
            require_witnesses(paslon, (SATU, KOSONG))
