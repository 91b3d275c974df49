"""Reports of imports: what is wrong with which line, kept while an office mends its file."""

import contextlib
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath
from uuid import UUID

import obstore
import structlog
from obstore.store import ObjectStore

from election_common.database import Sessions, transaction
from election_common.loop import Loop
from election_common.operasi import row as operasi_row

log = structlog.get_logger()

FOLDER = "galat"
#: A file is mended within the weeks of its window; later nobody asks which of its lines were bad.
DISIMPAN = timedelta(days=30)
SWEEP_SECONDS = 3600.0


def place(operasi: UUID) -> str:
    """Where the report of an operation is kept."""
    return f"{FOLDER}/{operasi}.csv"


def sweeping(sessions: Sessions, files: ObjectStore) -> Loop:
    """Delete old reports, now and then."""

    async def sweep() -> bool:
        for gone in await discard_reports(sessions, files, at=datetime.now(UTC)):
            log.info("report-deleted", place=gone)
        return False

    return Loop("reports", sweep, "false", every=SWEEP_SECONDS)


async def discard_reports(sessions: Sessions, files: ObjectStore, *, at: datetime) -> list[str]:
    """Delete the reports whose time is over, named by their operation or not; returns their places.

    The operation forgets its report first: a run that breaks off in between leaves a file that the
    next one finds, and no address that leads nowhere.
    """
    gone: list[str] = []
    async for part in obstore.list(files, FOLDER):
        for old in (one["path"] for one in part if one["last_modified"] < at - DISIMPAN):
            async with transaction(sessions, scope=None) as tx:
                operasi = UUID(PurePosixPath(old).stem)
                await operasi_row.progress(tx, operasi, berkas_galat=None)
            with contextlib.suppress(FileNotFoundError):  # another worker was there
                await obstore.delete_async(files, old)
                gone.append(old)
    return gone
