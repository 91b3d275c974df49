"""Deferred work goes on in the trace of the act that asked for it."""

from datetime import UTC, datetime
from typing import ClassVar

import pytest
from sqlalchemy import text

from election_common import trace
from election_common.database import transaction
from election_common.events import Event, record_event
from election_common.jobs import create_jobs_app, defer

AT = datetime(2024, 6, 1, tzinfo=UTC)
ASKED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


class Counted(Event):
    subject: ClassVar = "voter-registry.uji.dihitung.v1"
    agregat: ClassVar = "uji"

    n: int


@pytest.fixture
def run(sessions, database):
    """Defers the job `hitung` in a trace, and runs what was deferred."""

    async def count(*, n):
        async with transaction(sessions, scope=None) as tx:
            await record_event(tx, Counted(n=n), "a", at=AT)

    async def defer_and_run(asked):
        trace.start(asked)
        async with transaction(sessions, scope=None) as tx:
            await defer(tx, "hitung", n=1)
        trace.start(None)
        app = create_jobs_app(database.worker, {"hitung": count})
        async with app.open_async():
            await app.run_worker_async(wait=False, listen_notify=False)
        async with sessions() as session:
            return (await session.execute(text("select traceparent from outbox"))).scalar_one()

    return defer_and_run


async def test_what_a_job_records_is_in_the_trace_of_who_asked(run):
    assert (await run(ASKED)).split("-")[1] == ASKED.split("-")[1]
