"""Ports of the loopback address, below the range that the kernel hands out to clients."""

import fcntl
import functools
import json
import os
import secrets
import socket
import tempfile
import threading
from pathlib import Path

from devstack.errors import DevstackError

LOWEST, HIGHEST = 20_000, 32_000
TRIES = 200


def is_free(port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def pick() -> int:
    """Pick a free port at random, and keep it from whoever else picks until this process ends.

    Between picking a port and listening there are seconds, in which a port is free to everybody.

    Raises:
        DevstackError: No free one was met.
    """
    for _ in range(TRIES):
        port = LOWEST + secrets.randbelow(HIGHEST - LOWEST + 1)  # `random` may have been seeded
        if is_free(port) and _reserve(port):
            return port
    raise DevstackError(f"no free port found between {LOWEST} and {HIGHEST}")


def _reserve(port: int) -> bool:
    """Lock the byte of a port in the file of all ports; the kernel unlocks it at our end."""
    file, ours = _reservations(os.getpid())
    if port in ours:
        return False
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
    except OSError:
        return False
    ours.add(port)
    return True


@functools.cache
def _reservations(_pid: int) -> tuple[int, set[int]]:
    """The file of all ports, and those that this process holds: a fork inherits no lock."""
    path = Path(tempfile.gettempdir()) / f"devstack-ports-{os.getuid()}"
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600), set()


class Ports:
    """Ports by name, picked once and remembered, so that addresses outlive a restart."""

    def __init__(self, path: Path):
        self._path = path
        self._lock = threading.Lock()

    def __getitem__(self, name: str) -> int:
        """Port for a server to come; another one when somebody has taken it in the meantime."""
        with self._lock:
            remembered = self.remembered()
            if name not in remembered or not is_free(remembered[name]):
                self._remember(remembered | {name: pick()})
            return self.remembered()[name]

    def note(self, name: str, port: int) -> None:
        """Remember a port that somebody else has chosen."""
        with self._lock:
            self._remember(self.remembered() | {name: port})

    def remembered(self) -> dict[str, int]:
        """All ports so far, whoever listens there."""
        if not self._path.exists():
            return {}
        ports: dict[str, int] = json.loads(self._path.read_text())
        return ports

    def _remember(self, ports: dict[str, int]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps(ports, indent=1))
