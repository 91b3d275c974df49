"""The load generator of the HTTP benches: wrk, which Debian packages."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.measure import Skipped

THREADS = 1  # the server and the database want the other cores
CONNECTIONS = 32
SECONDS = 2
PATIENCE = 10
RESULT = re.compile(r"50%\s+([\d.]+)(us|ms|s)\b.*Requests/sec:\s+([\d.]+)", re.DOTALL)
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True, slots=True)
class Load:
    """What was seen of a load: requests per second, and the time that half of them took at most."""

    rate: float
    p50_ms: float


@cache
def find() -> str:
    """Return the path of wrk, installing it where we may.

    Raises:
        Skipped: It is not there and cannot be installed.
    """
    apt = shutil.which("apt-get")
    if shutil.which("wrk") is None and apt is not None and os.geteuid() == 0:
        subprocess.run(  # noqa: S603 (argv is ours)
            [apt, "install", "--quiet", "--yes", "wrk"], capture_output=True, check=False
        )
    path = shutil.which("wrk")
    if path is None:
        raise Skipped("wrk is not there: install Debian's package of that name")
    return path


def rate(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    script: Path | None = None,
    connections: int = CONNECTIONS,
) -> float:
    """Ask for a URL as often as it is answered; returns requests per second (see `load`)."""
    return load(url, headers=headers, script=script, connections=connections).rate


def load(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    script: Path | None = None,
    connections: int = CONNECTIONS,
) -> Load:
    """Ask for a URL as often as it is answered.

    Args:
        url: What to ask for.
        headers: Headers of every request.
        script: A Lua script that makes the requests.
        connections: How many ask at once.

    Raises:
        RuntimeError: An answer was missing or no success: failures can be fast.
    """
    options = [f"-t{THREADS}", f"-c{connections}", f"-d{SECONDS}s", f"--timeout={PATIENCE}s"]
    options += ["--latency"]
    options += [f"-H{name}: {value}" for name, value in (headers or {}).items()]
    options += ["-s", str(script)] if script else []
    done = subprocess.run(  # noqa: S603 (argv is ours)
        [find(), *options, url], capture_output=True, text=True, check=True
    )
    found = RESULT.search(done.stdout)
    if found is None or "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise RuntimeError(f"{url}: {done.stdout}")
    return Load(float(found[3]), float(found[1]) * MILLISECONDS[found[2]])
