"""Deferred work on procrastinate, deferred inside the transaction that asks for it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from procrastinate import App, PsycopgConnector, RetryStrategy
from sqlalchemy.ext.asyncio import AsyncSession

Job = Callable[..., Awaitable[None]]

_deferrer = App(connector=PsycopgConnector())


async def defer(tx: AsyncSession, task: str, *, lock: str | None = None, **args: Any) -> None:
    """Defer a task by its name; it exists if and only if the transaction commits.

    Tasks of one `lock` run one at a time, in the order they were deferred.
    """
    raw = (await (await tx.connection()).get_raw_connection()).driver_connection
    await _deferrer.configure_task(task, lock=lock, connection=raw).defer_async(**args)


def create_jobs_app(url: str, jobs: Mapping[str, Job]) -> App:
    """The worker's side: the table of jobs, polling (a NOTIFY per job costs every commit)."""
    app = App(
        connector=PsycopgConnector(
            conninfo=url,
            min_size=1,
            max_size=6,
            kwargs={"options": "-c search_path=jobs,public -c timezone=UTC"},
        )
    )
    retry = RetryStrategy(max_attempts=20, exponential_wait=2)
    for name, job in jobs.items():
        app.task(name=name, retry=retry)(job)
    return app
