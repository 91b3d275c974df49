"""Watches that the audit is sealed and signed: a sealer that has stopped refuses no act."""

import asyncio
import time

import structlog
from sqlalchemy import text

from election_common import failure
from election_common.alarms import Alarms
from election_common.database import Sessions, transaction

log = structlog.get_logger()

NOT_SEALED = "audit-not-sealed"
NOT_SIGNED = "audit-not-signed"
EVERY_SECONDS = 5.0
#: A row has its seal within a second, and a checkpoint comes when it is due.
LATE_SECONDS = 30.0

# The first row that waits, and how long the first seal that no checkpoint covers has stood. After a
# restore the last checkpoint may be of a larger tree, which is gone: it covers what was sealed
# before it, whatever the size, and nothing since.
_LOOK = text("""
    with terakhir as (select ukuran, pada from titik_periksa order by nomor desc limit 1),
         sendiri as (select t.ukuran from titik_periksa t join segel s using (ukuran, akar)
                     order by t.nomor desc limit 1)
    select (select min(id) from audit where urut is null) as waiting,
           coalesce(extract(epoch from clock_timestamp() - (
               select s.pada from segel s left join terakhir t on true
               where s.ukuran > coalesce((select ukuran from sendiri), 0)
                 and (t.ukuran is null or s.ukuran > t.ukuran or s.pada > t.pada)
               order by s.ukuran limit 1)), 0)::float as unsigned
""")


class AuditWatch:
    """Watches one audit.

    How long a row waits is seen, not read: what it says of its time is its act's.

    Args:
        sessions: The service's database.
        checkpoint_seconds: How often a checkpoint is signed.
        alarms: Where is said what is wrong.
    """

    def __init__(self, sessions: Sessions, checkpoint_seconds: float, alarms: Alarms):
        self.unsealed_seconds = 0.0
        self.unsigned_seconds = 0.0
        self._sessions = sessions
        self._due_seconds = checkpoint_seconds
        self._alarms = alarms
        self._waiting: int | None = None
        self._since = 0.0

    async def run(self) -> None:
        """Look every few seconds, until cancelled."""
        while True:
            try:
                await self.look()
            except Exception as cause:  # noqa: BLE001 - the database is away: so is the audit
                log.warning("audit-not-seen", failure=failure.name(cause))
            await asyncio.sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """Look, and sound or end the alarms."""
        async with transaction(self._sessions, scope=None) as tx:
            row = (await tx.execute(_LOOK)).one()
        self.unsealed_seconds = self._seen_for(row.waiting)
        self.unsigned_seconds = row.unsigned
        self._tell(
            NOT_SEALED, self.unsealed_seconds > LATE_SECONDS,
            f"the row with id {row.waiting} waits for its seal; see the log of the loop `sealer`",
        )  # fmt: skip
        self._tell(
            NOT_SIGNED, self.unsigned_seconds > self._due_seconds + LATE_SECONDS,
            "a checkpoint is overdue; see the log of the loop `sealer`, and the clock; after a "
            "restore none is signed until the tree is larger than the last one published",
        )  # fmt: skip

    def _seen_for(self, waiting: int | None) -> float:
        """Seconds for which this row has been the first that waits."""
        now = time.monotonic()
        if waiting is None or waiting != self._waiting:
            self._waiting, self._since = waiting, now
        return now - self._since

    def _tell(self, name: str, wrong: bool, text: str) -> None:
        if wrong:
            self._alarms.sound(name, text)
        else:
            self._alarms.clear(name)
