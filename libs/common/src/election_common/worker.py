"""The worker process of a service: relay, consumers and jobs in one loop, with a liveness port."""

import asyncio
import contextlib
import signal
from collections.abc import Mapping

import nats
import structlog
from nats.aio.client import Client
from nats.js import JetStreamContext
from procrastinate import App

from election_common.consumer import Subscription, run_consumer
from election_common.database import create_engine, create_sessions
from election_common.relay import run_relay
from election_common.settings import ServiceSettings

log = structlog.get_logger()

JOB_POLL_SECONDS = 0.2
JOB_CONCURRENCY = 2


async def connect_broker(settings: ServiceSettings, service: str) -> Client:
    """Connect to NATS for ever: an outage is a state, not an error."""

    async def complain(failure: Exception) -> None:
        # A forbidden publish looks like a timeout to its caller; the reason arrives only here.
        log.warning("broker-error", failure=repr(failure))

    return await nats.connect(
        settings.nats_url,
        user=settings.nats_user,
        password=settings.nats_password.get_secret_value(),
        name=service,
        inbox_prefix=f"_INBOX_{service.replace('-', '_')}".encode(),
        connect_timeout=2,
        reconnect_time_wait=0.5,
        max_reconnect_attempts=-1,
        allow_reconnect=True,
        error_cb=complain,
    )


async def run_worker(
    settings: ServiceSettings,
    *,
    service: str,
    sources: Mapping[str, Mapping[str, Subscription]],
    jobs: App,
) -> None:
    """Run until SIGTERM or SIGINT.

    Args:
        settings: The process's settings.
        service: Name of the service, its subjects' first word and its durable consumers' name.
        sources: For each stream, the table of facts that this service reads from it.
        jobs: The table of jobs, as `create_jobs_app` makes it.
    """
    engine = create_engine(
        settings.database_url.get_secret_value(), pool_size=6, statement_timeout="60s"
    )
    sessions = create_sessions(engine)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sig in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sig, stop.set)
    broker = await connect_broker(settings, service)
    js: JetStreamContext = broker.jetstream(timeout=5)
    async with jobs.open_async():
        tasks = [
            asyncio.create_task(run_relay(engine, js, service), name="relay"),
            asyncio.create_task(
                jobs.run_worker_async(
                    install_signal_handlers=False,
                    listen_notify=False,
                    fetch_job_polling_interval=JOB_POLL_SECONDS,
                    concurrency=JOB_CONCURRENCY,
                ),
                name="jobs",
            ),
            *(
                asyncio.create_task(
                    run_consumer(sessions, js, stream=stream, durable=service, table=table),
                    name=f"consumer {stream}",
                )
                for stream, table in sources.items()
            ),
        ]
        probe = await asyncio.start_server(_answer_probe, "127.0.0.1", settings.worker_port)
        stopping = asyncio.create_task(stop.wait())
        done, _ = await asyncio.wait(
            [*tasks, stopping], return_when=asyncio.FIRST_COMPLETED
        )
        probe.close()
        await _end(tasks)
        for task in done - {stopping}:
            task.result()
            raise RuntimeError(f"{task.get_name()} ended by itself")
    with contextlib.suppress(nats.errors.Error):
        await broker.close()
    await engine.dispose()


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    """Cancel what runs and wait for it; what it was doing is redone after the next start."""
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks, timeout=20)


async def _answer_probe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer any request on the probe port: the loop is alive."""
    with contextlib.suppress(ConnectionError):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok")
        await writer.drain()
    writer.close()
