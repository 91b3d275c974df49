"""The worker process: relay, consumers and publisher.

`rebuild STREAM` makes the copies of a stream's facts anew and ends.
"""

from election_common.worker import Resources, run_worker
from election_common.worker_command import ALL, rebuilding, run_command
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


def main() -> None:
    """Run the worker until it is told to stop, or one piece of work."""
    rebuild = rebuilding(Settings, SOURCES, READ_MODELS)
    run_command(SERVICE, {ALL: _work, "rebuild": rebuild})


if __name__ == "__main__":
    main()
