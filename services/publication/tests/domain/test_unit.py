"""What is official, what is passed on, and the machine of a result."""

from datetime import UTC, date, datetime
from itertools import product

import pytest

from election_common.errors import Refusal
from election_common.provenance import Asal
from publication.domain.dpt import DptDinyatakan, RekapDpt, UnitDpt
from publication.domain.status import REKAPITULASI, Aksi, Status
from publication.domain.tahapan import Keadaan, keadaan
from publication.domain.tindakan import PLENO, SEMUA
from publication.domain.unit import Pengesahan, Unit, gabung

COMPUTED = {"suara.1": 10, "suara_sah": 10, "pengguna.jumlah.l": 4, "jumlah_tps": 1}


def declared(angka, *, asal=Asal.OFFICIAL, status=Status.DIUMUMKAN):
    return Pengesahan(status, angka, asal, "BA", date(2024, 12, 1), (), (), None, 1)


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


def test_where_a_stage_stands():
    start, end = datetime(2024, 11, 27, tzinfo=UTC), datetime(2024, 11, 30, tzinfo=UTC)
    at = datetime(2024, 11, 28, tzinfo=UTC)
    assert keadaan(start, end, at) is Keadaan.BERLANGSUNG
    assert keadaan(end, end, at) is Keadaan.AKAN_DATANG
    assert keadaan(start, start, at) is Keadaan.SELESAI
    assert keadaan(None, None, at) is Keadaan.MENUNGGU


def rekap(l=5, asal=Asal.OFFICIAL, asal_lp=Asal.GENERATED):
    return RekapDpt(l, 5, 1, asal, asal_lp)


@pytest.mark.parametrize(
    ("dinyatakan", "resmi"),
    [
        (None, []),
        (rekap(), ["jumlah", "tps"]),
        (rekap(asal_lp=Asal.OFFICIAL), ["jumlah", "tps", "l", "p"]),
        (rekap(asal=Asal.PRESS), []),
        (rekap(l=6), []),
    ],
)
def test_resmi_of_a_dpt(dinyatakan, resmi):
    paper = DptDinyatakan(dinyatakan, "BA", None) if dinyatakan else None
    assert UnitDpt("1903", "x", "kabupaten", rekap(), paper).angka_resmi == resmi
