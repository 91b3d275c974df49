"""The worker process of a service: relay, consumers and jobs in one loop, with a liveness port."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Self

import nats.errors
import obstore.store
from nats.js import JetStreamContext
from obstore.store import ObjectStore
from sqlalchemy.ext.asyncio import AsyncEngine

from election_common.broker import Broker
from election_common.consumer import Consumer
from election_common.database import Sessions, create_engine, create_sessions
from election_common.dead_letter import settle_dead_letters
from election_common.gap import Feeds
from election_common.gate import Subscriptions
from election_common.jobs import Job, create_jobs_app, recover_stalled_jobs, run_jobs
from election_common.keyring import Keyring
from election_common.probe import serve_probe
from election_common.relay import run_relay
from election_common.settings import ServiceSettings

WORKER_POOL = 8
END_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Resources:
    """What jobs and consumers work on."""

    engine: AsyncEngine
    sessions: Sessions
    files: ObjectStore
    keyring: Keyring

    @classmethod
    @asynccontextmanager
    async def of(
        cls, settings: ServiceSettings, *, statement_timeout: str = "60s"
    ) -> AsyncIterator[Self]:
        """Open the resources of a worker process, and close them at its end."""
        engine = create_engine(
            settings.database_url.get_secret_value(),
            pool_size=WORKER_POOL,
            statement_timeout=statement_timeout,
        )
        yield cls(
            engine=engine,
            sessions=create_sessions(engine),
            files=obstore.store.from_url(settings.files_url),
            keyring=Keyring.load(settings.keyring_file),
        )
        await engine.dispose()


async def run_worker(
    settings: ServiceSettings,
    resources: Resources,
    *,
    service: str,
    sources: Mapping[str, Subscriptions],
    jobs: Mapping[str, Job] | None = None,
    loops: Mapping[str, Coroutine[None, None, None]] | None = None,
) -> None:
    """Run relay, consumers, jobs and the service's own loops until SIGTERM or SIGINT.

    Args:
        settings: The process's settings.
        resources: What consumers work on.
        service: Name of the service, its subjects' first word and its durable consumers' name.
        sources: For each stream, the table of facts that this service reads from it.
        jobs: The table of jobs, if the service defers any.
        loops: What else the service runs for ever, by name.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sig in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sig, stop.set)
    broker = await Broker.connect(settings, service)
    js: JetStreamContext = broker.client.jetstream(timeout=5)
    async with contextlib.AsyncExitStack() as stack:
        work = {
            "relay": run_relay(resources.engine, js, service),
            "broker": broker.watch(),
            "dead letters": settle_dead_letters(resources.sessions, sources),
            **(loops or {}),
        }
        if jobs:
            app = create_jobs_app(settings.database_url.get_secret_value(), jobs)
            await stack.enter_async_context(app.open_async())
            work |= {"jobs": run_jobs(app), "stalled jobs": recover_stalled_jobs(app)}
        feeds = Feeds.of(settings)
        stack.push_async_callback(feeds.close)
        for stream, table in sources.items():
            consumer = Consumer(
                resources.sessions,
                stream=stream,
                table=table,
                feeds=feeds,
                gap_seconds=settings.gap_seconds,
            )
            work[f"consumer of {stream}"] = consumer.run(js, service)
        probe = await serve_probe(broker, settings.worker_port, settings.worker_address)
        await _run_until(stop, work)
        probe.close()
    with contextlib.suppress(nats.errors.Error):
        await broker.client.close()


async def _run_until(stop: asyncio.Event, work: Mapping[str, Coroutine[None, None, None]]) -> None:
    """Run everything until told to stop; raises when a part ends by itself."""
    tasks = [asyncio.create_task(part, name=name) for name, part in work.items()]
    stopping = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait([*tasks, stopping], return_when=asyncio.FIRST_COMPLETED)
    await _end(tasks)
    stopping.cancel()
    for task in done:
        if task is not stopping:
            raise RuntimeError(f"{task.get_name()} ended by itself") from task.exception()


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    """Cancel what runs and wait for it; what it was doing is redone after the next start."""
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks, timeout=END_SECONDS)
