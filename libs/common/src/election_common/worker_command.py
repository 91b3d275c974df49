"""The command line of a worker process: all of its work, or the one piece that is named."""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from typing import Any

from election_common import trace
from election_common.berkas.segel_ulang import SealedFiles
from election_common.gate import Subscriptions
from election_common.logs import configure_logs
from election_common.reseal import Holdings, Reseal
from election_common.settings import ServiceSettings
from election_common.worker import Resources, run_rebuild

#: A piece of work; what else the command line says are its arguments.
Command = Callable[..., Coroutine[Any, Any, Any]]
#: The name of all work, until the process is told to stop.
ALL = ""


def run_command(service: str, commands: Mapping[str, Command]) -> None:
    """Do what the command line names, and end; without a name, work until told to stop.

    Who was started by a job goes on in its trace.
    """
    configure_logs(service)
    if carried := os.environ.get(trace.VARIABLE):
        trace.start(carried)
    name, *arguments = sys.argv[1:] or [ALL]
    if name not in commands:
        raise SystemExit(f"there is no {name}, only {', '.join(sorted(filter(None, commands)))}")
    asyncio.run(commands[name](*arguments))


def rebuilding(
    settings: Callable[[], ServiceSettings],
    sources: Mapping[str, Subscriptions],
    read_models: Mapping[str, Sequence[str]],
    *,
    statement_timeout: str = "60s",
) -> Command:
    """The command `rebuild STREAM`, which makes the copies of a stream's facts anew."""

    async def command(stream: str) -> None:
        made = settings()
        async with Resources.of(made, statement_timeout=statement_timeout) as resources:
            await run_rebuild(
                made, resources, stream=stream, sources=sources, read_models=read_models
            )

    return command


def resealing(
    settings: Callable[[], ServiceSettings],
    holdings: Holdings,
    *,
    statement_timeout: str = "60s",
) -> Command:
    """The command `segel-ulang`, which seals and indexes all anew under the primary keys.

    Sealed files are kept in the same way by every service, so no service names them.
    """

    async def command() -> None:
        async with Resources.of(settings(), statement_timeout=statement_timeout) as resources:
            parts = [*holdings.parts, SealedFiles(resources.files)]
            held = replace(holdings, parts=parts)
            await Reseal(resources.sessions, resources.keyring, held).run()

    return command
