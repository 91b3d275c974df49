"""Probes, and the end of a process: out of the load balancer first, then drained, then gone."""

import asyncio
import contextlib
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy import text

from election_common.errors import Refusal

router = APIRouter(include_in_schema=False)


@router.get("/livez")
async def livez() -> dict[str, str]:
    """Say that the process lives; asks nobody else."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(request: Request) -> JSONResponse:
    """Say whether acts would succeed: not about to end, a database, and a schema new enough."""
    state = request.app.state
    if state.ending:
        raise Refusal("layanan-berhenti")
    async with state.sessions() as session:
        found = await session.scalar(text("select max(version_num) from alembic_version"))
    # A newer schema is fine: it is expanded before the code that needs it runs.
    if found is None or found < state.revision:
        raise Refusal("migrasi-belum-dijalankan", revisi=state.revision, ada=found or "-")
    return JSONResponse({"status": "ok", "revisi": found})


@contextmanager
def ending_gently(app: FastAPI, seconds: float) -> Iterator[None]:
    """Let SIGTERM first make the process not ready, and end it when the balancer has seen that.

    The server's own handler, which drains and ends, runs after `seconds`.
    """
    app.state.ending = False
    loop = asyncio.get_running_loop()
    servers = signal.getsignal(signal.SIGTERM)

    def end(number: int, frame: FrameType | None) -> None:
        app.state.ending = True
        if callable(servers):
            loop.call_soon_threadsafe(loop.call_later, seconds, servers, number, frame)

    with contextlib.suppress(ValueError):  # a server in a thread of a test gets no signals
        if callable(servers):
            signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        with contextlib.suppress(ValueError):
            if signal.getsignal(signal.SIGTERM) is end:
                signal.signal(signal.SIGTERM, servers)
