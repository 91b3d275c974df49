"""The worker process of a service: relay, consumers and jobs in one loop, with a liveness port."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Self

import obstore.store
import structlog
from obstore.store import ObjectStore
from sqlalchemy.ext.asyncio import AsyncEngine

from election_common import akses_copy, failure, idempotency, quarantine_watch, relay
from election_common.berkas import yatim
from election_common.berkas.periksa import examination
from election_common.broker import Broker
from election_common.database import Sessions, create_engine, create_sessions
from election_common.dead_letter import settlement
from election_common.event_flow import EventFlow
from election_common.gap import Feeds
from election_common.gate import Subscriptions
from election_common.jobs import Job, run_jobs
from election_common.keyring import Keyring
from election_common.lookout import Lookout
from election_common.loop import Loop
from election_common.operasi.abandoned import abandonment
from election_common.probe import serve_probe
from election_common.production import require_fit, require_fit_database
from election_common.queue_watch import Queue
from election_common.rebuild import Copies, RebuildError, rebuild
from election_common.segel import sealer
from election_common.settings import ServiceSettings

log = structlog.get_logger()

WORKER_POOL = 12
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
        require_fit(settings)
        engine = create_engine(
            settings.database_url.get_secret_value(),
            pool_size=WORKER_POOL,
            statement_timeout=statement_timeout,
        )
        await require_fit_database(settings, engine)
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
    loops: Sequence[Loop] = (),
    queues: Sequence[Queue] = (),
) -> None:
    """Run relay, consumers, jobs and the service's own loops until SIGTERM or SIGINT.

    Args:
        settings: The process's settings.
        resources: What consumers work on.
        service: Name of the service, its subjects' first word and its durable consumers' name.
        sources: For each stream, the table of facts that this service reads from it.
        jobs: The table of jobs, if the service defers any.
        loops: What else the service does over and over.
        queues: What waits in it for somebody outside of the house.
    """
    if service != akses_copy.OWNER:  # who gives grants knows them
        sources = akses_copy.beside(sources)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sig in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sig, stop.set)
    broker = Broker(settings, service)
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(broker.close)
        feeds = Feeds.of(settings)
        stack.push_async_callback(feeds.close)
        events = EventFlow(settings, resources.sessions, broker, feeds, service, sources, queues)
        probe = await serve_probe(events.health, settings.worker_port, settings.worker_address)
        stack.callback(probe.close)
        own = [
            relay.numbering(resources.sessions),
            sealer(resources.sessions, resources.keyring, service, settings.checkpoint_seconds),
            examination(resources.sessions, resources.files, resources.keyring, settings.clamd),
            yatim.sweeping(
                resources.sessions, resources.files, timedelta(days=settings.lost_files_days)
            ),
            quarantine_watch.watching(resources.sessions, events.alarms),
            events.queues.loop(),
            settlement(resources.sessions, sources),
            idempotency.forgetting(resources.sessions),
            *events.loops(),
        ]
        if jobs:
            own.append(abandonment(resources.sessions))
        lookout = Lookout(
            settings.database_url.get_secret_value(),
            {"relay": relay.WAITING} | {loop.name: loop.waiting for loop in [*own, *loops]},
        )
        rest = partial(lookout.rows, "relay", relay.REST_SECONDS)
        work = {
            "lookout": lookout.run(),
            "relay": relay.run_relay(resources.engine, events.js, service, rest, events.alarms),
            **events.work(),
            **{loop.name: loop.run(lookout) for loop in [*own, *loops]},
        }
        if jobs:
            work["jobs"] = run_jobs(settings.database_url.get_secret_value(), jobs)
        await _run_until(stop, work)


async def run_rebuild(
    settings: ServiceSettings,
    resources: Resources,
    *,
    stream: str,
    sources: Mapping[str, Subscriptions],
    read_models: Mapping[str, Sequence[str]],
) -> None:
    """Rebuild the copies of one stream's facts, beside the running worker.

    Of a stream whose facts are all acts there are none: its gates and its epoch follow the feed.

    Args:
        settings: The process's settings.
        resources: What handlers work on.
        stream: Name of the stream.
        sources: As of `run_worker`.
        read_models: For each stream, the tables that its facts fill and nothing else writes.

    Raises:
        RebuildError: The stream is none of these, or it cannot be rebuilt.
    """
    sources = akses_copy.beside(sources)
    read_models = {akses_copy.STREAM: akses_copy.READ_MODELS, **read_models}
    known = sorted(sources.keys() & settings.feeds.keys())
    if stream not in known:
        raise RebuildError(f"{stream} is not read here, or FEEDS has none; there are {known}")
    feeds = Feeds.of(settings)
    try:
        copies = Copies(stream, sources[stream], read_models.get(stream, ()))
        await rebuild(resources.engine, feeds, copies)
    finally:
        await feeds.close()


async def _run_until(stop: asyncio.Event, work: Mapping[str, Coroutine[None, None, None]]) -> None:
    """Run everything until told to stop; raises when a part ends by itself."""
    tasks = [asyncio.create_task(part, name=name) for name, part in work.items()]
    stopping = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait([*tasks, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    crashed = [task for task in tasks if task in done]
    await _end(tasks, code=1 if crashed else 0)
    for task in crashed:
        raise RuntimeError(f"{task.get_name()} ended by itself") from task.exception()


async def _end(tasks: list[asyncio.Task[None]], code: int) -> None:
    """Cancel what runs and wait for it; what it was doing is redone after the next start.

    A part that does not end (a library may wait for a server that is gone) must not keep the
    process: the event loop would wait for it without limit. Nor must it hide a part that crashed.
    """
    for task in tasks:
        task.cancel()
    ended, late = await asyncio.wait(tasks, timeout=END_SECONDS)
    if late:
        log.warning("ended-with-parts-at-work", parts=[task.get_name() for task in late])
        for task in ended:
            if not task.cancelled() and (cause := task.exception()):
                log.error("part-crashed", part=task.get_name(), failure=failure.names(cause))
        sys.stdout.flush()
        os._exit(code)
