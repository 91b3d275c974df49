"""Composing a list: one job at a time, and at its stage when the job runs."""

import psycopg
import pytest


@pytest.fixture
async def recapped(office_in_coklit):
    """An office whose PPS and PPK have all recapitulated the DPHP."""
    await office_in_coklit.recap(office_in_coklit.daftar, "DPHP")
    return office_in_coklit


async def ask(office, status):
    path = f"/daftar-pemilih/{office.daftar}/penyusunan"
    return await office.ok("POST", path, "operator", status=status, json={"tahap": "DPS"})


async def test_a_twin_is_refused_until_the_first_has_ended(recapped):
    first = await ask(recapped, 202)
    twin = (await ask(recapped, 409)).json()
    assert (twin["code"], first.json()["id"] in twin["detail"]) == (
        "penyusunan-sedang-berjalan", True,
    )  # fmt: skip
    assert (await recapped.operation(first))["status"] == "selesai"
    await recapped.operation(await ask(recapped, 202))


async def test_a_list_that_moved_before_its_job_ran_gets_no_draft(office_with_draft, database):
    office = office_with_draft
    asked = await ask(office, 202)
    await office.establish(office.daftar, "DPS")
    ended = await office.operation(asked)
    assert (ended["status"], ended["masalah"]["code"]) == ("gagal", "tahap-tidak-mengizinkan")
    with psycopg.connect(database.owner) as owner:
        drafts = owner.execute("select status from cuplikan").fetchall()
    assert drafts == [("ditetapkan",)]


LEFT = """
    select c.status, (select count(*) from cuplikan_pemilih r where r.cuplikan = c.id),
           (select count(*) from rekap_tps r where r.cuplikan = c.id)
    from cuplikan c order by c.disusun_pada
"""


async def test_a_draft_that_is_replaced_leaves_no_voter(office_with_draft, database):
    office = office_with_draft
    made = (await office.compose(office.daftar, "DPS"))["hasil"]
    with psycopg.connect(database.owner) as owner:
        left = owner.execute(LEFT).fetchall()
    assert left == [("gugur", 0, 0), ("draf", made["l"] + made["p"], made["tps"])]


async def test_an_established_list_is_no_draft_to_drop(office_with_dps, database):
    with psycopg.connect(database.owner) as owner, psycopg.connect(database.worker) as worker:
        before = owner.execute(LEFT).fetchall()
        worker.execute("select gugurkan_draf(daftar, tahap) from cuplikan")
        worker.commit()
        assert owner.execute(LEFT).fetchall() == before != []
