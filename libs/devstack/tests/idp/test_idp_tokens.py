"""Tokens of the development identity provider, and the keys that sign them."""

import pytest

from devstack.idp.main import create_app
from devstack.idp.settings import Settings
from devstack.services import SERVICES

FORM = {"grant_type": "client_credentials", "client_id": "kpu_kabko", "client_secret": "rahasia"}


async def test_a_token_says_who_acts_where(client, opened):
    answer = await client.post("/token", data=FORM | {"wilayah": "1906", "sub": "budi"})
    assert answer.headers["cache-control"] == "no-store"
    token = await opened(answer.json()["access_token"])
    assert token.header["typ"] == "at+jwt"
    assert token.claims["roles"] == ["kpu_kabko"]
    assert token.claims["wilayah"] == "1906"
    assert token.claims["sub"] == "budi"
    assert token.claims["aud"] == [service.name for service in SERVICES]
    assert token.claims["exp"] - token.claims["iat"] == answer.json()["expires_in"] == 600
    assert token.claims["jti"]


async def test_the_public_keys_hold_no_private_part(client):
    keys = (await client.get("/jwks")).json()["keys"]
    assert len(keys) == 2
    assert all("d" not in key for key in keys)


async def test_discovery_names_the_endpoints(client):
    found = (await client.get("/.well-known/openid-configuration")).json()
    assert found["issuer"] == "http://127.0.0.1:1"
    assert found["jwks_uri"] == "http://127.0.0.1:1/jwks"
    assert found["authorization_endpoint"] == "http://127.0.0.1:1/authorize"
    assert found["code_challenge_methods_supported"] == ["S256"]
    assert "private_key_jwt" in found["token_endpoint_auth_methods_supported"]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"client_secret": "salah"}, 401),
        ({"client_secret": ""}, 401),
        ({"client_id": "raja"}, 401),
        ({"grant_type": "password"}, 400),
        ({"wilayah": "babel"}, 422),
        ({"wilayah": "190"}, 422),
        ({"grant_type": "authorization_code", "code": "ditebak"}, 400),
    ],
)
async def test_what_is_refused(client, change, status):
    answer = await client.post("/token", data=FORM | change)
    assert answer.status_code == status
    assert "access_token" not in answer.text


async def test_the_keys_are_made_once_and_are_nobody_elses(environment, visit, tmp_path):
    found = []
    for app in (create_app(), create_app()):
        async with visit(app) as client:
            found.append((await client.get("/jwks")).json())
    assert found[0] == found[1]
    file = tmp_path / "key.json"
    assert file.stat().st_mode & 0o077 == 0


async def test_the_next_key_is_known_before_it_signs_and_the_last_one_after(client, opened):
    old = (await client.post("/token", data=FORM)).json()["access_token"]
    before = [key["kid"] for key in (await client.get("/jwks")).json()["keys"]]
    answer = await client.post("/rotate", data={"client_secret": "rahasia"})
    signing = answer.json()["kid"]
    after = [key["kid"] for key in (await client.get("/jwks")).json()["keys"]]
    assert (after[0], after[2]) == (signing, before[0]) == (before[1], before[0])
    assert after[1] not in before
    new = (await client.post("/token", data=FORM)).json()["access_token"]
    assert (await opened(new)).header["kid"] == signing
    assert (await opened(old)).header["kid"] == before[0]
    assert (await client.post("/rotate", data={"client_secret": "salah"})).status_code == 401


@pytest.mark.parametrize("name", ["production", "staging", ""])
def test_it_runs_in_development_only(environment, name):
    with pytest.raises(RuntimeError, match="development"):
        Settings.from_environment(environment | {"ENVIRONMENT": name})
