"""Offices that come as programs: a proof of the key instead of a secret (RFC 7523)."""

import time

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from devstack.idp import assertions

OFFICE = "klien-kpu-1906"


@pytest.fixture
def office():
    """The pair of keys of a registered client."""
    return ECKey.generate_key("P-256", auto_kid=True)


@pytest.fixture
def registered(client, office, monkeypatch):
    """The provider, and an office that the gateway knows."""

    async def keys(self, client):
        known = [office.as_dict(private=False)] if client == OFFICE else []
        return KeySet.import_key_set({"keys": known})

    monkeypatch.setattr(assertions.Assertions, "_keys", keys)
    return client


def proof(key, *, sub=OFFICE, header=None, **changes):
    now = int(time.time())
    claims = {
        "iss": sub,
        "sub": sub,
        "aud": "http://127.0.0.1:1/token",
        "iat": now,
        "exp": now + 120,
        "jti": f"{time.monotonic_ns()}",
    } | changes
    claims = {name: value for name, value in claims.items() if value is not None}
    return {
        "grant_type": "client_credentials",
        "client_assertion_type": assertions.TYPE,
        "client_assertion": jwt.encode({"alg": "ES256", "kid": key.kid} | (header or {}), claims,
                                       key),
        "scope": "kantor",
        "wilayah": "1906",
    }  # fmt: skip


async def test_an_office_proves_that_it_holds_its_key(registered, office, opened):
    answer = await registered.post("/token", data=proof(office))
    token = await opened(answer.json()["access_token"])
    assert (token.claims["sub"], token.claims["client_id"]) == (OFFICE, OFFICE)
    assert (token.claims["roles"], token.claims["wilayah"]) == (["kantor"], "1906")


async def test_a_proof_counts_once(registered, office):
    form = proof(office)
    assert (await registered.post("/token", data=form)).status_code == 200
    answer = await registered.post("/token", data=form)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "http://127.0.0.1:1"},
        {"aud": None},
        {"exp": 1_700_000_000},
        {"exp": 4_102_444_800},
        {"exp": None},
        {"jti": None},
        {"iss": "klien-lain"},
        {"sub": "klien-lain"},
        {"sub": "../../v1/rahasia"},
        {"sub": 1},
    ],
    ids=str,
)
async def test_a_proof_that_is_none(registered, office, changes):
    answer = await registered.post("/token", data=proof(office, **changes))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


async def test_a_foreign_key_and_another_name_prove_nothing(registered, office):
    foreign = ECKey.generate_key("P-256", auto_kid=True)
    assert (await registered.post("/token", data=proof(foreign))).status_code == 401
    other = proof(office) | {"client_id": "klien-lain"}
    assert (await registered.post("/token", data=other)).status_code == 401
    unknown = proof(office) | {"scope": "raja"}
    assert (await registered.post("/token", data=unknown)).json()["error"] == "invalid_scope"
