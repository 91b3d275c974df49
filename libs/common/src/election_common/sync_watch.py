"""Watches that the broker has on its disk what it acknowledges.

Without `sync_interval: always` a power cut takes acknowledged facts with it. Reconcile would bring
them back, but a service in production does not begin on such a server, nor on one that nobody has
seen yet.
"""

import asyncio

import httpx
import structlog

from election_common.alarms import Alarms

log = structlog.get_logger()

ALARM = "sync-always"
#: What is known of a server before the first look.
UNSEEN = {ALARM: "unknown: nobody has seen the server's settings yet"}
EVERY_SECONDS = 30.0
#: While something is wrong.
SOON_SECONDS = 2.0
TIMEOUT_SECONDS = 3.0


async def watch_sync(monitor_url: str, alarms: Alarms) -> None:
    """Look at the server's settings again and again, until cancelled."""
    async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS, trust_env=False) as client:
        while True:
            await look(client, monitor_url, alarms)
            await asyncio.sleep(SOON_SECONDS if ALARM in alarms.open else EVERY_SECONDS)


async def look(client: httpx.AsyncClient, monitor_url: str, alarms: Alarms) -> None:
    """Sound the alarm when the server does not sync, or when nobody can tell.

    The flag is asked for, not the interval: that still shows its default.
    """
    if not monitor_url:
        alarms.sound(ALARM, "unknown: NATS_MONITOR_URL is not set")
        return
    try:
        answer = await client.get(f"{monitor_url}/jsz")
        config = answer.raise_for_status().json().get("config", {})
    except (httpx.HTTPError, ValueError) as failure:
        # A server that is away is the connection's matter; what was known of it still holds, and
        # what was not known is still not known.
        log.warning("sync-not-seen", failure=repr(failure))
        return
    if config.get("sync_always"):
        alarms.clear(ALARM)
    else:
        alarms.sound(ALARM, "the server acknowledges before it syncs: set `sync_interval: always`")
