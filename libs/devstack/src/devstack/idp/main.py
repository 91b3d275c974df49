"""The provider's HTTP surface: discovery, keys, and tokens by client credentials."""

import hmac
from typing import Annotated, Any

from fastapi import FastAPI, Form
from fastapi.responses import JSONResponse

from devstack.idp import keys, tokens
from devstack.idp.settings import Settings

GRANT = "client_credentials"
WILAYAH = r"^(0|\d{2}|\d{4}|\d{6}|\d{10}|\d{13})$"  # the nation, or a code down to a TPS
BELONGS = r"^[a-z0-9-]{0,64}$"  # the party, pair or unit that the caller belongs to
NO_STORE = {"cache-control": "no-store"}


def create_app() -> FastAPI:
    """Wire the provider; raises RuntimeError outside of development."""
    settings = Settings.from_environment()
    key = keys.load_or_make(settings.key_file)
    app = FastAPI(title="Development identity provider", docs_url=None, redoc_url=None)

    @app.get("/.well-known/openid-configuration")
    async def discovery() -> dict[str, Any]:
        """Describe the provider."""
        return _discovery(settings.issuer)

    @app.get("/jwks")
    async def jwks() -> dict[str, Any]:
        """Public keys that verify the tokens."""
        return {"keys": [key.as_dict(private=False)]}

    @app.post("/token")
    async def token(
        grant_type: Annotated[str, Form()],
        client_id: Annotated[str, Form(description="a role, which has a client of its own")],
        client_secret: Annotated[str, Form()],
        wilayah: Annotated[str, Form(pattern=WILAYAH)] = "19",
        sub: Annotated[str, Form(max_length=128)] = "",
        peserta: Annotated[str, Form(pattern=BELONGS)] = "",
        unit: Annotated[str, Form(pattern=BELONGS)] = "",
    ) -> JSONResponse:
        """Issue an access token."""
        if grant_type != GRANT:
            return _refuse("unsupported_grant_type")
        known = hmac.compare_digest(client_secret.encode(), settings.client_secret.encode())
        if client_id not in tokens.ROLES or not known:
            return _refuse("invalid_client", status=401)
        signed = tokens.issue(
            key,
            issuer=settings.issuer,
            role=client_id,
            wilayah=wilayah,
            sub=sub or "-".join(part for part in (client_id, peserta, unit, wilayah) if part),
            peserta=peserta,
            unit=unit,
        )
        body = {
            "access_token": signed,
            "token_type": "Bearer",
            "expires_in": tokens.LIFETIME_SECONDS,
        }
        return JSONResponse(body, headers=NO_STORE)

    return app


def _discovery(issuer: str) -> dict[str, Any]:
    return {
        "issuer": issuer,
        "jwks_uri": f"{issuer}/jwks",
        "token_endpoint": f"{issuer}/token",
        "grant_types_supported": [GRANT],
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
        "response_types_supported": [],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [keys.ALGORITHM],
    }


def _refuse(error: str, *, status: int = 400) -> JSONResponse:
    """An error as RFC 6749 section 5.2 has it."""
    return JSONResponse({"error": error}, status, headers=NO_STORE)
