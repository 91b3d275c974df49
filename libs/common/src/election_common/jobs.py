"""Deferred work on procrastinate, deferred inside the transaction that asks for it.

A job whose worker died is begun again, and one that failed is tried again. The job of an operation
is given up in the end, since somebody waits who may ask anew (`operasi/abandoned.py` tells him);
for other work nobody would ask, so it is tried for ever.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

import structlog
from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job as Deferred
from procrastinate.jobs import Status
from sqlalchemy.ext.asyncio import AsyncSession

from election_common import failure, prepared, trace
from election_common.loop import backoff

log = structlog.get_logger()

Job = Callable[..., Awaitable[None]]

POLL_SECONDS = 0.2
CONCURRENCY = 2
HEARTBEAT_SECONDS = 2.0
STALLED_SECONDS = 10.0
GRACE_SECONDS = 15.0
#: How long a connection is waited for.
#: Connections of the jobs of a process, beside those of the worker itself.
JOBS_POOL = 6
POOL_SECONDS = 5.0
#: After which a failure is the first one again.
WELL_SECONDS = 60.0
#: How often the job of an operation is begun, with four minutes of waiting between them.
MOST_TRIES = 8
LONGEST_WAIT_SECONDS = 300

_deferrer = App(connector=PsycopgConnector())


async def defer(
    tx: AsyncSession,
    task: str,
    *,
    lock: str | None = None,
    at: datetime | None = None,
    **args: Any,
) -> None:
    """Defer a task by its name; it exists if and only if the transaction commits.

    Tasks of one `lock` run one at a time, in the order they were deferred; `at` is the earliest
    time of one. The trace goes with it.
    """
    connection = await prepared.driver(tx)
    task_ = _deferrer.configure_task(task, lock=lock, schedule_at=at, connection=connection)
    await task_.defer_async(traceparent=trace.traceparent(), **args)


def traced(job: Job) -> Job:
    """The job as it was deferred: it goes on in the trace of the act that asked for it."""

    async def run(*, traceparent: str | None = None, **args: Any) -> None:
        trace.start(traceparent)
        await job(**args)

    return run


def create_jobs_app(url: str, jobs: Mapping[str, Job]) -> App:
    """The worker's side: the table of jobs, polling (a NOTIFY per job costs every commit)."""
    app = App(
        connector=PsycopgConnector(
            conninfo=url,
            min_size=1,
            max_size=JOBS_POOL,
            timeout=POOL_SECONDS,
            kwargs={"options": "-c search_path=jobs,public -c timezone=UTC"},
        )
    )
    for name, job in jobs.items():
        app.task(name=name, retry=Patience())(traced(job))
    return app


class Patience(BaseRetryStrategy):
    """When a job that failed is tried again: after 2, 4, 8 seconds and so on."""

    def get_retry_decision(
        self,
        *,
        exception: BaseException,  # noqa: ARG002 - whatever it was
        job: Deferred,
    ) -> RetryDecision | None:
        """The time of the next try, or None for a job that is given up."""
        if was_last_try(job):
            return None
        wait = min(LONGEST_WAIT_SECONDS, 2 ** min(job.attempts + 1, 10))
        return RetryDecision(retry_in={"seconds": wait})


def was_last_try(job: Deferred) -> bool:
    """Whether a job that has not ended well now is given up."""
    return "operasi" in job.task_kwargs and job.attempts + 1 >= MOST_TRIES


async def run_jobs(url: str, jobs: Mapping[str, Job]) -> None:
    """Run deferred jobs until cancelled; a failure of the database is logged and waited out.

    What was at work then is begun again like the jobs of a worker that died.
    """
    failures = 0
    while True:
        begin = time.monotonic()
        try:
            app = create_jobs_app(url, jobs)  # anew, for its pool closes for good
            async with app.open_async(), asyncio.TaskGroup() as group:
                group.create_task(_work(app))
                group.create_task(_recover(app))
        except Exception as cause:  # noqa: BLE001 - whatever it was, the jobs are still there
            failures = failures + 1 if time.monotonic() - begin < WELL_SECONDS else 1
            log.warning("jobs-wait", failure=failure.names(cause), delay=backoff(failures))
            await asyncio.sleep(backoff(failures))


async def _work(app: App) -> None:
    """Run jobs; raises when the library ends by itself, as it does when a heartbeat fails."""
    await app.run_worker_async(
        install_signal_handlers=False,
        listen_notify=False,
        fetch_job_polling_interval=POLL_SECONDS,
        concurrency=CONCURRENCY,
        update_heartbeat_interval=HEARTBEAT_SECONDS,
        stalled_worker_timeout=STALLED_SECONDS,
        shutdown_graceful_timeout=GRACE_SECONDS,
    )
    raise ConnectionError


async def _recover(app: App) -> None:
    """Settle the jobs of workers that died: jobs are made to run twice."""
    while True:
        stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS)
        for job in stalled:
            await give_back(app, job)
        await asyncio.sleep(STALLED_SECONDS / 2)


async def give_back(app: App, job: Deferred) -> None:
    """Have a job begun again whose worker died, unless that was its last try."""
    last = was_last_try(job)
    log.warning("job-stalled", task=job.task_name, job=job.id, last=last)
    try:
        if last:
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
        else:
            await app.job_manager.retry_job(job)
    except ConnectorException:  # another worker was first; where the database is away, all stop
        log.info("job-given-back-already", job=job.id)
