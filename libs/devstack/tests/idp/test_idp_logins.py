"""Logins by code and PKCE: whom the browser may be sent to, what a code is good for."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest

from devstack.idp.accounts import ACCOUNTS
from devstack.idp.codes import challenge

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


async def test_a_login_gives_a_token_and_says_to_the_application_who_it_was(client, opened):
    answer = await client.post("/token", data=exchange(await code_of(client)))
    body = answer.json()
    access, who = [await opened(body[name]) for name in ("access_token", "id_token")]
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
