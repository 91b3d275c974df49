"""The development identity provider."""

import json
import time
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from devstack.idp import assertions
from devstack.idp.accounts import ACCOUNTS
from devstack.idp.codes import challenge
from devstack.idp.main import create_app
from devstack.idp.settings import Settings
from devstack.services import SERVICES

FORM = {"grant_type": "client_credentials", "client_id": "kpu_kabko", "client_secret": "rahasia"}
BACK = "http://127.0.0.1:5173/masuk"
VERIFIER = "v" * 43
WISH = {
    "response_type": "code",
    "client_id": "kpu-web",
    "redirect_uri": BACK,
    "code_challenge": challenge(VERIFIER),
    "code_challenge_method": "S256",
    "state": "keadaan-1",
    "nonce": "sekali",
}
OFFICE = "kantor-kpu-1906"


@pytest.fixture
def environment(tmp_path, monkeypatch):
    values = {
        "ENVIRONMENT": "development",
        "ISSUER": "http://127.0.0.1:1",
        "KEY_FILE": str(tmp_path / "key.json"),
        "CLIENT_SECRET": "rahasia",
        "AKSES_URL": "http://127.0.0.1:1",
        "REDIRECT_URIS": json.dumps([BACK]),
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


async def opened(client, token):
    keys = KeySet.import_key_set((await client.get("/jwks")).json())
    return jwt.decode(token, keys, algorithms=["ES256"])


async def test_a_token_says_who_acts_where(client):
    answer = await client.post("/token", data=FORM | {"wilayah": "1906", "sub": "budi"})
    assert answer.headers["cache-control"] == "no-store"
    token = await opened(client, answer.json()["access_token"])
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


async def test_the_keys_are_made_once_and_are_nobody_elses(environment, tmp_path):
    first = await keys_of(create_app())
    again = await keys_of(create_app())
    assert first == again
    file = tmp_path / "key.json"
    assert file.stat().st_mode & 0o077 == 0


async def test_the_next_key_is_known_before_it_signs_and_the_last_one_after(client):
    old = (await client.post("/token", data=FORM)).json()["access_token"]
    before = [key["kid"] for key in (await client.get("/jwks")).json()["keys"]]
    answer = await client.post("/rotate", data={"client_secret": "rahasia"})
    signing = answer.json()["kid"]
    after = [key["kid"] for key in (await client.get("/jwks")).json()["keys"]]
    assert (after[0], after[2]) == (signing, before[0]) == (before[1], before[0])
    assert after[1] not in before
    new = (await client.post("/token", data=FORM)).json()["access_token"]
    assert (await opened(client, new)).header["kid"] == signing
    assert (await opened(client, old)).header["kid"] == before[0]
    assert (await client.post("/rotate", data={"client_secret": "salah"})).status_code == 401


@pytest.mark.parametrize("name", ["production", "staging", ""])
def test_it_runs_in_development_only(environment, name):
    with pytest.raises(RuntimeError, match="development"):
        Settings.from_environment(environment | {"ENVIRONMENT": name})


async def code_of(client, akun="ppk-190601", **changes):
    answer = await client.post("/authorize", data=WISH | {"akun": akun} | changes)
    assert answer.status_code == 303, answer.text
    back = urlsplit(answer.headers["location"])
    query = {name: values[0] for name, values in parse_qs(back.query).items()}
    assert answer.headers["location"].startswith(f"{BACK}?")
    assert (query["state"], query["iss"]) == ("keadaan-1", "http://127.0.0.1:1")
    return query["code"]


def exchange(code, **changes):
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": "kpu-web",
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
    }
    return form | changes


async def test_the_picker_offers_every_account_and_keeps_what_was_asked(client):
    answer = await client.get("/authorize", params=WISH | {"nonce": '"><script>'})
    assert answer.status_code == 200
    assert all(f'value="{sub}"' in answer.text for sub in ACCOUNTS)
    assert "<script" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


async def test_a_login_gives_a_token_and_says_to_the_application_who_it_was(client):
    answer = await client.post("/token", data=exchange(await code_of(client)))
    body = answer.json()
    access, who = [await opened(client, body[name]) for name in ("access_token", "id_token")]
    assert (access.header["typ"], who.header["typ"]) == ("at+jwt", "JWT")
    assert access.claims["sub"] == who.claims["sub"] == "ppk-190601"
    assert (access.claims["roles"], access.claims["wilayah"]) == (["ppk"], "190601")
    assert (who.claims["aud"], who.claims["nonce"]) == ("kpu-web", "sekali")
    assert access.claims["client_id"] == "kpu-web"


@pytest.mark.parametrize(
    "changes",
    [
        {"code_verifier": "w" * 43},
        {"code_verifier": ""},
        {"client_id": "lain-web"},
        {"redirect_uri": "http://127.0.0.1:3000/masuk"},
    ],
)
async def test_a_code_is_for_whoever_asked_for_it(client, changes):
    code = await code_of(client)
    answer = await client.post("/token", data=exchange(code, **changes))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
    assert (await client.post("/token", data=exchange(code))).status_code == 400  # it is spent


async def test_a_code_is_good_once(client):
    code = await code_of(client)
    assert (await client.post("/token", data=exchange(code))).status_code == 200
    assert (await client.post("/token", data=exchange(code))).json()["error"] == "invalid_grant"


async def test_a_code_is_good_for_a_minute(client, monkeypatch):
    code = await code_of(client)
    now = time.monotonic()
    monkeypatch.setattr("devstack.idp.codes.time.monotonic", lambda: now + 61)
    assert (await client.post("/token", data=exchange(code))).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"redirect_uri": f"{BACK}/"}, 400),
        ({"redirect_uri": "https://jahat.example/masuk"}, 400),
        ({"redirect_uri": f"{BACK}@jahat.example"}, 400),
        ({"response_type": "token"}, 400),
        ({"code_challenge_method": "plain"}, 400),
        ({"code_challenge": ""}, 422),
        ({"state": ""}, 422),
    ],
)
async def test_a_browser_is_sent_only_where_it_may_go(client, change, status):
    for answer in (
        await client.get("/authorize", params=WISH | change),
        await client.post("/authorize", data=WISH | {"akun": "ppk-190601"} | change),
    ):
        assert answer.status_code == status
        assert "location" not in answer.headers


async def test_an_account_that_is_not_there_cannot_be_picked(client):
    answer = await client.post("/authorize", data=WISH | {"akun": "raja-0"})
    assert (answer.status_code, answer.json()["error"]) == (400, "access_denied")


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


async def test_an_office_proves_that_it_holds_its_key(registered, office):
    answer = await registered.post("/token", data=proof(office))
    token = await opened(registered, answer.json()["access_token"])
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
        {"exp": int(time.time()) - 60},
        {"exp": int(time.time()) + 900},
        {"exp": None},
        {"jti": None},
        {"iss": "kantor-lain"},
        {"sub": "kantor-lain"},
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
    other = proof(office) | {"client_id": "kantor-lain"}
    assert (await registered.post("/token", data=other)).status_code == 401
    unknown = proof(office) | {"scope": "raja"}
    assert (await registered.post("/token", data=unknown)).json()["error"] == "invalid_scope"
