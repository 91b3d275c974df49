"""Operations: who may watch one, with which ticket, and what the stream tells."""

import asyncio
import hashlib
import uuid
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import select, update

from devstack.fuzz import serving
from election_common.actor import Actor, Mandat
from election_common.akses import Sifat
from election_common.audit import record_act
from election_common.database import transaction
from election_common.errors import Refusal
from election_common.operasi import life, row, stream
from election_common.operasi.row import Operasi
from election_common.operasi.ticket import LIFE, issue_ticket, redeem_ticket
from election_common.scope import Scope
from election_common.tables import audit, tiket_aliran
from voter_registry.main import create_app

AT = datetime(2024, 6, 1, tzinfo=UTC)
BY = Actor("uji", frozenset({"kpu_kabko"}), "1906")


@pytest.fixture
async def api(database, service_env, serve):
    service_env(database, "app")
    return await serve(create_app())


@pytest.fixture
async def operasi(api):
    """An operation of Belitung Timur that counts to ten."""
    made = Operasi(
        id=uuid.uuid4(), jenis="uji", pemilihan="", wilayah="1906", status="berjalan",
        langkah="menghitung", selesai=3, total=10, argumen={}, dibuat_oleh="uji", dibuat_pada=AT,
        mulai_pada=AT,
    )  # fmt: skip
    async with transaction(api.app.state.sessions, BY.scope) as tx:
        tx.add(made)
    return made


async def issue(api, operasi, at=AT):
    async with transaction(api.app.state.sessions, BY.scope) as tx:
        found = await row.get(tx, BY.scope, operasi.id)
        return await issue_ticket(tx, found, by=BY, at=at)


async def redeem(api, ticket, id_, at=AT):
    async with transaction(api.app.state.sessions, scope=None) as tx:
        return await redeem_ticket(tx, ticket, id_, at=at)


async def test_a_ticket_is_good_once_whoever_is_first(api, operasi):
    ticket = await issue(api, operasi)
    answers = await asyncio.gather(
        *(redeem(api, ticket, operasi.id) for _ in range(12)), return_exceptions=True
    )
    good = [a for a in answers if isinstance(a, Scope)]
    assert good == [Scope.wilayah("1906")]
    assert {a.code for a in answers if isinstance(a, Refusal)} == {"tiket-tidak-sah"}


@pytest.mark.parametrize(
    ("wrong", "late"),
    [("ticket", 0), ("operation", 0), ("nothing", 31)],
)
async def test_another_ticket_opens_nothing(api, operasi, wrong, late):
    ticket = await issue(api, operasi)
    id_ = uuid.uuid4() if wrong == "operation" else operasi.id
    ticket = "tebakan" if wrong == "ticket" else ticket
    with pytest.raises(Refusal, match="tiket-tidak-sah"):
        await redeem(api, ticket, id_, at=AT + timedelta(seconds=late))


async def test_the_database_knows_only_the_digest_and_late_ones_go(api, operasi, sessions):
    await issue(api, operasi, at=AT - LIFE - timedelta(seconds=1))
    ticket = await issue(api, operasi)
    async with api.app.state.sessions() as tx:
        (kept,) = (await tx.execute(select(tiket_aliran))).all()
    assert kept.sidik == hashlib.sha256(ticket.encode()).digest()
    assert ticket not in repr(kept)


async def test_only_who_may_see_an_operation_gets_a_ticket(api, operasi):
    for wilayah, status in (("1906", 201), ("19", 201), ("1971", 404), ("190601", 404)):
        answer = await api("POST", f"/operasi/{operasi.id}/tiket", "kpu_kabko", wilayah=wilayah)
        assert answer.status_code == status, answer.text
        watched = await api("GET", f"/operasi/{operasi.id}", "kpu_kabko", wilayah=wilayah)
        assert watched.status_code == {201: 200}.get(status, status)


