"""The worker process: relay and consumers."""

import asyncio

from candidacy.consumers import SOURCES
from candidacy.settings import Settings
from election_common.logs import configure_logs
from election_common.worker import Resources, run_worker

SERVICE = "candidacy"


async def _work() -> None:
    settings = Settings()
    async with Resources.of(settings) as resources:
        await run_worker(settings, resources, service=SERVICE, sources=SOURCES)


def main() -> None:
    """Run the worker until it is told to stop."""
    configure_logs(SERVICE)
    asyncio.run(_work())


if __name__ == "__main__":
    main()
