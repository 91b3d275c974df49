"""The worker process: relay, consumers and publisher.

`rebuild STREAM` makes the copies of a stream's facts anew and ends.
"""

import asyncio
import sys

from election_common.logs import configure_logs
from election_common.worker import Resources, run_rebuild, run_worker
from publication.consumers import READ_MODELS, SOURCES
from publication.jobs import Publisher
from publication.settings import Settings

SERVICE = "publication"


async def _work() -> None:
    settings = Settings()
    async with Resources.of(settings) as resources:
        publisher = Publisher(resources.sessions, settings.public_dir)
        await run_worker(
            settings, resources, service=SERVICE, sources=SOURCES,
            loops=[publisher.loop()],
        )  # fmt: skip


async def _rebuild(stream: str) -> None:
    settings = Settings()
    async with Resources.of(settings) as resources:
        await run_rebuild(
            settings, resources, stream=stream, sources=SOURCES, read_models=READ_MODELS
        )


def main() -> None:
    """Run the worker until it is told to stop, or one rebuild."""
    configure_logs(SERVICE)
    match sys.argv[1:]:
        case ["rebuild", stream]:
            asyncio.run(_rebuild(stream))
        case _:
            asyncio.run(_work())


if __name__ == "__main__":
    main()
