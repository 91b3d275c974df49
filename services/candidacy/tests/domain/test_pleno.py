"""The plenary and the draw."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidacy.domain.aturan import Aturan
from candidacy.domain.pengundian import undi, wajib_lengkap, wajib_sama
from candidacy.domain.pleno import Suara, SuaraAnggota, asal_keputusan, wajib_sah
from election_common.errors import Refusal
from election_common.provenance import Asal

RULE = Aturan(
    "pleno",
    {"anggota": 5, "hadir": 4, "setuju": 3},
    "UU",
    "-",
    date(2017, 1, 1),
    None,
    terverifikasi=False,
)
S, T, A = Suara.SETUJU, Suara.TIDAK_SETUJU, Suara.TIDAK_HADIR


@pytest.mark.parametrize(
    ("votes", "code"),
    [
        ((S, S, S, S, S), None),
        ((S, S, S, T, A), None),
        ((S, S, S, A, A), "pleno-tidak-kuorum"),
        ((S, S, T, T, T), "pleno-tidak-kuorum"),
        ((S, S, S, S), "pleno-tidak-sesuai"),
        ((S, S, S, S, S, S), "pleno-tidak-sesuai"),
    ],
)
def test_quorum_and_majority(votes, code):
    suara = [SuaraAnggota(n, v) for n, v in enumerate(votes, start=1)]
    if code is None:
        wajib_sah(RULE, suara)
        return
    with pytest.raises(Refusal) as refusal:
        wajib_sah(RULE, suara)
    assert refusal.value.code == code


def test_nobody_votes_twice():
    with pytest.raises(Refusal) as refusal:
        wajib_sah(RULE, [SuaraAnggota(n, S) for n in (1, 2, 3, 4, 4)])
    assert refusal.value.code == "pleno-tidak-sesuai"


@given(st.text(), st.sets(st.uuids().map(str), min_size=1, max_size=9))
def test_a_seed_gives_every_pair_its_number_again_and_again(benih, pairs):
    found = undi(benih, pairs)
    wajib_lengkap(found, pairs)
    assert undi(benih, sorted(pairs, reverse=True)) == found


def test_the_algorithm_is_what_is_published():
    # printf 'benih|a' | sha256sum begins with f7c12b57, that of b with 8502c1b0, of c with 252c81a2
    assert undi("benih", ["a", "b", "c"]) == {"c": 1, "b": 2, "a": 3}


@pytest.mark.parametrize(
    "numbers", [{"a": 1}, {"a": 1, "b": 1}, {"a": 1, "b": 3}, {"a": 1, "c": 2}, {"a": 0, "b": 1}]
)
def test_numbers_are_those_of_the_pairs(numbers):
    with pytest.raises(Refusal) as refusal:
        wajib_lengkap(numbers, ["a", "b"])
    assert refusal.value.code == "nomor-urut-tidak-sesuai"


def test_two_persons_enter_the_same_balls():
    first = {"a": 2, "b": 1}
    wajib_sama(first, {"b": 1, "a": 2}, oleh_pertama="x", oleh="y")
    for oleh, second, code in (
        ("x", first, "penilai-sama"),
        ("y", {"a": 1, "b": 2}, "hasil-undian-berbeda"),
    ):
        with pytest.raises(Refusal) as refusal:
            wajib_sama(first, second, oleh_pertama="x", oleh=oleh)
        assert refusal.value.code == code


@pytest.mark.parametrize(
    ("sk_nomor", "asal"),
    [("SIMULASI/SK/1", Asal.GENERATED), ("49 Tahun 2024", Asal.OFFICIAL)],
)
def test_a_simulated_decree_makes_generated_pairs(sk_nomor, asal):
    assert asal_keputusan(sk_nomor) is asal
