"""Loops of a worker at work inside a test, as a worker runs them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from election_common.lookout import Lookout
from election_common.loop import Loop


@asynccontextmanager
async def working(url: str, *loops: Loop) -> AsyncIterator[None]:
    """Run loops with a lookout over a database until the block ends."""
    lookout = Lookout(url, {loop.name: loop.waiting for loop in loops})
    work = [lookout.run(), *(loop.run(lookout) for loop in loops)]
    tasks = {asyncio.create_task(part) for part in work}
    yield
    while tasks:  # Python 3.11 may swallow a cancellation that meets a result
        for task in tasks:
            task.cancel()
        _, tasks = await asyncio.wait(tasks, timeout=1)
