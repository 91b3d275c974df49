"""A person is registered once (UU 7/2017 Pasal 198(2)), whoever was struck before."""

import asyncio

import pytest

HERE, THERE = "1906012002001", "1906012001001"
NIK = "1906011505900006"
ONCE = "pemilih-sudah-terdaftar"


@pytest.fixture
async def struck(office_in_coklit):
    """A voter of one village who was struck as dead; returns a function that finds him again."""
    rows = await office_in_coklit.worksheet(HERE)
    (row,) = [r for r in rows if r["nama"] == "ORANG 6"]

    async def find(hasil, **more):
        seen = {r["id"]: r["versi"] for r in await office_in_coklit.worksheet(HERE)}
        butir = {"hasil": hasil, "pemilih": row["id"], "versi": seen[row["id"]], **more}
        return (await office_in_coklit.findings(HERE[:10], [butir], role="pps"))[0]["code"]

    assert await find("tms", kode="1") is None
    return find


@pytest.fixture
def register(office_in_coklit, found_at_the_door):
    """Find a person with his NIK at a door of another village."""

    async def run():
        new = {"hasil": "baru", "baru": found_at_the_door | {"nik": NIK, "tps": THERE}}
        return (await office_in_coklit.findings(THERE, [new]))[0]["code"]

    return run


RETURNS = [
    ("sesuai", {}, ONCE),
    ("ubah", {"perubahan": {"alamat": "Jl. Lama"}}, ONCE),
    ("pindah_tps", {"kode": "8", "tps_benar": HERE}, ONCE),
    ("tms", {"kode": "2"}, None),
]


@pytest.mark.parametrize(("hasil", "more", "expected"), RETURNS)
async def test_who_was_struck_returns_unless_he_is_registered_elsewhere(
    struck, register, hasil, more, expected
):
    assert await register() is None
    assert await struck(hasil, **more) == expected


@pytest.mark.parametrize(("hasil", "more", "_"), RETURNS)
async def test_who_is_registered_nowhere_else_returns(struck, register, hasil, more, _):
    assert await struck(hasil, **more) is None
    assert await register() == (None if hasil == "tms" else ONCE)


async def test_of_two_records_of_one_nik_that_were_struck_one_returns(office_in_coklit):
    """The DP4 has two lines of person 1; a case and a slip may have struck both."""
    found = await office_in_coklit.worksheet(THERE)
    rows = [r for r in found if r["nama"] in {"ORANG 1", "ORANG SATU"}]
    gone = [{"hasil": "tms", "pemilih": r["id"], "versi": r["versi"], "kode": "1"} for r in rows]
    assert [b["code"] for b in await office_in_coklit.findings(THERE, gone)] == [None, None]
    back = [{"hasil": "sesuai", "pemilih": r["id"], "versi": r["versi"] + 1} for r in rows]
    assert [b["code"] for b in await office_in_coklit.findings(THERE, back)] == [None, ONCE]


async def test_one_who_returns_races_one_who_is_new(struck, register):
    told = await asyncio.gather(struck("sesuai"), register())
    assert sorted(map(str, told)) == ["None", ONCE]
