"""The token endpoint: client credentials by secret or by assertion, and codes."""

import hmac
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from devstack.idp import assertions, tokens
from devstack.idp.accounts import NATION, PROVINCE, Account

router = APIRouter()

GRANTS = ("client_credentials", "authorization_code")
WILAYAH = r"^(0|\d{2}|\d{4}|\d{6}|\d{10}|\d{13})$"  # the nation, or a code down to a TPS
BELONGS = r"^[a-z0-9-]{0,64}$"  # the party, pair or unit that the caller belongs to
#: Where a caller belongs who does not say it: the house's own machines to the nation.
HOME = {"kantor": NATION}
NO_STORE = {"cache-control": "no-store"}


class Wish(BaseModel):
    """The form of all grants; a role has a client of its own, with the secret of all of them."""

    grant_type: str
    client_id: str = ""
    client_secret: str = ""
    client_assertion_type: str = ""
    client_assertion: str = ""
    scope: str = Field("kantor", description="the role that a registered client acts in")
    wilayah: str = Field("", pattern=rf"{WILAYAH}|^$", description="by default the province")
    sub: str = Field("", max_length=128)
    peserta: str = Field("", pattern=BELONGS)
    unit: str = Field("", pattern=BELONGS)
    code: str = ""
    redirect_uri: str = ""
    code_verifier: str = Field("", max_length=128)


@router.post("/token")
async def token(wish: Annotated[Wish, Form()], request: Request) -> JSONResponse:
    """Issue an access token."""
    if wish.grant_type not in GRANTS:
        return _refuse("unsupported_grant_type")
    if wish.grant_type == "authorization_code":
        return _by_code(wish, request.app.state)
    if wish.client_assertion_type:
        return await _by_assertion(wish, request.app.state)
    known = hmac.compare_digest(
        wish.client_secret.encode(), request.app.state.settings.client_secret.encode()
    )
    if wish.client_id not in tokens.ROLES or not known:
        return _refuse("invalid_client", status=401)
    wilayah = wish.wilayah or HOME.get(wish.client_id, PROVINCE)
    account = Account(wish.client_id, wilayah, wish.peserta, wish.unit)
    return _answer(request.app.state, account, sub=wish.sub or account.sub)


async def _by_assertion(wish: Wish, state: Any) -> JSONResponse:  # noqa: ANN401 - Starlette's
    """A registered client acts as itself; whether it may, its grants say."""
    client = None
    if wish.client_assertion_type == assertions.TYPE:
        client = await state.assertions.client(wish.client_assertion)
    if client is None or wish.client_id not in {"", client}:
        return _refuse("invalid_client", status=401)
    if wish.scope not in tokens.ROLES:
        return _refuse("invalid_scope")
    account = Account(wish.scope, wish.wilayah or PROVINCE, wish.peserta, wish.unit)
    return _answer(state, account, sub=client, client=client)


def _by_code(wish: Wish, state: Any) -> JSONResponse:  # noqa: ANN401 - Starlette's
    login = state.codes.redeem(
        wish.code,
        client=wish.client_id,
        redirect_uri=wish.redirect_uri,
        verifier=wish.code_verifier,
    )
    if login is None:
        return _refuse("invalid_grant")
    id_token = tokens.issue_id(
        state.keys.signing, issuer=state.settings.issuer, client=login.client,
        account=login.account, nonce=login.nonce,
    )  # fmt: skip
    more = {"id_token": id_token, "scope": "openid"}
    return _answer(state, login.account, sub=login.account.sub, client=login.client, **more)


def _answer(
    state: Any,  # noqa: ANN401 - Starlette's
    account: Account,
    *,
    sub: str,
    client: str = "",
    **more: str,
) -> JSONResponse:
    signed = tokens.issue(
        state.keys.signing, issuer=state.settings.issuer, role=account.role,
        wilayah=account.wilayah, sub=sub, peserta=account.peserta, unit=account.unit,
        client=client,
    )  # fmt: skip
    body = {
        "access_token": signed,
        "token_type": "Bearer",
        "expires_in": tokens.LIFETIME_SECONDS,
    }
    return JSONResponse(body | more, headers=NO_STORE)


def _refuse(error: str, *, status: int = 400) -> JSONResponse:
    """An error as RFC 6749 section 5.2 has it."""
    return JSONResponse({"error": error}, status, headers=NO_STORE)
