"""Refused attempts: who asked for what he may not have. They stay when the act is rolled back."""

from datetime import UTC, datetime

import structlog
from fastapi import Request
from sqlalchemy.exc import SQLAlchemyError

from election_common.audit import record_act
from election_common.database import transaction
from election_common.errors import Refusal

log = structlog.get_logger()

TINDAKAN = "penolakan"


async def record_refusal(request: Request, refusal: Refusal) -> None:
    """Audit an authenticated caller's refusal in a transaction of its own.

    The answer does not depend on it: a database that is away turns no 403 into a 500, and the log
    then holds what the audit misses.
    """
    actor = getattr(request.state, "actor", None)
    if actor is None:
        return
    route = request.scope["route"].name
    try:
        async with transaction(request.app.state.sessions, scope=None) as tx:
            await record_act(
                tx, TINDAKAN, route, by=actor, at=datetime.now(UTC), sebab=refusal.code,
                alamat=dict(request.path_params),
            )  # fmt: skip
    except SQLAlchemyError as failure:
        log.warning(
            "refusal-not-audited", sub=actor.sub, route=route, sebab=refusal.code,
            failure=type(failure).__name__,
        )  # fmt: skip
