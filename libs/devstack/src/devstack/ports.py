"""Ports of the loopback address, below the range that the kernel hands out to clients."""

import json
import random
import socket
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
    """Pick a free port at random.

    Raises:
        DevstackError: No free one was met.
    """
    for _ in range(TRIES):
        port = random.randint(LOWEST, HIGHEST)  # noqa: S311 (no secret: only fewer collisions)
        if is_free(port):
            return port
    raise DevstackError(f"no free port found between {LOWEST} and {HIGHEST}")


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
