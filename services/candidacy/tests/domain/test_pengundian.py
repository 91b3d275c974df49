"""The draw: two persons, and numbers that nobody could choose."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidacy.domain.benih_undian import undi, wajib_belum_diketahui, wajib_terbuka
from candidacy.domain.pengundian import wajib_beralasan, wajib_lengkap, wajib_sama
from election_common.errors import Refusal

AT = datetime(2024, 9, 23, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@given(st.text(), st.text(), st.sets(st.uuids().map(str), min_size=1, max_size=9))
def test_seed_and_value_give_every_pair_its_number_again_and_again(benih, nilai, pairs):
    found = undi(benih, nilai, pairs)
    wajib_lengkap(found, pairs)
    assert undi(benih, nilai, sorted(pairs, reverse=True)) == found


def test_the_algorithm_is_what_is_published():
    # printf 'benih|99|a' | sha256sum begins with 34d6ef0d, that of b with 915b51a6, of c 6acbd813
    assert undi("benih", "99", ["a", "b", "c"]) == {"a": 1, "c": 2, "b": 3}


@pytest.mark.parametrize(
    ("after", "known"), [(-SECOND, True), (timedelta(0), True), (SECOND, False)]
)
def test_the_outside_value_is_not_known_when_a_seed_is_announced(after, known):
    if not known:
        assert wajib_belum_diketahui(AT + after, kini=AT) is None
        return
    with pytest.raises(Refusal, match="nilai-luar-sudah-diketahui"):
        wajib_belum_diketahui(AT + after, kini=AT)


@pytest.mark.parametrize(
    ("benih", "kini", "oleh", "code"),
    [
        ("benih", AT, "b", None),
        ("benih", AT, "a", "penilai-sama"),
        ("benih", AT - SECOND, "b", "nilai-luar-ditunggu"),
        ("lain", AT, "b", "benih-tidak-sesuai"),
    ],
)
def test_another_person_reveals_what_was_announced(benih, kini, oleh, code):
    komitmen = hashlib.sha256(b"benih").hexdigest()

    def reveal():
        wajib_terbuka(komitmen, benih, pada=AT, kini=kini, oleh_pertama="a", oleh=oleh)

    if code is None:
        assert reveal() is None
        return
    with pytest.raises(Refusal, match=code):
        reveal()


@pytest.mark.parametrize(
    ("alasan", "diumumkan", "refused"),
    [(None, False, False), (None, True, True), ("benih hilang", True, False)],
)
def test_balls_in_place_of_an_announced_seed_have_a_reason(alasan, diumumkan, refused):
    if not refused:
        assert wajib_beralasan(alasan, diumumkan=diumumkan) is None
        return
    with pytest.raises(Refusal, match="bola-tanpa-alasan"):
        wajib_beralasan(alasan, diumumkan=diumumkan)


@pytest.mark.parametrize(
    "numbers", [{"a": 1}, {"a": 1, "b": 1}, {"a": 1, "b": 3}, {"a": 1, "c": 2}, {"a": 0, "b": 1}]
)
def test_numbers_are_those_of_the_pairs(numbers):
    with pytest.raises(Refusal) as refusal:
        wajib_lengkap(numbers, ["a", "b"])
    assert refusal.value.code == "nomor-urut-tidak-sesuai"


@pytest.mark.parametrize(
    ("oleh", "first", "second", "code"),
    [
        ("y", {"a": 2, "b": 1}, {"b": 1, "a": 2}, None),
        ("x", {"a": 2, "b": 1}, {"a": 2, "b": 1}, "penilai-sama"),
        ("y", {"a": 2, "b": 1}, {"a": 1, "b": 2}, "hasil-undian-berbeda"),
        ("y", "781245", "781245", None),
        ("x", "781245", "781245", "penilai-sama"),
        ("y", "781245", "781254", "hasil-undian-berbeda"),
        ("y", "781245", {"a": 2, "b": 1}, "hasil-undian-berbeda"),
    ],
)
def test_two_persons_enter_the_same_balls_or_outside_value(oleh, first, second, code):
    if code is None:
        assert wajib_sama(first, second, oleh_pertama="x", oleh=oleh) is None
        return
    with pytest.raises(Refusal, match=code):
        wajib_sama(first, second, oleh_pertama="x", oleh=oleh)
