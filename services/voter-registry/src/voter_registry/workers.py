"""The worker process: relay, consumers and jobs.

`impor ID` runs one import and ends; `segel-ulang` seals all numbers under the primary key and ends.
"""

import asyncio
import sys
from uuid import UUID

from election_common.logs import configure_logs
from election_common.worker import Resources, run_worker
from voter_registry.consumers import SOURCES
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


def main() -> None:
    """Run the worker until it is told to stop, or one piece of work."""
    configure_logs(SERVICE)
    match sys.argv[1:]:
        case ["impor", operasi]:
            asyncio.run(_import(UUID(operasi)))
        case ["segel-ulang"]:
            asyncio.run(_reseal())
        case _:
            asyncio.run(_work())


if __name__ == "__main__":
    main()
