"""The development identity provider, in process."""

import json

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from devstack.idp.main import create_app


@pytest.fixture
def environment(tmp_path, monkeypatch):
    values = {
        "ENVIRONMENT": "development",
        "ISSUER": "http://127.0.0.1:1",
        "KEY_FILE": str(tmp_path / "key.json"),
        "CLIENT_SECRET": "rahasia",
        "AKSES_URL": "http://127.0.0.1:1",
        "REDIRECT_URIS": json.dumps(["http://127.0.0.1:5173/masuk"]),
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return values


@pytest.fixture
def visit():
    """A visitor of a provider."""

    def of(app):
        return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://idp")

    return of


@pytest.fixture
async def client(environment, visit):
    async with visit(create_app()) as client:
        yield client


@pytest.fixture
def opened(client):
    """A token as whoever knows the public keys reads it."""

    async def read(token):
        keys = KeySet.import_key_set((await client.get("/jwks")).json())
        return jwt.decode(token, keys, algorithms=["ES256"])

    return read
