"""The worker process: relay, consumers, examination of files.

`rebuild STREAM` makes the copies of a stream's facts anew; `segel-ulang` seals and indexes all
numbers under the primary keys.
"""

from candidacy.consumers import READ_MODELS, SOURCES
from candidacy.settings import Settings
from candidacy.store.tersegel import HOLDINGS
from election_common.worker import Resources, run_worker
from election_common.worker_command import ALL, rebuilding, resealing, run_command

SERVICE = "candidacy"


async def _work() -> None:
    settings = Settings()
    async with Resources.of(settings) as resources:
        await run_worker(settings, resources, service=SERVICE, sources=SOURCES)


def main() -> None:
    """Run the worker until it is told to stop, or one piece of work."""
    rebuild = rebuilding(Settings, SOURCES, READ_MODELS)
    reseal = resealing(Settings, HOLDINGS)
    run_command(SERVICE, {ALL: _work, "segel-ulang": reseal, "rebuild": rebuild})


if __name__ == "__main__":
    main()
