"""The worker process: relay, consumers and jobs.

`impor ID` runs one import and ends; `rebuild STREAM` makes the copies of a stream's facts anew;
`segel-ulang` seals and indexes all numbers under the primary keys.
"""

import asyncio
import sys
from uuid import UUID

from election_common.logs import configure_logs
from election_common.worker import Resources, run_rebuild, run_worker
from voter_registry.consumers import READ_MODELS, SOURCES
from voter_registry.jobs import Jobs
from voter_registry.settings import Settings

SERVICE = "voter-registry"
STATEMENT_TIMEOUT = "15min"


async def _work() -> None:
    settings = Settings()
    async with Resources.of(settings, statement_timeout=STATEMENT_TIMEOUT) as resources:
        jobs = Jobs(resources.sessions, resources.files, resources.keyring)
        await run_worker(settings, resources, service=SERVICE, sources=SOURCES, jobs=jobs.table())


async def _reseal() -> None:
    async with Resources.of(Settings(), statement_timeout=STATEMENT_TIMEOUT) as resources:
        await Jobs(resources.sessions, resources.files, resources.keyring).reseal()


async def _import(operasi: UUID) -> None:
    async with Resources.of(Settings(), statement_timeout=STATEMENT_TIMEOUT) as resources:
        await Jobs(resources.sessions, resources.files, resources.keyring).impor(operasi)


async def _rebuild(stream: str) -> None:
    settings = Settings()
    async with Resources.of(settings, statement_timeout=STATEMENT_TIMEOUT) as resources:
        await run_rebuild(
            settings, resources, stream=stream, sources=SOURCES, read_models=READ_MODELS
        )


def main() -> None:
    """Run the worker until it is told to stop, or one piece of work."""
    configure_logs(SERVICE)
    match sys.argv[1:]:
        case ["impor", operasi]:
            asyncio.run(_import(UUID(operasi)))
        case ["rebuild", stream]:
            asyncio.run(_rebuild(stream))
        case ["segel-ulang"]:
            asyncio.run(_reseal())
        case _:
            asyncio.run(_work())


if __name__ == "__main__":
    main()
