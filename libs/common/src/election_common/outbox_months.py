"""The months of the outbox: each has its partition before it begins."""

import asyncio

import structlog
from sqlalchemy import text

from election_common.database import Sessions, transaction

log = structlog.get_logger()

EVERY_SECONDS = 3600.0
MONTHS = 3

_PREPARE = text("select siapkan_bulan_outbox((current_date + :n * interval '1 month')::date)")


async def keep_months(sessions: Sessions) -> None:
    """Prepare this month and the next ones, until cancelled."""
    while True:
        try:
            await prepare_months(sessions)
        except Exception as failure:  # noqa: BLE001 - the default partition takes every fact
            log.warning("month-not-prepared", failure=repr(failure))
        await asyncio.sleep(EVERY_SECONDS)


async def prepare_months(sessions: Sessions) -> None:
    """Make the partitions that are not there, a transaction each."""
    for n in range(MONTHS):
        async with transaction(sessions, scope=None) as tx:
            await tx.execute(_PREPARE, {"n": n})
