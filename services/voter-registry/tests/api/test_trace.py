"""The trace of a request reaches what its job does in a process of its own."""

import psycopg

from election_common.jobs import traced
from voter_registry.events.published import Dp4Diimpor
from voter_registry.jobs import run_in_child

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


async def test_the_fact_of_an_import_is_in_the_trace_of_who_asked(
    office, dp4, database, monkeypatch
):
    params = {"pemilihan": office.pemilihan, "wilayah": "1906", "jenis": "dp4"}
    await office.ok(
        "POST", "/impor", "operator", status=202,
        params=params | {"asal": "generated"}, content="\n".join(dp4).encode(),
        headers={"content-type": "text/csv", "traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"},
    )  # fmt: skip
    monkeypatch.setenv("DATABASE_URL", database.worker)
    with psycopg.connect(database.owner, options="-c search_path=public,jobs") as owner:
        query = "select args from procrastinate_jobs where task_name = 'impor-dp4'"
        ((args,),) = owner.execute(query).fetchall()
        await traced(run_in_child)(**args)
        query = "select split_part(traceparent, '-', 2) from outbox where subject = %s"
        assert owner.execute(query, (Dp4Diimpor.subject,)).fetchall() == [(TRACE,)]
