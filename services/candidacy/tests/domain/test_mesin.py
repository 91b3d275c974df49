"""The machines: every step that the table holds, and no other."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candidacy.domain.dokumen_syarat import (
    DOKUMEN_SYARAT,
    PERSETUJUAN,
    Alasan,
    Nilai,
    putuskan,
    usulkan,
)
from candidacy.domain.dokumen_syarat import Aksi as AksiDokumen
from candidacy.domain.dokumen_syarat import Status as StatusDokumen
from candidacy.domain.nominasi import MENGIKAT, NOMINASI, Aksi, Status
from candidacy.domain.tanggapan import TANGGAPAN
from candidacy.domain.tanggapan import Aksi as AksiTanggapan
from candidacy.domain.tanggapan import Status as StatusTanggapan
from election_common.errors import Refusal

MACHINES = [
    (NOMINASI, Status, Aksi),
    (DOKUMEN_SYARAT, StatusDokumen, AksiDokumen),
    (TANGGAPAN, StatusTanggapan, AksiTanggapan),
]
PAIRS = [
    (machine, state, act)
    for machine, states, acts in MACHINES
    for state, act in itertools.product(states, acts)
]


@pytest.mark.parametrize(
    ("machine", "state", "act"), PAIRS, ids=lambda v: getattr(v, "name", None) or str(v)
)
def test_what_is_not_in_the_table_is_refused(machine, state, act):
    lawful = {(t.dari, t.tindakan): t.ke for t in machine}
    if (state, act) in lawful:
        assert machine.step(state, act) is lawful[state, act]
        return
    with pytest.raises(Refusal) as refusal:
        machine.step(state, act)
    assert refusal.value.code == "tahap-tidak-mengizinkan"


def test_every_step_names_actor_and_basis():
    assert all(t.pelaku and t.dasar for machine, _, _ in MACHINES for t in machine)


@given(st.lists(st.sampled_from(Aksi), max_size=30))
@settings(max_examples=300)
def test_a_nomination_is_repaired_once_and_a_withdrawal_changes_nothing(acts):
    state, path = Status.DRAF, [Status.DRAF]
    for act in acts:
        try:
            after = NOMINASI.step(state, act)
        except Refusal:
            continue
        if act is Aksi.PENARIKAN:
            assert after is state
            assert state in MENGIKAT
        elif after is not state:
            path.append(after)
        state = after
    assert path.count(Status.PERLU_PERBAIKAN) <= 1
    if state in {Status.DITETAPKAN, Status.BERNOMOR}:
        assert Status.MS_SEMENTARA in path
        assert Status.DITERIMA in path


@given(st.lists(st.sampled_from(AksiDokumen), max_size=40))
@settings(max_examples=300)
def test_a_document_is_bms_at_most_once(acts):
    state, path = StatusDokumen.BELUM_ADA, []
    for act in acts:
        try:
            state = DOKUMEN_SYARAT.step(state, act)
        except Refusal:
            continue
        path.append(state)
    assert sum(s is StatusDokumen.BMS for s in path) <= 1
    if state in {StatusDokumen.MS, StatusDokumen.BMS}:
        assert path[-2] in {StatusDokumen.DIUSULKAN, StatusDokumen.DIUSULKAN_ULANG}


def test_bms_cannot_even_be_proposed_after_repair():
    with pytest.raises(Refusal) as refusal:
        usulkan(StatusDokumen.DISEGEL_ULANG, Nilai.BMS, Alasan.KEDALUWARSA)
    assert refusal.value.code == "tahap-tidak-mengizinkan"
    proposed = usulkan(StatusDokumen.DISEGEL, Nilai.BMS, Alasan.KEDALUWARSA)
    assert proposed is StatusDokumen.DIUSULKAN


@pytest.mark.parametrize(
    ("nilai", "alasan"),
    [(Nilai.MS, Alasan.KEDALUWARSA), (Nilai.BMS, None), (Nilai.TMS, None)],
)
def test_a_reason_is_given_for_what_is_not_ms(nilai, alasan):
    with pytest.raises(Refusal) as refusal:
        usulkan(StatusDokumen.DISEGEL, nilai, alasan)
    assert refusal.value.code == "alasan-wajib"


@pytest.mark.parametrize("nilai", Nilai)
def test_a_second_person_decides(nilai):
    state = StatusDokumen.DIUSULKAN
    after = putuskan(state, nilai, setuju=True, oleh="b", pengusul="a")
    assert after is DOKUMEN_SYARAT.step(state, PERSETUJUAN[nilai])
    again = putuskan(state, nilai, setuju=False, oleh="b", pengusul="a")
    assert again is StatusDokumen.DISEGEL
    with pytest.raises(Refusal) as refusal:
        putuskan(state, nilai, setuju=True, oleh="a", pengusul="a")
    assert refusal.value.code == "penilai-sama"
