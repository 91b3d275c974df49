"""Keys that rotate, and an issuer that is away: nobody with a good token notices."""

import httpx
import pytest

from devstack.idp.accounts import Account
from devstack.services import SERVICES

pytestmark = pytest.mark.timeout(480)
OFFICER = Account("ppk", "190603"), "ppk-putar"


def require_accepted(doors, *tokens):
    for service in SERVICES:
        for url in doors.ways(service.name).values():
            for token in tokens:
                answer = doors.saya(url, token)
                assert answer.status_code == 200, (url, answer.text)


def test_a_rotation_and_an_absence_are_not_felt(doors):
    account, sub = OFFICER
    old = doors.house.token(account.role, account.wilayah, sub=sub)
    signing = doors.keys.signing.kid
    answer = httpx.post(
        doors.house.token_url.replace("/token", "/rotate"),
        data={"client_secret": doors.house.tokens._client_secret},
    )
    assert answer.json()["kid"] == doors.keys.signing.kid != signing
    new = doors.house.tokens._request(account, sub)[1]
    require_accepted(doors, old, new)
    doors.house.stop_one("idp")
    try:
        require_accepted(doors, old, new)
    finally:
        doors.house.start_one("idp")
