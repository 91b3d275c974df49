"""An operation that no job will end is ended, and whoever waits for it is told."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from election_common import jobs as module
from election_common.actor import Actor
from election_common.database import transaction
from election_common.jobs import create_jobs_app
from election_common.operasi import life
from election_common.operasi.abandoned import fail_abandoned
from voter_registry.main import create_app

AT = datetime(2024, 6, 1, tzinfo=UTC)
BY = Actor("uji", frozenset({"kpu_kabko"}), "1906")


@pytest.fixture
async def api(database, service_env, serve):
    service_env(database, "app")
    return await serve(create_app())


@pytest.fixture
async def operasi(api):
    """An operation of Belitung Timur and its job, just asked for."""
    async with transaction(api.app.state.sessions, BY.scope) as tx:
        return await life.start(tx, "gagal", "", "1906", by=BY, at=AT)


async def run(database, job):
    """Run what may be run now, as often as it is tried."""
    app = create_jobs_app(database.worker, {"gagal": job})
    async with app.open_async():
        await app.run_worker_async(wait=False, listen_notify=False)


async def test_a_job_that_fails_each_time_ends_its_operation(
    api, operasi, database, sessions, monkeypatch
):
    tries = []

    async def fail(*, operasi):
        tries.append(operasi)
        assert not await fail_abandoned(sessions)
        raise ZeroDivisionError

    monkeypatch.setattr(module, "LONGEST_WAIT_SECONDS", 0)
    await run(database, fail)
    assert tries == [str(operasi.id)] * module.MOST_TRIES
    assert await fail_abandoned(sessions)
    read = (await api("GET", f"/operasi/{operasi.id}", "kpu_kabko", wilayah="1906")).json()
    assert (read["status"], read["masalah"]["code"]) == ("gagal", "operasi-tidak-selesai")
    assert read["masalah"]["title"] == "Operasi tidak selesai"
    assert read["hasil"] == {"params": {}}


@pytest.mark.parametrize(
    ("job", "before", "after"),
    [
        ("todo", "menunggu", "menunggu"),
        ("doing", "berjalan", "berjalan"),
        ("failed", "menunggu", "gagal"),
        ("failed", "berjalan", "gagal"),
        ("aborted", "berjalan", "gagal"),
        ("cancelled", "menunggu", "gagal"),
        ("succeeded", "berjalan", "gagal"),
        ("succeeded", "selesai", "selesai"),
        ("failed", "gagal", "gagal"),
    ],
)
async def test_which_operations_nobody_will_end(operasi, sessions, job, before, after):
    async with transaction(sessions, scope=None) as tx:
        await tx.execute(text("update operasi set status = :s"), {"s": before})
        await tx.execute(text(f"update procrastinate_jobs set status = '{job}'"))
    assert await fail_abandoned(sessions) == (before != after)
    async with sessions() as session:
        assert (await session.execute(text("select status from operasi"))).scalar_one() == after


async def test_who_watches_its_stream_is_told(api, operasi, sessions):
    async with transaction(sessions, scope=None) as tx:
        await tx.execute(text("update procrastinate_jobs set status = 'failed'"))
    where = f"/operasi/{operasi.id}"
    ticket = (await api("POST", f"{where}/tiket", "kpu_kabko", wilayah="1906")).json()["aliran"]
    await fail_abandoned(sessions)
    said = await api.client.get(ticket)
    assert "event: akhir" in said.text
    assert "operasi-tidak-selesai" in said.text
