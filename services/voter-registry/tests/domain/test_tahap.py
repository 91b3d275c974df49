"""The list machine, every pair of stage and act: what the table does not hold is refused."""

import itertools

import pytest

from election_common.errors import Refusal
from voter_registry.domain.kegandaan import KASUS, Putusan, Status
from voter_registry.domain.tahap import DAFTAR_PEMILIH, Aksi, Tahap

ROWS = {(row.dari, row.tindakan): row for row in DAFTAR_PEMILIH}


@pytest.mark.parametrize(("tahap", "aksi"), list(itertools.product(Tahap, Aksi)))
def test_every_pair(tahap, aksi):
    if (tahap, aksi) in ROWS:
        assert DAFTAR_PEMILIH.step(tahap, aksi) is ROWS[tahap, aksi].ke
    else:
        with pytest.raises(Refusal) as refusal:
            DAFTAR_PEMILIH.step(tahap, aksi)
        assert refusal.value.code == "tahap-tidak-mengizinkan"


def test_every_row_names_actor_and_basis():
    for machine in (DAFTAR_PEMILIH, KASUS):
        for row in machine:
            assert row.pelaku
            assert row.dasar


def test_a_dpt_is_the_end():
    assert not [row for row in DAFTAR_PEMILIH if row.dari is Tahap.DPT]


def test_every_stage_can_be_reached():
    reached = {Tahap.DIBUKA}
    for _ in Tahap:
        reached |= {row.ke for row in DAFTAR_PEMILIH if row.dari in reached}
    assert reached == set(Tahap)


@pytest.mark.parametrize(("status", "putusan"), list(itertools.product(Status, Putusan)))
def test_a_case_is_decided_once(status, putusan):
    if status is Status.TERBUKA:
        assert KASUS.step(status, putusan).value == putusan.value
    else:
        with pytest.raises(Refusal):
            KASUS.step(status, putusan)
