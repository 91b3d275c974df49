"""The worker process: relay, consumers, conversations, messages and the clock.

`rebuild STREAM` makes the copies of a stream's facts anew and ends; `segel-ulang` seals and indexes
all under the primary keys, and counts the PINs that are under an older one.
"""

from complaints.batch.whatsapp import WhatsApp
from complaints.consumers import READ_MODELS, SOURCES
from complaints.jobs import MESSAGES, Jobs
from complaints.settings import Settings
from complaints.store.tersegel import HOLDINGS
from election_common.worker import Resources, run_worker
from election_common.worker_command import ALL, rebuilding, resealing, run_command

SERVICE = "complaints"


async def _work() -> None:
    settings = Settings()
    token = settings.whatsapp_token.get_secret_value()
    secret = settings.whatsapp_app_secret.get_secret_value()
    number = settings.whatsapp_number_id
    whatsapp = WhatsApp.connect(settings.whatsapp_url, number, token, secret)
    async with Resources.of(settings) as resources:
        jobs = Jobs(resources.sessions, resources.keyring, whatsapp)
        await run_worker(
            settings, resources, service=SERVICE, sources=SOURCES, loops=jobs.loops(),
            queues=[MESSAGES],
        )  # fmt: skip
    await whatsapp.http.aclose()


def main() -> None:
    """Run the worker until it is told to stop, or one piece of work."""
    rebuild = rebuilding(Settings, SOURCES, READ_MODELS)
    reseal = resealing(Settings, HOLDINGS)
    run_command(SERVICE, {ALL: _work, "segel-ulang": reseal, "rebuild": rebuild})


if __name__ == "__main__":
    main()
