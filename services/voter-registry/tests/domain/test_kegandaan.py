"""Verdicts on duplicates, one row per case."""

from uuid import uuid4

import pytest

from election_common.errors import Refusal
from voter_registry.domain.kegandaan import Status, putuskan

A, B, C = sorted(uuid4() for _ in range(3))


@pytest.mark.parametrize(
    ("anggota", "pertahankan", "status", "dicoret"),
    [
        ([A, B], A, Status.GANDA, {B}),
        ([A, B, C], B, Status.GANDA, {A, C}),
        ([A, B], None, Status.BUKAN_GANDA, set()),
    ],
)
def test_verdicts(anggota, pertahankan, status, dicoret):
    hasil = putuskan(Status.TERBUKA, anggota, pertahankan)
    assert (hasil.status, hasil.dicoret) == (status, dicoret)


def test_who_is_kept_must_be_a_member():
    with pytest.raises(Refusal) as refusal:
        putuskan(Status.TERBUKA, [A, B], C)
    assert refusal.value.code == "bukan-anggota-kasus"
