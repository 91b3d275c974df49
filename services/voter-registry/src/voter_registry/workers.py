"""The worker process: relay, consumers and jobs.

`impor ID` runs one import and ends; `rebuild STREAM` makes the copies of a stream's facts anew;
`segel-ulang` seals and indexes all numbers under the primary keys.
"""

from uuid import UUID

from election_common.worker import Resources, run_worker
from election_common.worker_command import ALL, rebuilding, resealing, run_command
from voter_registry.batch import galat
from voter_registry.consumers import READ_MODELS, SOURCES
from voter_registry.jobs import Jobs
from voter_registry.settings import Settings
from voter_registry.store.tersegel import HOLDINGS
from voter_registry.usecases import berkas_ekspor

SERVICE = "voter-registry"
STATEMENT_TIMEOUT = "15min"


async def _work() -> None:
    settings = Settings()
    async with Resources.of(settings, statement_timeout=STATEMENT_TIMEOUT) as resources:
        jobs = Jobs(resources.sessions, resources.files, resources.keyring)
        await run_worker(
            settings,
            resources,
            service=SERVICE,
            sources=SOURCES,
            jobs=jobs.table(),
            loops=[
                galat.sweeping(resources.sessions, resources.files),
                berkas_ekspor.sweeping(resources.files),
            ],
        )


async def _import(operasi: str) -> None:
    async with Resources.of(Settings(), statement_timeout=STATEMENT_TIMEOUT) as resources:
        await Jobs(resources.sessions, resources.files, resources.keyring).impor(UUID(operasi))


def main() -> None:
    """Run the worker until it is told to stop, or one piece of work."""
    rebuild = rebuilding(Settings, SOURCES, READ_MODELS, statement_timeout=STATEMENT_TIMEOUT)
    reseal = resealing(Settings, HOLDINGS, statement_timeout=STATEMENT_TIMEOUT)
    run_command(SERVICE, {ALL: _work, "impor": _import, "segel-ulang": reseal, "rebuild": rebuild})


if __name__ == "__main__":
    main()
