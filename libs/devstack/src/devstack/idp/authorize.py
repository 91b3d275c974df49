"""The authorization endpoint: code with PKCE, after a choice on the picker's page."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from pydantic import BaseModel, Field

from devstack.idp import picker
from devstack.idp.accounts import ACCOUNTS
from devstack.idp.codes import Login

router = APIRouter()

S256 = r"^[A-Za-z0-9_-]{43}$"


class Wish(BaseModel):
    """What an application asks a browser to bring (OpenID Connect Core 3.1.2.1, RFC 7636)."""

    response_type: str
    client_id: str = Field(pattern=r"^[a-z0-9-]{3,64}$")
    redirect_uri: str
    code_challenge: str = Field(pattern=S256)
    code_challenge_method: str
    state: str = Field(min_length=8, max_length=512)
    nonce: str = Field("", max_length=512)
    scope: str = "openid"


class Choice(Wish):
    """The same with the account that was picked."""

    akun: str


@router.get("/authorize")
async def pick(wish: Annotated[Wish, Query()], request: Request) -> Response:
    """Show the accounts."""
    refusal = _refusal(wish, request.app.state.settings.redirect_uris)
    if refusal:
        return refusal
    headers = {"content-security-policy": picker.POLICY, "cache-control": "no-store"}
    return HTMLResponse(picker.page(wish.model_dump()), headers=headers)


@router.post("/authorize")
async def log_in(choice: Annotated[Choice, Form()], request: Request) -> Response:
    """Send the browser back with a code."""
    refusal = _refusal(choice, request.app.state.settings.redirect_uris)
    if refusal:
        return refusal
    account = ACCOUNTS.get(choice.akun)
    if account is None:
        return JSONResponse({"error": "access_denied"}, 400)
    login = Login(
        account, choice.client_id, choice.redirect_uri, choice.code_challenge, choice.nonce
    )
    issuer = request.app.state.settings.issuer
    code = request.app.state.codes.issue(login)
    query = urlencode({"code": code, "state": choice.state, "iss": issuer})
    mark = "&" if "?" in choice.redirect_uri else "?"
    headers = {"cache-control": "no-store", "referrer-policy": "no-referrer"}
    return RedirectResponse(f"{choice.redirect_uri}{mark}{query}", 303, headers)


def _refusal(wish: Wish, allowed: frozenset[str]) -> JSONResponse | None:
    """Why the browser is not sent on; an address that is not on the list is never followed."""
    if wish.redirect_uri not in allowed:
        return JSONResponse({"error": "invalid_request", "what": "redirect_uri"}, 400)
    if wish.response_type != "code":
        return JSONResponse({"error": "unsupported_response_type"}, 400)
    if wish.code_challenge_method != "S256":
        return JSONResponse({"error": "invalid_request", "what": "code_challenge_method"}, 400)
    return None
