"""What every act asks: a role of its own, a window that names it, a region that is the actor's."""

from datetime import UTC, datetime, timedelta

import pytest

from election_common.actor import Actor
from election_common.errors import Refusal
from election_common.tindakan import (
    Jendela,
    Tindakan,
    require_house,
    require_open,
    require_region,
    require_role,
)

AT = datetime(2024, 6, 1, tzinfo=UTC)
COKLIT = Tindakan("coklit", frozenset({"pps", "pantarlih"}), "coklit", "UU 7/2017 Pasal 204")
ALWAYS = Tindakan("buka-nik", frozenset({"admin"}), None, "UU 27/2022", tanpa_jendela="at any time")


def window(tindakan="coklit", start=-1, end=1):
    return Jendela("U1", "Uji", tindakan, AT + timedelta(days=start), AT + timedelta(days=end))


def code_of(check, *args):
    """The code that a check refuses with; None when it passes."""
    try:
        check(*args)
    except Refusal as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    ("windows", "code"),
    [
        ([window()], None),
        ([window(start=0)], None),
        ([window(end=0)], None),
        ([window(start=-2, end=-1)], "di-luar-jadwal"),
        ([window(start=1, end=2)], "di-luar-jadwal"),
        ([window(start=-2, end=-1), window()], None),
        ([window("penetapan-dpt")], "di-luar-jadwal"),
        ([], "jadwal-belum-diterima"),
    ],
)
def test_an_act_is_open_in_its_own_windows_to_their_edges(windows, code):
    assert code_of(require_open, COKLIT, windows, AT) == code


@pytest.mark.parametrize("windows", [[], [window(start=1, end=2)]])
def test_an_act_without_a_window_is_open_at_any_time(windows):
    assert code_of(require_open, ALWAYS, windows, AT) is None


def test_who_is_too_late_reads_when_it_was():
    past = [window(start=-3, end=-2), window("penetapan-dpt")]
    with pytest.raises(Refusal) as refusal:
        require_open(COKLIT, past, AT)
    (shown,) = refusal.value.members["jendela"]
    assert shown == {
        "kode": "U1", "kegiatan": "Uji",
        "mulai": "2024-05-29T07:00:00+07:00", "selesai": "2024-05-30T07:00:00+07:00",
    }  # fmt: skip


@pytest.mark.parametrize(("window_", "why"), [(None, ""), ("coklit", "at any time")])
def test_an_act_names_a_window_or_why_it_has_none(window_, why):
    with pytest.raises(ValueError, match="name a window, or say why there is none"):
        Tindakan("uji", frozenset(), window_, "-", tanpa_jendela=why)


@pytest.mark.parametrize(
    ("roles", "code"),
    [
        ({"pps"}, None),
        ({"publik", "pantarlih"}, None),
        ({"publik"}, "peran-tidak-berwenang"),
        (set(), "peran-tidak-berwenang"),
    ],
)
def test_one_role_of_the_act_is_enough(roles, code):
    assert code_of(require_role, COKLIT, Actor("x", frozenset(roles), "19")) == code


@pytest.mark.parametrize(
    ("mine", "named", "allowed"),
    [
        ("19", "1906", True),
        ("1906", "1906", True),
        ("1906", "190601", True),
        ("190601", "1906", False),
        ("1906", "1901", False),
        ("0", "1906", True),
    ],
)
def test_an_actor_acts_on_his_region_and_what_is_in_it(mine, named, allowed):
    code = None if allowed else "wilayah-di-luar-kewenangan"
    assert code_of(require_region, named, Actor("x", frozenset(), mine)) == code


@pytest.mark.parametrize(
    ("role", "mine", "code"),
    [
        ("admin", "0", None),
        ("admin", "19", "wilayah-di-luar-kewenangan"),
        ("operator", "0", "peran-tidak-berwenang"),
    ],
)
def test_a_service_as_a_whole_is_for_the_nation(role, mine, code):
    assert code_of(require_house, ALWAYS, Actor("x", frozenset({role}), mine)) == code
