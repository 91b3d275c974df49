"""The examination: a loop of the worker that takes files out of quarantine, one after the other."""

import asyncio
import resource
import signal
import sys
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import structlog
from obstore.store import ObjectStore

from election_common.berkas import karantina, tersegel
from election_common.berkas.clamd import ScannerAwayError, scan
from election_common.berkas.tiba import Berkas
from election_common.database import Sessions, transaction
from election_common.keyring import Keyring
from election_common.loop import Loop

log = structlog.get_logger()

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 20
#: How a process ends of what it reads: its time, a crash, no memory within its bound. An error that
#: a parser raises is in its answer: one that ends it is the program's own.
OF_CONTENT = frozenset({-signal.SIGXCPU, -signal.SIGSEGV, -signal.SIGABRT})


class ExaminerEndedError(Exception):
    """The examining process was ended from outside; nothing is known of the file."""


def examination(sessions: Sessions, files: ObjectStore, keyring: Keyring, clamd: str = "") -> Loop:
    """Examine quarantined files.

    Without a scanner's address only the content is examined. With one, a file that the scanner has
    not seen stays in quarantine: it fails closed.
    """
    step = partial(examine_one, sessions, files, keyring, clamd)
    return Loop("examination", step, karantina.WAITING)


async def examine_one(
    sessions: Sessions, files: ObjectStore, keyring: Keyring, clamd: str = ""
) -> bool:
    """Examine the file whose turn it is; says whether there was one.

    No transaction is open meanwhile: an examination may last longer than one may rest.

    Raises:
        ScannerAwayError: The scanner did not answer.
        ExaminerEndedError: The examining process did not come to its end.
        FileNotFoundError: The store has lost the file.
        InvalidTag: What the store has is not what was sealed.
    """
    async with transaction(sessions, scope=None) as tx:
        berkas = await karantina.next_quarantined(tx)
    if berkas is None:
        return False
    with tempfile.NamedTemporaryFile() as copy:
        async for chunk in await tersegel.read(files, berkas, keyring):
            copy.write(chunk)
        copy.flush()
        sebab = await _content(Path(copy.name), berkas)
        if sebab is None and clamd:
            sebab = "virus" if await scan(clamd, Path(copy.name)) else None
    async with transaction(sessions, scope=None) as tx:
        await karantina.settle(tx, berkas.sidik, sebab, at=datetime.now(UTC))
    log.info("file-examined", sidik=berkas.sidik, sebab=sebab)
    return True


async def _content(path: Path, berkas: Berkas) -> str | None:
    """What a process of its own says of the content; one that dies of it has said enough.

    Raises:
        ExaminerEndedError: It ended of something else, as when the machine has no memory left.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "election_common.berkas.isi", str(path), berkas.jenis,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL, preexec_fn=_bounds,
    )  # fmt: skip
    said, _ = await child.communicate()
    if child.returncode in OF_CONTENT:
        return "rusak"
    if child.returncode != 0:
        raise ExaminerEndedError(child.returncode)
    return said.decode() or None


def _bounds() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    # were both the same, its end would be SIGKILL, as when the machine has no memory
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


__all__ = ["ExaminerEndedError", "ScannerAwayError", "examination", "examine_one"]
