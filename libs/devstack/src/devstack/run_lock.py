"""One running devstack per folder, known by a lock that the kernel frees when we die."""

import fcntl
import os
from pathlib import Path
from typing import IO

from devstack.errors import DevstackError


class RunLock:
    """Lock of a state folder."""

    def __init__(self, folder: Path):
        self._path = folder / "running"
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Take it.

        Raises:
            DevstackError: Another devstack runs in this folder.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            message = f"already running here (process {self.holder()}); `make stop` ends it"
            raise DevstackError(message) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file

    def free(self) -> None:
        """Give it back."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def holder(self) -> int | None:
        """Id of the process that runs devstack in this folder, if any does."""
        if not self._path.exists():
            return None
        with self._path.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return int(file.read() or 0)
            return None
