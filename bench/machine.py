"""The machine that figures were taken on: without it they say little."""

import os
import platform
import tempfile
import time
from pathlib import Path

SECONDS = 1.0
BLOCK = bytes(8192)


def describe() -> str:
    """Name cores, memory, interpreter, and how often a second the disk makes 8 KiB durable."""
    gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {gib:.0f} GiB, Python {platform.python_version()}, "
        f"load {os.getloadavg()[0]:.1f}, fdatasync {syncs_per_second():,.0f}/s"
    )


def syncs_per_second() -> float:
    """Overwrite one block and sync it, again and again, as a log of transactions does."""
    with tempfile.TemporaryDirectory() as folder:
        handle = os.open(Path(folder) / "block", os.O_RDWR | os.O_CREAT)
        try:
            os.pwrite(handle, BLOCK, 0)
            os.fsync(handle)
            count, begin = 0, time.monotonic()
            while time.monotonic() - begin < SECONDS:
                os.pwrite(handle, BLOCK, 0)
                os.fdatasync(handle)
                count += 1
            return count / (time.monotonic() - begin)
        finally:
            os.close(handle)
