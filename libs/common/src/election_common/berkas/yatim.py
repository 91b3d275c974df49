"""Orphans: files that no row names, since their process was killed or their commit failed.

A refused upload leaves nothing (`tiba.land`); what is found here is what nobody could clear away.
Beside what a service keeps, its database may itself be what lacks the row: one that was restored
to too early a moment, before it is restored to the right one. Such a file waits for `kept_for`.
"""

import contextlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import obstore
import structlog
from obstore.store import LocalStore, ObjectStore
from sqlalchemy import text

from election_common.berkas.tiba import KEPT, LANDING
from election_common.database import Sessions, Tx, transaction
from election_common.loop import Loop

log = structlog.get_logger()

#: An upload may last a minute.
STALE = timedelta(hours=1)
SWEEP_SECONDS = 600.0

#: Neither a file that was admitted, nor one that an operation waits for.
_UNNAMED = text("""
    select tempat from unnest(cast(:tempat as text[])) tempat
    where not exists (select from berkas where sidik = split_part(tempat, '/', 2))
    and not exists (select from operasi where status in ('menunggu', 'berjalan')
                    and argumen ->> 'tempat' = tempat)
""")
_ALONE = text("select pg_advisory_xact_lock(hashtextextended(:tempat, 0))")


def sweeping(sessions: Sessions, files: ObjectStore, kept_for: timedelta) -> Loop:
    """Delete orphans, now and then."""

    async def sweep() -> bool:
        for place in await discard_orphans(sessions, files, kept_for, at=datetime.now(UTC)):
            log.warning("orphan-deleted", place=place)
        return False

    return Loop("orphans", sweep, "false", every=SWEEP_SECONDS)


async def discard_orphans(
    sessions: Sessions, files: ObjectStore, kept_for: timedelta, *, at: datetime
) -> list[str]:
    """Delete files that no row names and nobody can still be sending; returns their places."""
    gone: list[str] = []
    for folder, patience in ((LANDING, STALE), (KEPT, max(STALE, kept_for))):
        before = at - patience
        async for part in obstore.list(files, folder):
            stale = [one["path"] for one in part if one["last_modified"] < before]
            async with transaction(sessions, scope=None) as tx:
                unnamed = await _unnamed(tx, stale)
            gone += [place for place in unnamed if await _discard(sessions, files, place, before)]
        gone += _discard_parts(files, folder, at)
    return gone


async def _discard(sessions: Sessions, files: ObjectStore, place: str, before: datetime) -> bool:
    """Delete an orphan, unless its content came anew meanwhile."""
    async with transaction(sessions, scope=None) as tx:
        await tx.execute(_ALONE, {"tempat": place})  # whoever admits it has committed, or waits
        with contextlib.suppress(FileNotFoundError):  # another worker was there
            found = await obstore.head_async(files, place)
            if found["last_modified"] < before and await _unnamed(tx, [place]):
                await obstore.delete_async(files, place)
                return True
    return False


async def _unnamed(tx: Tx, places: Sequence[str]) -> Sequence[str]:
    return (await tx.scalars(_UNNAMED, {"tempat": list(places)})).all()


def _discard_parts(files: ObjectStore, folder: str, at: datetime) -> list[str]:
    """Delete what uploads had written when they broke off, which a store on disk does not list.

    In a bucket a rule of its life cycle does it.
    """
    if not isinstance(files, LocalStore):
        return []
    parts = Path(str(files.prefix), folder).glob("*#*")
    stale = [p for p in parts if datetime.fromtimestamp(p.stat().st_mtime, UTC) < at - STALE]
    for part in stale:
        part.unlink()
    return [part.name for part in stale]
