"""Acts at a constant rate, and when each was seen to have had its effect.

Acts begin when they are due, however long the earlier ones take, and are timed from then: a house
that falls behind is asked no less, and its delays show it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

LOOK_SECONDS = 0.02
PATIENCE_SECONDS = 60.0

Look = Callable[[], Awaitable[Mapping[str, int]]]
Act = Callable[[float], Coroutine[Any, Any, None]]


@dataclass(slots=True)
class Sightings:
    """What is waited for: that something reaches a mark. Marks of one thing only grow."""

    delays: list[float] = field(default_factory=list)
    _waiting: dict[str, dict[int, float]] = field(default_factory=dict)

    def expect(self, thing: str, mark: int, since: float) -> None:
        """Wait for a thing to reach a mark, since a moment of the monotonic clock."""
        self._waiting.setdefault(thing, {})[mark] = since

    def see(self, thing: str, mark: int) -> None:
        """Take note of the mark that a thing has reached."""
        now, waiting = monotonic(), self._waiting.get(thing, {})
        for reached in [m for m in waiting if m <= mark]:
            self.delays.append(now - waiting.pop(reached))

    @property
    def complete(self) -> bool:
        """Whether nothing is waited for."""
        return not any(self._waiting.values())


async def observe(sightings: Sightings, look: Look, acts: Iterable[Act], rate: float) -> None:
    """Do so many acts a second while looking at what they bring about, until all is seen.

    Raises:
        TimeoutError: Something was not seen in time.
    """
    all_done = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        watching = group.create_task(_watch(sightings, look, all_done))
        await _pace(acts, rate)
        all_done.set()
        await asyncio.wait_for(watching, PATIENCE_SECONDS)


async def _watch(sightings: Sightings, look: Look, all_done: asyncio.Event) -> None:
    while not (all_done.is_set() and sightings.complete):
        for thing, mark in (await look()).items():
            sightings.see(thing, mark)
        await asyncio.sleep(LOOK_SECONDS)


async def _pace(acts: Iterable[Act], rate: float) -> None:
    begin = monotonic()
    async with asyncio.TaskGroup() as group:
        for number, act in enumerate(acts):
            due = begin + number / rate
            await asyncio.sleep(due - monotonic())
            group.create_task(act(due))
