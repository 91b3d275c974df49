"""The worker process: the relay. This service reads nobody's facts."""

from election_common.worker import Resources, run_worker
from election_common.worker_command import ALL, run_command
from gateway.consumers import SOURCES
from gateway.settings import Settings

SERVICE = "gateway"


async def _work() -> None:
    settings = Settings()
    async with Resources.of(settings) as resources:
        await run_worker(settings, resources, service=SERVICE, sources=SOURCES)


def main() -> None:
    """Run the worker until it is told to stop."""
    run_command(SERVICE, {ALL: _work})


if __name__ == "__main__":
    main()
