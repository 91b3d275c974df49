"""The machines: every step that the table holds, and no other."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candidacy.domain import tindakan
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


#: The act that takes each step of a nomination.
ACTS = {
    Aksi.PENGAJUAN: tindakan.PENGAJUAN,
    Aksi.PENERIMAAN: tindakan.PENERIMAAN,
    Aksi.PENGEMBALIAN: tindakan.PENERIMAAN,
    Aksi.HASIL_MS: tindakan.HASIL_PENELITIAN,
    Aksi.HASIL_BMS: tindakan.HASIL_PENELITIAN,
    Aksi.HASIL_TMS: tindakan.HASIL_PENELITIAN,
    Aksi.PENGAJUAN_PERBAIKAN: tindakan.PERBAIKAN,
    Aksi.TANGGAPAN_TERBUKTI: tindakan.JAWABAN_TANGGAPAN,
    Aksi.PENETAPAN: tindakan.PENETAPAN,
    Aksi.PENGUNDIAN: tindakan.PENGUNDIAN,
    Aksi.PENARIKAN: tindakan.PENARIKAN,
    Aksi.PEMBATALAN: tindakan.PEMBATALAN,
}


@pytest.mark.parametrize("aksi", Aksi)
def test_who_may_act_is_who_the_machine_names(aksi):
    named = {role for t in NOMINASI if t.tindakan is aksi for role in t.pelaku.split(", ")}
    assert named == ACTS[aksi].peran


def walk(data, machine, state):
    """Take lawful steps at random; gives every step taken."""
    for _ in range(data.draw(st.integers(0, 25))):
        lawful = [t for t in machine if t.dari is state]
        if not lawful:
            return
        step = data.draw(st.sampled_from(lawful))
        state = machine.step(state, step.tindakan)
        yield step


@given(st.data())
@settings(max_examples=300)
def test_a_nomination_is_repaired_once_and_a_withdrawal_changes_nothing(data):
    steps = list(walk(data, NOMINASI, Status.DRAF))
    attempts = [t for t in steps if t.tindakan is Aksi.PENARIKAN]
    assert all(t.dari is t.ke and t.dari in MENGIKAT for t in attempts)
    path = [t.ke for t in steps if t.tindakan is not Aksi.PENARIKAN]
    assert path.count(Status.PERLU_PERBAIKAN) <= 1
    if path and path[-1] in {Status.DITETAPKAN, Status.BERNOMOR}:
        assert {Status.DITERIMA, Status.MS_SEMENTARA} <= set(path)


@given(st.data())
@settings(max_examples=300)
def test_a_document_is_bms_at_most_once_and_judged_only_when_proposed(data):
    steps = list(walk(data, DOKUMEN_SYARAT, StatusDokumen.BELUM_ADA))
    path = [t.ke for t in steps]
    assert path.count(StatusDokumen.BMS) <= 1
    proposed = {StatusDokumen.DIUSULKAN, StatusDokumen.DIUSULKAN_ULANG}
    judged = {StatusDokumen.MS, StatusDokumen.BMS}
    assert all(t.dari in proposed for t in steps if t.ke in judged)


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
