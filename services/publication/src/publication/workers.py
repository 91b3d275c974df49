"""The worker process: relay, consumers and publisher."""

import asyncio

from election_common.logs import configure_logs
from election_common.worker import Resources, run_worker
from publication.consumers import SOURCES
from publication.jobs import Publisher
from publication.settings import Settings

SERVICE = "publication"


async def _work() -> None:
    settings = Settings()
    async with Resources.of(settings) as resources:
        publisher = Publisher(resources.sessions, settings.public_dir)
        await run_worker(
            settings, resources, service=SERVICE, sources=SOURCES,
            loops={"publisher": publisher.run()},
        )  # fmt: skip


def main() -> None:
    """Run the worker until it is told to stop."""
    configure_logs(SERVICE)
    asyncio.run(_work())


if __name__ == "__main__":
    main()
