"""The provider's HTTP surface: discovery, keys and their rotation; logins and tokens beside it."""

import hmac
from typing import Annotated, Any

from fastapi import FastAPI, Form
from fastapi.responses import JSONResponse

from devstack.idp import authorize, exchange
from devstack.idp.assertions import ALGORITHMS, Assertions
from devstack.idp.codes import Codes
from devstack.idp.keys import ALGORITHM, Keys
from devstack.idp.settings import Settings


def create_app() -> FastAPI:
    """Wire the provider; raises RuntimeError outside of development."""
    settings = Settings.from_environment()
    keys = Keys(settings.key_file)
    app = FastAPI(title="Development identity provider", docs_url=None, redoc_url=None)
    app.state.settings = settings
    app.state.keys = keys
    app.state.codes = Codes()
    app.state.assertions = Assertions(settings.akses_url, f"{settings.issuer}/token")
    app.include_router(authorize.router)
    app.include_router(exchange.router)

    @app.get("/.well-known/openid-configuration")
    async def discovery() -> dict[str, Any]:
        """Describe the provider."""
        return _discovery(settings.issuer)

    @app.get("/jwks")
    async def jwks() -> dict[str, Any]:
        """Public keys that verify the tokens."""
        return keys.public()

    @app.post("/rotate")
    async def rotate(client_secret: Annotated[str, Form()]) -> JSONResponse:
        """Sign with the next key from now on; the last one still verifies what it signed."""
        if not hmac.compare_digest(client_secret.encode(), settings.client_secret.encode()):
            return JSONResponse({"error": "invalid_client"}, 401)
        return JSONResponse({"kid": keys.rotate()})

    return app


def _discovery(issuer: str) -> dict[str, Any]:
    return {
        "issuer": issuer,
        "jwks_uri": f"{issuer}/jwks",
        "token_endpoint": f"{issuer}/token",
        "authorization_endpoint": f"{issuer}/authorize",
        "grant_types_supported": list(exchange.GRANTS),
        "response_types_supported": ["code"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "none"],
        "token_endpoint_auth_signing_alg_values_supported": ALGORITHMS,
        "authorization_response_iss_parameter_supported": True,
        "scopes_supported": ["openid"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
    }
