"""What a route asks for: who calls, and the transaction that its effect lives in."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.ext.asyncio import AsyncSession

from election_common.actor import Actor
from election_common.database import transaction
from election_common.errors import Refusal

_bearer = HTTPBearer(auto_error=False, description="Access token (RFC 9068) of the office's issuer")


async def _actor(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Actor:
    if credentials is None:
        raise Refusal("token-tidak-ada")
    claimed: Actor = await request.app.state.verifier.actor(credentials.credentials)
    request.state.actor = claimed  # known to whoever records a refusal, grants or not
    actor: Actor = await request.app.state.akses.confirm(claimed)
    request.state.actor = actor
    return actor


By = Annotated[Actor, Depends(_actor)]


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