class Watcher:
    """Reads a stream in the background."""

    def __init__(self, url):
        self.url, self.lines = url, []

    async def read(self, last=""):
        async with (
            httpx.AsyncClient(timeout=10) as client,
            client.stream("GET", self.url, headers={"last-event-id": last}) as answer,
        ):
            assert answer.status_code == 200, await answer.aread()
            async for line in answer.aiter_lines():
                self.lines.append(line)

    async def until(self, beginning, count=1):
        for _ in range(200):
            if sum(line.startswith(beginning) for line in self.lines) >= count:
                return
            await asyncio.sleep(0.02)
        raise AssertionError((beginning, self.lines))


async def change(sessions, operasi, **values):
    async with sessions.begin() as tx:
        await tx.execute(update(Operasi).where(Operasi.id == operasi.id).values(**values))


@pytest.fixture
async def watch(api, operasi, monkeypatch):
    """Open the stream of the operation, with a heart that beats fast."""
    monkeypatch.setattr(stream, "POLL_SECONDS", 0.05)
    monkeypatch.setattr(stream, "HEARTBEAT_SECONDS", 0.2)
    with serving(create_app()) as url:

        async def opened():
            ticket = await issue(api, operasi, at=datetime.now(UTC))
            return Watcher(f"{url}/v1/operasi/{operasi.id}/aliran?tiket={ticket}")

        yield opened


async def test_a_stream_tells_each_state_once_and_ends_with_the_operation(watch, operasi, sessions):
    watcher = await watch()
    reading = asyncio.create_task(watcher.read())
    await watcher.until("id: berjalan/menghitung/3/10")
    await watcher.until(": detak", 2)
    assert sum(line.startswith("data") for line in watcher.lines) == 1
    await change(sessions, operasi, selesai=7)
    await watcher.until("id: berjalan/menghitung/7/10")
    await change(sessions, operasi, selesai=10, status="selesai", langkah="selesai", hasil={})
    await asyncio.wait_for(reading, 5)
    assert [x for x in watcher.lines if x.startswith("event")][-1] == "event: akhir"
    assert watcher.lines[-3].startswith("id: selesai/")


async def test_who_comes_back_is_told_only_what_is_new(watch, operasi, sessions):
    watcher = await watch()
    reading = asyncio.create_task(watcher.read(last="berjalan/menghitung/3/10"))
    await watcher.until(": detak")
    assert not any(line.startswith("data") for line in watcher.lines)
    await change(sessions, operasi, selesai=8)
    await watcher.until("id: berjalan/menghitung/8/10")
    reading.cancel()
    await asyncio.wait([reading])


async def test_a_failure_is_told_in_the_callers_words(watch, operasi, sessions):
    hasil = {"params": {"baris": "3"}}
    await change(
        sessions, operasi, status="gagal", langkah="gagal", masalah="berkas-bergalat", hasil=hasil
    )
    watcher = await watch()
    await asyncio.wait_for(watcher.read(), 5)
    (data,) = [line for line in watcher.lines if line.startswith("data")]
    assert "3 baris bergalat" in data


@pytest.mark.parametrize(
    ("mandat", "said"),
    [((), {}), ((Mandat(Sifat.PLH, "ketua", "SK/1"),), {"mandat": ["plh ketua, SK/1"]})],
)
async def test_a_job_acts_as_whoever_asked_and_by_the_same_letters(api, sessions, mandat, said):
    by = Actor("uji", frozenset({"ketua", "operator"}), "1906", mandat=mandat)
    async with transaction(api.app.state.sessions, by.scope) as tx:
        made = await life.start(tx, "uji", "", "1906", by=by, at=AT)
    async with transaction(sessions, scope=None) as tx:
        found = await row.get(tx, by.scope, made.id)
        assert life.asker(found) == by
        await record_act(tx, "uji", "uji/1", by=life.asker(found), at=AT)
        assert (await tx.scalars(select(audit.c.rincian))).all() == [said]
