"""Watches the quarantine: a file that cannot be examined stays there, and no request says so."""

from functools import partial

from sqlalchemy import text

from election_common.alarms import Alarms
from election_common.database import Sessions, transaction
from election_common.loop import Loop

NOT_EXAMINED = "files-not-examined"
#: A restart may cost a file one turn; one that has had three was not examined twice.
TURNS = 3

_LOOK = text("""
    select count(*) as n, min(sidik) as first from berkas
    where status = 'karantina' and percobaan >= :turns
""")


def watching(sessions: Sessions, alarms: Alarms) -> Loop:
    """Look every few seconds."""
    return Loop("quarantine", partial(look, sessions, alarms), "false")


async def look(sessions: Sessions, alarms: Alarms) -> bool:
    """Look, and sound or end the alarm."""
    async with transaction(sessions, scope=None) as tx:
        found = (await tx.execute(_LOOK, {"turns": TURNS})).one()
    if found.n:
        alarms.sound(
            NOT_EXAMINED,
            f"{found.n} files stay in quarantine, first {found.first}: restore a lost one, or have"
            " it sent again; see the log of the loop `examination`, and the scanner",
        )
    else:
        alarms.clear(NOT_EXAMINED)
    return False
