"""The worker process: the relay. This service reads nobody's facts."""

import asyncio

from election_common.logs import configure_logs
from election_common.worker import Resources, run_worker
from gateway.consumers import SOURCES
from gateway.settings import Settings

SERVICE = "gateway"


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
