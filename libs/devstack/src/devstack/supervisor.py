"""Watches a started stack: reports the first death, or starts a service's process again."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from devstack.errors import DevstackError
from devstack.parts import Part
from devstack.stack import Stack

PAUSE_SECONDS = 0.2
RAPID_SECONDS = 10.0
MOST_RAPID_FAILURES = 5
FIRST_BACKOFF_SECONDS = 0.5


@dataclass(slots=True)
class Restarts:
    """How a part has failed lately."""

    rapid_failures: int = 0
    started_at: float = float("-inf")
    next_at: float = float("-inf")

    def note_failure(self, now: float) -> None:
        """Count a failure; the pause before the next start doubles while they come rapidly."""
        rapid = now - self.started_at < RAPID_SECONDS
        self.rapid_failures = self.rapid_failures + 1 if rapid else 1
        self.next_at = now + FIRST_BACKOFF_SECONDS * 2 ** (self.rapid_failures - 1)


class Supervisor:
    """Watches the parts of a stack.

    Args:
        stack: A started stack.
        restart: Start dead processes of services again; five rapid failures are fatal. Other
            parts, and all of them without this, are fatal at their first death.
    """

    def __init__(self, stack: Stack, *, restart: bool = False):
        self._stack = stack
        self._restart = restart
        self._restarts: dict[str, Restarts] = {}
        self._waiting: set[str] = set()

    def watch(self, until: Callable[[], bool]) -> None:
        """Watch until the condition holds.

        Raises:
            DevstackError: A part died for good.
        """
        while not until():
            for part in self._stack.parts.by_name.values():
                if part.exit_code is not None or part.name in self._waiting:
                    self._care_for(part)
            time.sleep(PAUSE_SECONDS)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch in a thread of its own for the time of a block; raises at its end what it found.

        Raises:
            DevstackError: A part died for good.
        """
        ended = threading.Event()
        with ThreadPoolExecutor(max_workers=1) as pool:
            watched = pool.submit(self.watch, ended.is_set)
            try:
                yield
            finally:
                ended.set()
        watched.result()

    def _care_for(self, part: Part) -> None:
        if not self._restart or part.name not in self._stack.parts.of_services:
            raise DevstackError(f"{part.name} ended with code {part.exit_code}", part.tail())
        history = self._restarts.setdefault(part.name, Restarts())
        if part.name not in self._waiting:
            self._note_failure(part, history)
        if time.monotonic() >= history.next_at:
            self._start_again(part, history)

    def _note_failure(self, part: Part, history: Restarts) -> None:
        history.note_failure(time.monotonic())
        if history.rapid_failures >= MOST_RAPID_FAILURES:
            message = f"{part.name} failed {MOST_RAPID_FAILURES} times in a row"
            raise DevstackError(message, part.tail())
        self._waiting.add(part.name)

    def _start_again(self, part: Part, history: Restarts) -> None:
        history.started_at = time.monotonic()
        part.kill()  # what is left of its process group
        try:
            part.start()
        except DevstackError:
            self._note_failure(part, history)
        else:
            self._waiting.discard(part.name)
