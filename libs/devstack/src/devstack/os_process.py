"""Facts about processes of the operating system, and how to end those that a crash left behind."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from devstack.waiting import PAUSE_SECONDS

STARTED_AT_FIELD = 19  # field 22 of /proc/<pid>/stat, counted after the name in parentheses
STATE_FIELD = 0


def identity(pid: int) -> str | None:
    """Id and start time of a living process: a recycled id has another start time."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    return None if fields[STATE_FIELD] in "ZX" else f"{pid} {fields[STARTED_AT_FIELD]}"


def remember(path: Path, pid: int) -> None:
    """Write down which process runs, for the next start after a crash of ours."""
    path.write_text(identity(pid) or "")


def recall(path: Path) -> int | None:
    """Id of the process that was written down, when that very process still lives."""
    written = path.read_text() if path.exists() else ""
    if not written:
        return None
    pid = int(written.split()[0])
    return pid if identity(pid) == written else None


def end_left_over(path: Path, stop_signal: signal.Signals, seconds: float) -> None:
    """End the process that an earlier run left behind, if it lives; by force when it must be."""
    pid = recall(path)
    if pid is None:
        path.unlink(missing_ok=True)
        return
    with suppress(ProcessLookupError):
        os.kill(pid, stop_signal)
    deadline = time.monotonic() + seconds
    while recall(path) is not None:
        if time.monotonic() >= deadline:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        time.sleep(PAUSE_SECONDS)
    path.unlink(missing_ok=True)
