"""A loop of the worker: one step after the other while rows wait, and rest while none does."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import LiteralString

import structlog

from election_common import failure
from election_common.lookout import Lookout

log = structlog.get_logger()

BACKOFF_CAP_SECONDS = 10.0


def backoff(failures: int) -> float:
    """Seconds to wait after so many failures in a row."""
    return min(BACKOFF_CAP_SECONDS, 0.2 * 2.0 ** min(failures, 10))


@dataclass(frozen=True, slots=True)
class Loop:
    """What a worker does over and over.

    Attributes:
        name: Its name in logs.
        step: Does one thing, and says whether another may wait already.
        waiting: The SQL condition that rows wait for a step; `false` where only time tells.
        every: Seconds of rest after which a step is tried in any case.
    """

    name: str
    step: Callable[[], Awaitable[bool]]
    waiting: LiteralString
    every: float = 5.0

    async def run(self, lookout: Lookout) -> None:
        """Take steps until cancelled; a failure is logged and waited out, the rows still wait."""
        failures = 0
        while True:
            try:
                busy = await self.step()
                failures = 0
                if not busy:
                    await lookout.rows(self.name, self.every)
            except Exception as cause:  # noqa: BLE001 - whatever it was, the rows are still there
                failures += 1
                log.warning(
                    "loop-waits", loop=self.name, failure=failure.name(cause),
                    where=failure.where(cause), delay=backoff(failures),
                )  # fmt: skip
                await asyncio.sleep(backoff(failures))
