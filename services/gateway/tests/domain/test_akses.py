"""Grants: to another, of what he belongs to, within the letter; mandates of an office as held."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from election_common.actor import PESERTA, Actor
from election_common.akses import Sifat
from election_common.errors import Refusal
from election_common.peran import Peran
from gateway.domain.akses import (
    Butir,
    Status,
    Surat,
    require_another,
    require_belonging,
    require_mandate,
    require_time,
    require_vacant,
)

FROM = datetime(2024, 6, 1, tzinfo=UTC)
END = FROM + timedelta(days=30)
SOON = timedelta(seconds=1)
KETUA = Butir("pemegang", Peran.KETUA, "1906", FROM, END)
PLH = replace(KETUA, subjek="pengganti", sifat=Sifat.PLH, untuk=UUID(int=1))
PLT = replace(PLH, sifat=Sifat.PLT)


def refused(rule, *arguments):
    """The code of a refusal and the fault that it names; None when the rule has nothing against."""
    try:
        rule(*arguments)
    except Refusal as refusal:
        return refusal.code, refusal.params.get("sebab")
    return None


@pytest.mark.parametrize(
    ("subjek", "lain", "lawful"),
    [
        ("orang-lain", (), True),
        ("klien", ("orang-lain",), True),
        ("pemberi", (), False),
        ("klien", ("pemberi",), False),
        ("klien", ("orang-lain", "pemberi"), False),
    ],
)
def test_nobody_gives_to_himself(subjek, lain, lawful):
    by = Actor("pemberi", frozenset({"admin"}), "19")
    found = refused(require_another, subjek, by, frozenset(lain))
    assert found == (None if lawful else ("pemberian-kepada-diri-sendiri", None))


@pytest.mark.parametrize("peran", Peran)
@pytest.mark.parametrize("peserta", ["", "partai-1"])
def test_a_party_goes_with_the_roles_of_parties_alone(peran, peserta):
    butir = Butir("x", peran, "19", FROM, peserta=peserta, unit="wbs")
    lawful = (peran in PESERTA) == (peserta != "")
    assert refused(require_belonging, butir) == (None if lawful else ("peserta-tidak-sesuai", None))


@pytest.mark.parametrize(
    ("peran", "unit", "lawful"),
    [
        (Peran.WBS_TIM, "wbs", True),
        (Peran.WBS_TIM, "", False),
        (Peran.PPID, "", True),
    ],
)
def test_whoever_opens_sealed_reports_has_a_unit(peran, unit, lawful):
    found = refused(require_belonging, Butir("x", peran, "19", FROM, unit=unit))
    assert found == (None if lawful else ("peserta-tidak-sesuai", None))


BACKWARDS, OUTLIVES = "sampai <= dari", "sampai > surat.berakhir"


@pytest.mark.parametrize(
    ("sampai", "berakhir", "wrong"),
    [
        (None, None, None),
        (FROM + SOON, None, None),
        (FROM, None, BACKWARDS),
        (FROM - SOON, None, BACKWARDS),
        (END, END, None),
        (END - SOON, END, None),
        (END + SOON, END, OUTLIVES),
        (None, END, OUTLIVES),
        (FROM, END, BACKWARDS),
    ],
)
def test_a_grant_ends_after_it_begins_and_not_after_its_letter(sampai, berakhir, wrong):
    surat = Surat("SK/1", date(2024, 5, 1), berakhir)
    found = refused(require_time, replace(KETUA, sampai=sampai), surat)
    assert found == (("waktu-akses-tidak-sah", wrong) if wrong else None)


ENDLESS = replace(KETUA, sampai=None)
AFTER = replace(PLT, dari=END, sampai=END + SOON)
STANDS, REVOKED = Status.AKTIF, Status.DICABUT
MANDATES = {
    "definitive": (KETUA, None, None, None),
    "definitive, for another's": (replace(KETUA, untuk=UUID(int=1)), KETUA, STANDS, "untuk"),
    "plh": (PLH, KETUA, STANDS, None),
    "plt beside its holder": (PLT, KETUA, STANDS, "pemegang"),
    "plt beside one without end": (PLT, ENDLESS, STANDS, "pemegang"),
    "plt from the end of its holder": (AFTER, KETUA, STANDS, None),
    "plt a moment too early": (replace(AFTER, dari=END - SOON), KETUA, STANDS, "pemegang"),
    "plh of nobody": (PLH, None, None, "untuk"),
    "plt of nobody": (PLT, None, None, "untuk"),
    "plh of a plh": (PLH, replace(KETUA, sifat=Sifat.PLH), STANDS, "jabatan"),
    "plt of a plt": (PLT, replace(KETUA, sifat=Sifat.PLT), STANDS, "jabatan"),
    "another role": (PLH, replace(KETUA, peran=Peran.ANGGOTA), STANDS, "jabatan"),
    "another region": (PLH, replace(KETUA, wilayah="1905"), STANDS, "jabatan"),
    "another party": (PLH, replace(KETUA, peserta="partai-1"), STANDS, "jabatan"),
    "another unit": (PLH, replace(KETUA, unit="wbs"), STANDS, "jabatan"),
    "plh for himself": (replace(PLH, subjek="pemegang"), KETUA, STANDS, "subjek"),
    "plt for himself": (replace(PLT, subjek="pemegang"), KETUA, REVOKED, "subjek"),
    "plh without end": (replace(PLH, sampai=None), KETUA, STANDS, "sampai"),
    "plh without end of one without": (replace(PLH, sampai=None), ENDLESS, STANDS, "sampai"),
    "plt without end": (replace(PLT, sampai=None), KETUA, REVOKED, "sampai"),
    "plh of a revoked holder": (PLH, KETUA, REVOKED, "status"),
    "plt of a revoked holder": (PLT, KETUA, REVOKED, None),
    "plh of one without end": (PLH, ENDLESS, STANDS, None),
    "plh before the holder": (replace(PLH, dari=FROM - SOON), KETUA, STANDS, "dari"),
    "plh as long as the holder": (replace(PLH, sampai=END), KETUA, STANDS, None),
    "plh outlasts the holder": (replace(PLH, sampai=END + SOON), KETUA, STANDS, "sampai"),
    "plt outlasts the holder": (replace(PLT, sampai=END + SOON), KETUA, REVOKED, None),
}


LATER = replace(KETUA, subjek="orang-ketiga", dari=END, sampai=None)
HOLDERS = {
    "nobody": ((), False),
    "somebody": ((replace(ENDLESS, subjek="orang-ketiga"),), True),
    "the same person again": ((ENDLESS,), True),
    "one whose time is over": ((replace(KETUA, dari=FROM - SOON, sampai=FROM),), False),
    "one until a moment later": ((replace(KETUA, dari=FROM - SOON, sampai=FROM + SOON),), True),
    "one from its end on": ((LATER,), False),
    "one from a moment before its end": ((replace(LATER, dari=END - SOON),), True),
    "one of another region": ((replace(ENDLESS, wilayah="1905"),), False),
    "one of another role": ((replace(ENDLESS, peran=Peran.ANGGOTA),), False),
    "the second of two": ((LATER, ENDLESS), True),
}


@pytest.mark.parametrize(("pemegang", "held"), HOLDERS.values(), ids=HOLDERS)
def test_a_plt_acts_where_nobody_else_holds_the_office_either(pemegang, held):
    found = refused(require_vacant, PLT, pemegang)
    assert found == (("jabatan-masih-dipegang", None) if held else None)
    assert refused(require_vacant, PLH, pemegang) is None


@pytest.mark.parametrize(("butir", "induk", "status", "wrong"), MANDATES.values(), ids=MANDATES)
def test_a_mandate_is_of_an_office_as_it_is_held(butir, induk, status, wrong):
    found = refused(require_mandate, butir, induk, status)
    assert found == (("mandat-tidak-sesuai", wrong) if wrong else None)
