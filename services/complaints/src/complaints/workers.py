"""The worker process: relay, consumers, conversations, messages and the clock.

`rebuild STREAM` makes the copies of a stream's facts anew and ends.
"""

import asyncio
import sys

from complaints.batch.whatsapp import WhatsApp
from complaints.consumers import READ_MODELS, SOURCES
from complaints.jobs import Jobs
from complaints.settings import Settings
from election_common.logs import configure_logs
from election_common.worker import Resources, run_rebuild, run_worker

SERVICE = "complaints"


async def _work() -> None:
    settings = Settings()
    token = settings.whatsapp_token.get_secret_value()
    whatsapp = WhatsApp.connect(settings.whatsapp_url, settings.whatsapp_number_id, token)
    async with Resources.of(settings) as resources:
        jobs = Jobs(resources.sessions, resources.keyring, whatsapp)
        await run_worker(settings, resources, service=SERVICE, sources=SOURCES, loops=jobs.loops())
    await whatsapp.http.aclose()


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
