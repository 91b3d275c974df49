"""Row-level security: results are open, writing them is for the region they are of."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from election_common.database import create_engine, create_sessions, transaction
from election_common.scope import Scope

A, D = "1903012001001", "1971011001001"

COPY = text("""
    insert into hasil_tps
    select (jsonb_populate_record(h, jsonb_build_object('tps', cast(:tps as text)))).*
    from hasil_tps h
""")


@pytest.fixture
async def app(database):
    engine = create_engine(database.app, pool_size=2)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.mark.parametrize("scope", [None, Scope.wilayah("1903"), Scope.wilayah("18")])
async def test_foreign_rows_cannot_be_written(app, send_forms, make_form, scope):
    await send_forms(make_form(A))
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with transaction(app, scope) as tx:
            await tx.execute(COPY, {"tps": D})


async def test_own_rows_can(app, send_forms, make_form):
    await send_forms(make_form(A))
    async with transaction(app, Scope.wilayah(D)) as tx:
        await tx.execute(COPY, {"tps": D})


async def test_everybody_reads(app, send_forms, make_form):
    await send_forms(make_form(A))
    async with transaction(app, scope=None) as tx:
        assert await tx.scalar(text("select tps from hasil_tps")) == A


async def test_forms_and_declarations_are_never_rewritten(app, send_forms, make_form, plenary):
    await send_forms(make_form(D))
    await plenary("197101")
    for statement in (
        "update hasil_tps set suara_sah = 0",
        "delete from hasil_tps",
        "update rekapitulasi set angka = '{}'",
        "delete from rekapitulasi",
        "delete from koreksi",
        "delete from perlu_terbit",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"):
            async with transaction(app, Scope.nasional()) as tx:
                await tx.execute(text(statement))


async def test_a_decree_changes_only_its_own_region(app, send_forms, make_form, plenary):
    await send_forms(make_form(D))
    await plenary("197101")
    async with transaction(app, Scope.wilayah("1903")) as tx:
        changed = await tx.execute(text("update rekapitulasi set versi = 9"))
    assert changed.rowcount == 0


async def test_the_same_forms_at_once_are_stored_once(send_forms, make_form, worker):
    forms = [make_form(t) for t in (A, D)]
    answers = await asyncio.gather(
        *(send_forms(*(forms if n % 2 else reversed(forms))) for n in range(8))
    )
    assert [a.json()["diterima"] for a in answers] == [2] * 8
    async with transaction(worker, scope=None) as tx:
        assert await tx.scalar(text("select count(*) from hasil_tps")) == 2


async def test_one_of_two_plenaries_at_once_stands(send_forms, make_form, plenary, worker):
    await send_forms(make_form(D))
    answers = await asyncio.gather(*(plenary("197101") for _ in range(4)))
    assert sorted(a.status_code for a in answers) == [201, 409, 409, 409]
    async with transaction(worker, scope=None) as tx:
        assert (
            await tx.scalar(
                text("select count(*) from outbox where jenis_agregat = 'rekapitulasi'")
            )
            == 1
        )
