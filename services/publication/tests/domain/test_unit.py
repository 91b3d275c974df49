"""What is official, what is passed on, and the machine of a result."""

from datetime import date
from itertools import product

import pytest

from election_common.errors import Refusal
from election_common.provenance import Asal
from publication.domain.koreksi import Koreksi
from publication.domain.status import REKAPITULASI, Aksi, Status
from publication.domain.tindakan import PLENO, SEMUA
from publication.domain.unit import Pengesahan, Selisih, Unit, gabung, require_complete

COMPUTED = {"suara.1": 10, "suara_sah": 10, "pengguna.jumlah.l": 4, "jumlah_tps": 1}


def declared(angka, *, asal=Asal.OFFICIAL, status=Status.DIUMUMKAN, koreksi=()):
    return Pengesahan(status, angka, asal, "BA", date(2024, 12, 1), koreksi, (), None, 1)


def unit(pengesahan=None, asal=Asal.GENERATED):
    computed = dict.fromkeys(("suara", "suara_sah", "pengguna", "jumlah_tps"), asal)
    return Unit("1903", "x", "kabupaten", 1, COMPUTED, computed, pengesahan)


VOTES = {"suara.1": 10, "suara_sah": 10}


@pytest.mark.parametrize(
    ("pengesahan", "resmi"),
    [
        (None, []),
        (declared(VOTES), ["suara.1", "suara_sah"]),
        (declared(VOTES, status=Status.DISAHKAN), []),
        (declared(VOTES, asal=Asal.PRESS), []),
        (declared(VOTES, asal=Asal.GENERATED), []),
        (declared(VOTES | {"suara.1": 11}), []),
    ],
)
def test_resmi_is_computed(pengesahan, resmi):
    assert unit(pengesahan).angka_resmi == resmi


def test_a_unit_passes_on_what_was_declared_and_else_what_was_computed():
    u = unit(declared({"suara.1": 12}))
    assert u.angka == COMPUTED | {"suara.1": 12}
    assert [(s.kolom, s.dinyatakan, s.dihitung) for s in u.selisih] == [("suara.1", 12, 10)]


def test_provenance_is_passed_on_by_section_and_weakens_upwards():
    child = unit(declared(VOTES, asal=Asal.PRESS))
    assert child.asal["suara"] is Asal.PRESS
    assert child.asal["pengguna"] is Asal.GENERATED
    other = unit(declared(VOTES, asal=Asal.INFERRED), asal=Asal.OFFICIAL)
    whole = gabung("19", "y", "provinsi", [child, other], None)
    assert whole.asal_dihitung["suara"] is Asal.INFERRED
    assert whole.asal_dihitung["pengguna"] is Asal.GENERATED


@pytest.mark.parametrize(("status", "aksi"), list(product(Status, Aksi)))
def test_every_step_outside_the_table_is_refused(status, aksi):
    lawful = {(t.dari, t.tindakan): t.ke for t in REKAPITULASI}
    if (status, aksi) in lawful:
        assert REKAPITULASI.step(status, aksi) is lawful[status, aksi]
        return
    with pytest.raises(Refusal, match="tahap-tidak-mengizinkan"):
        REKAPITULASI.step(status, aksi)


def test_every_act_names_window_or_reason_and_basis():
    assert len(SEMUA) == 8
    assert all(t.dasar and t.peran for t in SEMUA)
    assert set(PLENO.values()) < set(SEMUA)


@pytest.mark.parametrize(
    ("pengesahan", "status"),
    [(None, Status.SEMENTARA), *((declared(VOTES, status=s), s) for s in Status)],
)
def test_a_result_is_provisional_before_its_plenary(pengesahan, status):
    assert unit(pengesahan).status is status


def fix(dari, ke):
    return Koreksi("suara.1", dari, ke, "salah salin", "saksi 1", Asal.INFERRED)


@pytest.mark.parametrize(
    ("pengesahan", "selisih"),
    [
        (None, []),
        (declared(VOTES), []),
        (declared(VOTES | {"suara.1": 12}), [Selisih("suara.1", 12, 10)]),
        (declared(VOTES | {"suara.1": 12}, koreksi=(fix(10, 12),)), []),
        (declared(VOTES | {"suara.1": 12}, koreksi=(fix(10, 11),)), [Selisih("suara.1", 12, 11)]),
        (declared({"suara_tidak_sah": 2}), [Selisih("suara_tidak_sah", 2, 0)]),
    ],
)
def test_a_declared_figure_that_nothing_explains_is_an_open_difference(pengesahan, selisih):
    assert unit(pengesahan).selisih == selisih


def test_a_unit_counts_the_tps_of_its_children_unless_it_knows_them_itself():
    children = [unit(), unit()]
    assert gabung("19", "y", "provinsi", children, None).tps_total == 2
    assert gabung("190301", "z", "kecamatan", children, None, 5).tps_total == 5


@pytest.mark.parametrize(
    ("ada", "belum", "contoh"),
    [
        ([], ["190301", "190302", "190303", "190304"], "190301, 190302, 190303"),
        (["190301", "190303"], ["190302", "190304"], "190302, 190304"),
        (["190304", "190303", "190302", "190301"], [], ""),
        (["190301", "190302", "190303", "190304", "197101"], [], ""),
    ],
)
def test_a_plenary_waits_for_every_part_below(ada, belum, contoh):
    wajib = ["190304", "190301", "190302", "190303"]
    if not belum:
        require_complete(ada, wajib)
        return
    with pytest.raises(Refusal, match="rekap-belum-lengkap") as refusal:
        require_complete(ada, wajib)
    assert refusal.value.members == {"belum": belum}
    assert refusal.value.params == {"jumlah": len(belum), "contoh": contoh}
