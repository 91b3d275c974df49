"""Forged and misused tokens at every door: each service straight, and through the gateway."""

import pytest

from devstack.attacks import attacks
from devstack.idp.accounts import Account

pytestmark = pytest.mark.timeout(480)

TOO_LARGE = "100 KB"


def test_no_forged_token_opens_a_door(doors, service):
    forged = attacks(doors.keys.signing, doors.issuer, service)
    found = {
        (way, name): doors.saya(url, token).status_code
        for way, url in doors.ways(service).items()
        for name, token in forged.items()
        if name != TOO_LARGE
    }
    assert len(found) == 2 * (len(forged) - 1) >= 28
    # the gateway says of a token for somebody else that it is not for this place
    elsewhere = ("gateway", "other audience")
    assert found.pop(elsewhere) in {401, 403}
    assert {name: status for name, status in found.items() if status != 401} == {}


def test_a_header_beyond_all_measure_is_refused(doors, service):
    token = attacks(doors.keys.signing, doors.issuer, service)[TOO_LARGE]
    for way, status in {"gateway": 431, "service": 401}.items():
        assert doors.saya(doors.ways(service)[way], token).status_code == status


def test_a_sound_token_opens_them_all_but_not_without_access(doors, service):
    token = doors.house.token("ppk", "190601")
    stranger = doors.house.tokens._request(Account("kpu_ri", "0"), "orang-asing")[1]
    for url in doors.ways(service).values():
        assert doors.saya(url, token).json()["peran"] == ["ppk"]
        answer = doors.saya(url, stranger)
        assert (answer.status_code, answer.json()["code"]) == (403, "akses-tidak-berlaku")
