"""Secrets of a development machine: made once, kept in the ignored folder, readable by one user."""

import json
import os
import secrets
import threading
from pathlib import Path

from election_common import keyring_file
from election_common.keyring import Keyring, Purpose

OWNER_ONLY = 0o600
#: What is made here says so: a production process refuses to start with it.
DEVELOPMENT = "development"


def write_secret(path: Path, text: str) -> None:
    """Replace the file in one step; no other user can read it at any moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


class Passwords:
    """Passwords by name, generated when first asked for."""

    def __init__(self, path: Path):
        self._path = path
        self._lock = threading.Lock()

    def __getitem__(self, name: str) -> str:
        """Password of that name; begins with a letter, so that no config reads it as a number."""
        with self._lock:
            known: dict[str, str] = json.loads(self._path.read_text()) if self.exists() else {}
            if name not in known:
                known[name] = f"{DEVELOPMENT}-{secrets.token_hex(16)}"
                write_secret(self._path, json.dumps(known, indent=1))
            return known[name]

    def exists(self) -> bool:
        """Whether any password was ever generated here."""
        return self._path.exists()


def ensure_keyring(path: Path) -> Path:
    """Make a service's file of encryption keys unless it is there; returns its path."""
    if not path.exists():
        ring = keyring_file.new_ring() | {DEVELOPMENT: True}
        write_secret(path, json.dumps(ring, indent=1))
    return path


def rotate(path: Path, purpose: Purpose) -> tuple[Keyring, Keyring]:
    """Add a key for a purpose and promote it; returns the keyring as it is after each step."""
    kid = keyring_file.main(["add", str(path), purpose])
    added = Keyring.load(path)
    keyring_file.main(["promote", str(path), purpose, kid])
    return added, Keyring.load(path)
