"""The stream of an operation: its whole state whenever it changes, as server-sent events.

It reads what the worker has committed, so it goes on when a worker dies and another takes over. An
event's id says which state it shows: a caller who comes back with it is told only what is new.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from uuid import UUID

from fastapi import Request

from election_common.database import transaction
from election_common.operasi.life import load_operasi
from election_common.operasi.row import Operasi
from election_common.operasi.shape import shape
from election_common.scope import Scope

POLL_SECONDS = 0.5
#: Below the 60 s after which the gateway takes a silent connection for a dead one.
HEARTBEAT_SECONDS = 15.0
#: A stream is no standing right: after this a new ticket is asked for.
LONGEST_SECONDS = 900.0
HEARTBEAT = ": detak\n\n"


async def stream(request: Request, id_: UUID, scope: Scope, last_seen: str) -> AsyncIterator[str]:
    """Yield events until the operation ends, the process does, or the time is up.

    Args:
        request: Who watches, in which language.
        id_: The operation.
        scope: The region of whoever was given the ticket.
        last_seen: Id of the last event that he has, empty when none.
    """
    clock = asyncio.get_running_loop().time
    until, said = clock() + LONGEST_SECONDS, clock()
    yield f"retry: {int(POLL_SECONDS * 1000)}\n\n"
    while clock() < until and not request.app.state.ending:
        async with transaction(request.app.state.sessions, scope) as tx:
            row = await load_operasi(tx, id_, scope)
        state = _state(row)
        if state != last_seen or row.ended:
            yield _event(request, row, state)
            last_seen, said = state, clock()
        elif clock() - said >= HEARTBEAT_SECONDS:
            yield HEARTBEAT
            said = clock()
        if row.ended:
            return
        await asyncio.sleep(POLL_SECONDS)


def _state(row: Operasi) -> str:
    return f"{row.status}/{row.langkah}/{row.selesai}/{row.total}"


def _event(request: Request, row: Operasi, state: str) -> str:
    name = "akhir" if row.ended else "kemajuan"
    data = json.dumps(shape(request, row).model_dump(mode="json"), ensure_ascii=False)
    return f"event: {name}\nid: {state}\ndata: {data}\n\n"
