"""One supervised child process: started until it answers, stopped by signal, killed for faults."""

import os
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from devstack.errors import DevstackError
from devstack.os_process import end_left_over, remember
from devstack.waiting import PAUSE_SECONDS

LOG_BYTES = 20 * 1024 * 1024
TAIL_LINES = 25
TAIL_BYTES = 16_384


class Child(Protocol):
    """What is asked of a child; `subprocess.Popen` is one."""

    @property
    def pid(self) -> int:
        """Its process id."""

    def poll(self) -> int | None:
        """Its exit code, once it has ended."""

    def send_signal(self, number: int, /) -> None:
        """Send a signal, unless it has ended."""

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end."""


class Process(ABC):
    """A child process with a log, usable alone as a context manager.

    Subclasses say how to spawn it and when it is ready; `prepare` and `settle` run before and
    after. The child has its own process group: Ctrl-C reaches only the supervisor, which ends
    the children in order.
    """

    stop_signal = signal.SIGTERM
    ready_seconds = 30.0
    stop_seconds = 15.0

    def __init__(self, name: str, logs: Path):
        self.name = name
        self.log = logs / f"{name}.log"
        self._pid_file = logs / f"{name}.pid"
        self._child: Child | None = None

    @abstractmethod
    def spawn(self) -> Child:
        """Make the child, in a process group of its own, with its output in the log."""

    @abstractmethod
    def ready(self) -> bool:
        """Whether it answers."""

    def prepare(self) -> None:  # noqa: B027 (an optional step)
        """Make what it needs to find when it starts."""

    def settle(self) -> None:  # noqa: B027 (an optional step)
        """Set up inside it what others need, once it answers."""

    @property
    def exit_code(self) -> int | None:
        """Exit code of a process that ended without being told to; None when all is well."""
        return self._child.poll() if self._child else None

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._child is not None and self._child.poll() is None

    def start(self) -> None:
        """Start it and return when it is ready.

        Raises:
            DevstackError: It ended, or did not answer in time.
        """
        if self.running:
            return
        self.log.parent.mkdir(parents=True, exist_ok=True)
        end_left_over(self._pid_file, self.stop_signal, self.stop_seconds)
        self.prepare()
        self._rotate_log()
        self._child = self.spawn()
        remember(self._pid_file, self._child.pid)
        try:
            self._await_ready()
            self.settle()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Ask it to end, and force it when it does not in time."""
        child, self._child = self._child, None
        if child is None:
            return
        with suppress(ProcessLookupError):
            child.send_signal(self.stop_signal)
        try:
            child.wait(self.stop_seconds)
        except subprocess.TimeoutExpired:
            self._kill_group(child)
        self._pid_file.unlink(missing_ok=True)

    def kill(self) -> None:
        """End it and its own children by SIGKILL, as a crash would; it then counts as dead."""
        if self._child is not None:
            self._kill_group(self._child)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process (SIGSTOP and SIGCONT make it hang and go on)."""
        if self._child is not None:
            self._child.send_signal(number)

    def tail(self) -> str:
        """Last lines of its log."""
        with suppress(FileNotFoundError), self.log.open("rb") as file:
            file.seek(max(0, self.log.stat().st_size - TAIL_BYTES))
            lines = file.read().decode(errors="replace").splitlines()
            return "\n".join(lines[-TAIL_LINES:])
        return ""

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it."""
        self.stop()

    def _await_ready(self) -> None:
        deadline = time.monotonic() + self.ready_seconds
        while not self.ready():
            if not self.running:
                message = f"{self.name} ended with code {self.exit_code} while starting"
                raise DevstackError(message, self.tail())
            if time.monotonic() >= deadline:
                message = f"{self.name} did not answer within {self.ready_seconds:g} s"
                raise DevstackError(message, self.tail())
            time.sleep(PAUSE_SECONDS)

    def _rotate_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))

    @staticmethod
    def _kill_group(child: Child) -> None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        with suppress(ProcessLookupError):  # it may have had no time to make its group
            child.send_signal(signal.SIGKILL)
        child.wait()
