"""Processes of our own code, forked from one that has loaded the libraries already.

Each interpreter that loads them for itself takes a second of a core and 60 MB; a house has twenty.
"""

import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from multiprocessing.connection import wait
from pathlib import Path

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["devstack.preload"])
#: The library reads an exit code once, and not from two threads.
_turn = threading.Lock()

NAME_LENGTH = 15  # of what `ps` and `top` show


class Fork:
    """`python -m MODULE ...` as a fork; of the form of `subprocess.Popen`.

    Args:
        name: What it is called among processes.
        argv: The module and its arguments.
        env: Its whole environment.
        cwd: Where it runs.
        log: Where its output is appended.
    """

    def __init__(
        self, name: str, argv: Sequence[str], *, env: Mapping[str, str], cwd: Path, log: Path
    ):
        self._argv = argv
        # a daemon: it does not outlive a supervisor that forgets it
        self._process = _CONTEXT.Process(
            target=_become, args=(name, list(argv), dict(env), cwd, log), daemon=True
        )
        with _turn:
            self._process.start()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid or 0

    def poll(self) -> int | None:
        """Its exit code, once it has ended; negative when a signal ended it."""
        with _turn:
            return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; returns its exit code.

        Raises:
            subprocess.TimeoutExpired: It still runs.
        """
        wait([self._process.sentinel], timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired(self._argv, timeout or 0)
        return code


def _become(name: str, argv: list[str], env: dict[str, str], cwd: Path, log: Path) -> None:
    """Be that process: as if it had been executed."""
    os.setpgid(0, 0)
    Path("/proc/self/comm").write_text(name[:NAME_LENGTH])
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    sys.path[:0] = [str(cwd), *filter(None, env.get("PYTHONPATH", "").split(os.pathsep))]
    sys.argv = argv
    signal.signal(signal.SIGINT, signal.default_int_handler)
    runpy.run_module(argv[0], run_name="__main__", alter_sys=True)
