"""How a client proves itself, and how long a token serves."""

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from election_client import Client, ClientSecret, Problem
from election_client.credentials import ClientCredentials
from election_client.private_key import TYPE, PrivateKey

TOKEN_URL = "http://issuer.example/token"
GRANTED = {"access_token": "t1", "expires_in": 600}


def form(request):
    return dict(httpx.QueryParams(request.content.decode()))


def test_one_token_serves_until_shortly_before_it_expires(house, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr("election_client.credentials.time.monotonic", lambda: now[0])
    granted = [httpx.Response(200, json=GRANTED | {"access_token": t}) for t in ("t1", "t2")]
    ok = httpx.Response(200, json={})
    gate = house(granted[0], ok, ok, granted[1], ok)
    with Client("http://h", ClientSecret(TOKEN_URL, "kantor", "s", wilayah="1906"),
                transport=gate.transport) as client:  # fmt: skip
        for moment in (1000.0, 1539.0, 1540.0):
            now[0] = moment
            client.read("/publication/v1/rujukan", dict)
    asked, *rest = gate.seen
    assert form(asked) == {
        "grant_type": "client_credentials", "client_id": "kantor",
        "client_secret": "s", "wilayah": "1906",
    }  # fmt: skip
    assert [r.headers.get("authorization") for r in rest] == [
        "Bearer t1", "Bearer t1", None, "Bearer t2",
    ]  # fmt: skip


def test_a_refused_client_hears_it(house):
    gate = house(httpx.Response(401, json={"error": "invalid_client"}))
    with (
        Client("http://h", ClientSecret(TOKEN_URL, "x", "s"), transport=gate.transport) as client,
        pytest.raises(Problem) as caught,
    ):
        client.read("/publication/v1/rujukan", dict)
    assert caught.value.members == {"error": "invalid_client"}


def test_a_key_signs_a_new_assertion_each_time():
    key = ECKey.generate_key("P-256")
    client = PrivateKey(TOKEN_URL, "klien-kpu-1906", key.as_dict(private=True))
    first, second = client.proof(), client.proof()
    assert first["client_assertion_type"] == TYPE
    token = jwt.decode(first["client_assertion"], key, algorithms=["ES256"])
    claims = jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": "klien-kpu-1906"},
        sub={"essential": True, "value": "klien-kpu-1906"},
        aud={"essential": True, "value": TOKEN_URL},
        exp={"essential": True},
        jti={"essential": True},
    )
    claims.validate(token.claims)
    assert token.header["kid"] == key.thumbprint()
    assert token.claims["exp"] - token.claims["iat"] <= 60
    other = jwt.decode(second["client_assertion"], key, algorithms=["ES256"])
    assert other.claims["jti"] != token.claims["jti"]


def test_credentials_without_a_proof_cannot_be_made():
    with pytest.raises(TypeError, match="proof"):
        ClientCredentials("http://127.0.0.1:1/token", "kantor")
