"""What a route asks for: who calls, and the transaction that its effect lives in."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request
from fastapi.openapi.models import HTTPBearer
from fastapi.security.base import SecurityBase
from fastapi.security.utils import get_authorization_scheme_param
from sqlalchemy.ext.asyncio import AsyncSession

from election_common.actor import Actor
from election_common.database import transaction
from election_common.errors import Refusal


class _Caller(SecurityBase):
    """Whom a token and his grants speak for.

    One step, since FastAPI goes through all that a dependency depends on for each that names it.
    """

    scheme_name = "HTTPBearer"
    model = HTTPBearer(description="Access token (RFC 9068) of the office's issuer")

    async def __call__(self, request: Request) -> Actor:
        scheme, token = get_authorization_scheme_param(request.headers.get("authorization"))
        if scheme.lower() != "bearer" or not token:
            raise Refusal("token-tidak-ada")
        claimed: Actor = await request.app.state.verifier.actor(token)
        request.state.actor = claimed  # known to whoever records a refusal, grants or not
        actor: Actor = await request.app.state.akses.confirm(claimed)
        request.state.actor = actor
        return actor


By = Annotated[Actor, Depends(_Caller())]


async def _transaction(request: Request, by: By) -> AsyncIterator[AsyncSession]:
    async with transaction(request.app.state.sessions, by.scope) as session:
        yield session


async def _public_transaction(request: Request) -> AsyncIterator[AsyncSession]:
    async with transaction(request.app.state.sessions, scope=None) as session:
        yield session


# With the default scope a failed COMMIT would come after the answer: a citizen would read "saved"
# when it was not. The transaction ends before the answer begins.
Tx = Annotated[AsyncSession, Depends(_transaction, scope="function")]
PublicTx = Annotated[AsyncSession, Depends(_public_transaction, scope="function")]


async def _now() -> datetime:
    return datetime.now(UTC)


Now = Annotated[datetime, Depends(_now)]
