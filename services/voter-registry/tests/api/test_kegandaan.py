"""Duplicate cases: whatever two of them find, one record of a person stays."""

import asyncio

import psycopg
import pytest


@pytest.fixture
async def members(office_in_coklit):
    """Two records that may be one person."""
    rows = await office_in_coklit.worksheet("1906012002001")
    return [row["id"] for row in rows[:2]]


@pytest.fixture
def file(office_in_coklit, members):
    """File a case over the two; returns a function that decides it."""
    office = office_in_coklit

    async def run():
        case = await office.ok(
            "POST", "/kegandaan", "operator", status=201,
            json={"pemilihan": office.pemilihan, "wilayah": "1906", "jenis": "identik",
                  "anggota": members},
        )  # fmt: skip

        async def decide(kept):
            answer = await office.api(
                "POST", f"/kegandaan/{case.json()['id']}/putusan", "operator", wilayah="1906",
                json={"pertahankan": kept, "alasan": "KTP-el"},
                headers={"if-match": case.headers["etag"]},
            )  # fmt: skip
            return answer.json().get("code", answer.status_code)

        return decide

    return run


@pytest.mark.parametrize("at_once", [False, True], ids=["one by one", "at once"])
async def test_two_cases_over_one_pair_do_not_strike_both(file, members, database, at_once):
    first, second = await file(), await file()
    kept, other = members
    if at_once:
        told = await asyncio.gather(first(kept), second(other))
    else:
        told = [await first(kept), await second(other)]
    assert sorted(map(str, told)) == ["200", "yang-dipertahankan-sudah-tms"]
    with psycopg.connect(database.owner) as owner:
        struck = owner.execute("select kode_tms from pemilih where status = 'tms'").fetchall()
    assert struck == [("2",)]


async def test_who_was_struck_before_keeps_his_reason_and_evidence(
    file, members, office_in_coklit, database
):
    kept, dead = members
    found = {"hasil": "tms", "pemilih": dead, "versi": 1, "kode": "1", "bukti": "Akta kematian 7"}
    await office_in_coklit.findings("1906012002001", [found])
    decide = await file()
    assert await decide(kept) == 200
    with psycopg.connect(database.owner) as owner:
        struck = owner.execute("select kode_tms, bukti, versi from pemilih where status = 'tms'")
        assert struck.fetchall() == [("1", "Akta kematian 7", 2)]
        act = "select rincian -> 'dicoret' from audit where rincian ->> 'putusan' = 'ganda'"
        assert owner.execute(act).fetchall() == [([],)]
