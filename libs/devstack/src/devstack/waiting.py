"""Bounded waits: nothing here waits for ever."""

import time
from collections.abc import Callable

from devstack.errors import DevstackError

PAUSE_SECONDS = 0.05


def wait_until(check: Callable[[], bool], *, seconds: float, what: str) -> None:
    """Call the check until it is true.

    Raises:
        DevstackError: It stayed false for so many seconds.
    """
    deadline = time.monotonic() + seconds
    while not check():
        if time.monotonic() >= deadline:
            raise DevstackError(f"{what}: not within {seconds:g} s")
        time.sleep(PAUSE_SECONDS)
