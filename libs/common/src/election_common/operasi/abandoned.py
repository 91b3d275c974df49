"""Operations whose job was given up: whoever waits for one must be told.

It looks at rows and hears of no failure, so it misses none: not that of a worker which was killed
at its last try, nor its own.
"""

from datetime import UTC, datetime
from functools import partial

import structlog

from election_common.database import Sessions, transaction
from election_common.errors import Refusal
from election_common.loop import Loop
from election_common.operasi import life
from election_common.operasi import row as store

log = structlog.get_logger()

EVERY_SECONDS = 5.0


def abandonment(sessions: Sessions) -> Loop:
    """End what no job will end."""
    return Loop("operations", partial(fail_abandoned, sessions), "false", every=EVERY_SECONDS)


async def fail_abandoned(sessions: Sessions) -> bool:
    """End the operations without a job as `operasi-tidak-selesai`; says whether there were any."""
    async with transaction(sessions, scope=None) as tx:
        rows = await store.abandoned(tx)
        for row in rows:
            life.fail(row, Refusal("operasi-tidak-selesai"), at=datetime.now(UTC))
            log.error("operation-abandoned", operasi=str(row.id), jenis=row.jenis)
    return bool(rows)
