"""The worker process."""

import asyncio

from election_common.logs import configure_logs
from election_common.settings import ServiceSettings
from election_common.worker import Resources, run_worker
from kosong.jobs import Jobs


async def _work() -> None:
    settings = ServiceSettings()
    async with Resources.of(settings) as resources:
        jobs = Jobs(resources.sessions).table()
        await run_worker(settings, resources, service="kosong", sources={}, jobs=jobs)


if __name__ == "__main__":
    configure_logs("kosong")
    asyncio.run(_work())
