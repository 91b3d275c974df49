"""Processes of the toy that a test starts, kills and starts again within a tenth of a second.

They are forked from one process that has imported everything already: a kill costs no import.
"""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn

from devstack import probing
from devstack.waiting import wait_until
from election_common.logs import configure_logs
from election_common.settings import ServiceSettings
from election_common.worker import Resources, run_worker
from toy import facts, main

END_SECONDS = 25
READY_SECONDS = 90  # the first start imports everything, perhaps on a busy machine

_fork = multiprocessing.get_context("forkserver")
# Of these only what is installed: the server does not look where the tests lie.
_fork.set_forkserver_preload(["pytest", "uvicorn", "election_common.app", "election_common.worker"])

Target = Callable[[], None]


def relay() -> None:
    """Run the producer's worker."""
    configure_logs(facts.PRODUCER)
    asyncio.run(_work(facts.PRODUCER, {}))


def consumer() -> None:
    """Run the consumer's worker."""
    configure_logs(facts.CONSUMER)
    asyncio.run(_work(facts.CONSUMER, facts.SOURCES))


def api() -> None:
    """Run the producer's API on API_PORT."""
    uvicorn.run(main.create_app(), port=int(os.environ["API_PORT"]), log_level="warning")


async def _work(service: str, sources) -> None:
    settings = ServiceSettings()
    # What a production process asks of its settings (TLS above all) has tests of its own; here it
    # is how it works.
    unasked = settings.model_copy(update={"environment": "development"})
    async with Resources.of(unasked) as resources:
        await run_worker(settings, resources, service=service, sources=sources)


def _run(target: Target, env: Mapping[str, str], log: Path) -> None:
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(file, 1)
    os.dup2(file, 2)
    os.environ.update(env)
    target()


class Part:
    """A process of the toy, usable as a context manager; `probe` answers while it is at work."""

    def __init__(self, target: Target, env: Mapping[str, str], log: Path, probe: str):
        self.log = log
        self._probe = probe
        self._arguments = (target, dict(env), log)
        self._process = None

    def await_work(self) -> None:
        """Wait until it is at work."""
        wait_until(lambda: probing.is_well(self._probe), seconds=READY_SECONDS, what=self._probe)

    def start(self) -> None:
        self._process = _fork.Process(target=_run, args=self._arguments, daemon=True)
        self._process.start()

    def kill(self) -> None:
        """End it as a crash would."""
        self._process.kill()
        self._process.join(END_SECONDS)

    def signal(self, number: signal.Signals) -> None:
        os.kill(self._process.pid, number)

    def stop(self) -> None:
        self._process.terminate()
        self._process.join(END_SECONDS)
        if self._process.exitcode is None:
            self.kill()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
