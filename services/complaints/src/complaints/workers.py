"""The worker process: relay, consumers, conversations, messages and the clock."""

import asyncio

from complaints.batch.whatsapp import WhatsApp
from complaints.consumers import SOURCES
from complaints.jobs import Jobs
from complaints.settings import Settings
from election_common.logs import configure_logs
from election_common.worker import Resources, run_worker

SERVICE = "complaints"


async def _work() -> None:
    settings = Settings()
    token = settings.whatsapp_token.get_secret_value()
    whatsapp = WhatsApp.connect(settings.whatsapp_url, settings.whatsapp_number_id, token)
    async with Resources.of(settings) as resources:
        jobs = Jobs(resources.sessions, resources.keyring, whatsapp)
        await run_worker(settings, resources, service=SERVICE, sources=SOURCES, loops=jobs.loops())
    await whatsapp.http.aclose()


def main() -> None:
    """Run the worker until it is told to stop."""
    configure_logs(SERVICE)
    asyncio.run(_work())


if __name__ == "__main__":
    main()
