"""The worker process: relay, consumers and jobs."""

import asyncio

from election_common.app import configure_logs
from election_common.jobs import create_jobs_app
from election_common.worker import run_worker
from voter_registry.consumers import SOURCES
from voter_registry.jobs import JOBS
from voter_registry.settings import Settings


def main() -> None:
    """Run the worker of voter-registry until it is told to stop."""
    configure_logs("voter-registry")
    settings = Settings()  # type: ignore[call-arg] - read from the environment
    jobs = create_jobs_app(settings.database_url.get_secret_value(), JOBS)
    asyncio.run(run_worker(settings, service="voter-registry", sources=SOURCES, jobs=jobs))


if __name__ == "__main__":
    main()
