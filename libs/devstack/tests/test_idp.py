"""The development identity provider."""

import json

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from devstack.idp.main import create_app
from devstack.idp.settings import Settings
from devstack.services import SERVICES

FORM = {"grant_type": "client_credentials", "client_id": "kpu_kabko", "client_secret": "rahasia"}


@pytest.fixture
def environment(tmp_path, monkeypatch):
    values = {
        "ENVIRONMENT": "development",
        "ISSUER": "http://127.0.0.1:1",
        "KEY_FILE": str(tmp_path / "key.json"),
        "CLIENT_SECRET": "rahasia",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return values


def visit(app):
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://idp")


async def keys_of(app):
    async with visit(app) as client:
        return (await client.get("/jwks")).json()


@pytest.fixture
async def client(environment):
    async with visit(create_app()) as client:
        yield client


async def test_a_token_says_who_acts_where(client):
    answer = await client.post("/token", data=FORM | {"wilayah": "1906", "sub": "budi"})
    assert answer.headers["cache-control"] == "no-store"
    keys = KeySet.import_key_set((await client.get("/jwks")).json())
    token = jwt.decode(answer.json()["access_token"], keys, algorithms=["ES256"])
    assert token.header["typ"] == "at+jwt"
    assert token.claims["roles"] == ["kpu_kabko"]
    assert token.claims["wilayah"] == "1906"
    assert token.claims["sub"] == "budi"
    assert token.claims["aud"] == [service.name for service in SERVICES]
    assert token.claims["exp"] - token.claims["iat"] == answer.json()["expires_in"] == 600
    assert token.claims["jti"]


async def test_the_public_keys_hold_no_private_part(client):
    (key,) = (await client.get("/jwks")).json()["keys"]
    assert "d" not in key


async def test_discovery_names_the_endpoints(client):
    found = (await client.get("/.well-known/openid-configuration")).json()
    assert found["issuer"] == "http://127.0.0.1:1"
    assert found["jwks_uri"] == "http://127.0.0.1:1/jwks"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"client_secret": "salah"}, 401),
        ({"client_id": "raja"}, 401),
        ({"grant_type": "password"}, 400),
        ({"wilayah": "babel"}, 422),
        ({"wilayah": "190"}, 422),
    ],
)
async def test_what_is_refused(client, change, status):
    answer = await client.post("/token", data=FORM | change)
    assert answer.status_code == status
    assert "access_token" not in answer.text


async def test_the_key_is_made_once_and_is_nobody_elses(environment, tmp_path):
    first = await keys_of(create_app())
    again = await keys_of(create_app())
    assert first == again
    file = tmp_path / "key.json"
    assert file.stat().st_mode & 0o077 == 0
    assert json.loads(file.read_text())["crv"] == "P-256"


@pytest.mark.parametrize("name", ["production", "staging", ""])
def test_it_runs_in_development_only(environment, name):
    with pytest.raises(RuntimeError, match="development"):
        Settings.from_environment(environment | {"ENVIRONMENT": name})
