"""A revocation, a changed region, a closed client: felt by every service within five seconds."""

import time
import uuid

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from devstack.idp.accounts import Account
from devstack.services import SERVICES
from devstack.waiting import wait_until

pytestmark = pytest.mark.timeout(480)

LETTER = {"surat_nomor": "SIMULASI/SK/9/2024", "alasan": "diberhentikan"}
SURAT = {"nomor": "SIMULASI/SK/8/2024", "tanggal": "2024-05-01"}
FELT_SECONDS = 5.0


def refused_after(doors, token):
    """Seconds until every service refuses a token that it took, by service."""
    since = time.monotonic()
    waiting = {service.name: doors.ways(service.name)["gateway"] for service in SERVICES}
    seconds = {}
    while waiting and time.monotonic() - since < 2 * FELT_SECONDS:
        for name, url in list(waiting.items()):
            answer = doors.saya(url, token)
            if answer.status_code == 403:
                assert answer.json()["code"] == "akses-tidak-berlaku"
                seconds[name] = time.monotonic() - since
                del waiting[name]
        time.sleep(0.05)
    return seconds


def require_felt(seconds):
    assert seconds.keys() == {service.name for service in SERVICES}
    assert max(seconds.values()) <= FELT_SECONDS, seconds


def grant_of(doors, subjek):
    """The one grant that a subject has."""
    answer = doors.client.get(
        f"{doors.house.gateway_url}/gateway/v1/akses",
        params={"subjek": subjek, "status": "aktif"},
        headers={"authorization": f"Bearer {doors.house.token('admin', '0')}"},
    )
    (grant,) = answer.json()["data"]
    return grant["id"]


def give(doors, token="", **butir):
    answer = doors.act("/akses", uuid.uuid4().hex, token=token, surat=SURAT, butir=[butir])
    assert answer.status_code == 201, answer.text


def revoke(doors, subjek):
    where = f"/akses/{grant_of(doors, subjek)}/pencabutan"
    answer = doors.act(where, uuid.uuid4().hex, if_match='"1"', **LETTER)
    assert answer.status_code == 200, answer.text


def test_a_revoked_officer_is_refused_everywhere(doors):
    token = doors.house.token("pps", "1906012001", sub="pps-dicabut")
    revoke(doors, "pps-dicabut")
    require_felt(refused_after(doors, token))


def test_an_officer_whose_region_changed_acts_no_more_in_the_old_one(doors):
    token = doors.house.token("ppk", "190601", sub="ppk-pindah")
    revoke(doors, "ppk-pindah")
    give(doors, subjek="ppk-pindah", peran="ppk", wilayah="190602")
    require_felt(refused_after(doors, token))
    fresh = doors.house.tokens._request(Account("ppk", "190602"), "ppk-pindah")[1]
    for service in SERVICES:
        assert doors.saya(doors.ways(service.name)["gateway"], fresh).json()["peran"] == ["ppk"]


def test_a_grant_ends_by_itself_everywhere(doors):
    ends = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + 4)) + "Z"
    give(doors, subjek="ppk-sebentar", peran="ppk", wilayah="190601", sampai=ends)
    token = doors.house.tokens._request(Account("ppk", "190601"), "ppk-sebentar")[1]
    require_felt(refused_after(doors, token))


def proof(doors, key, client):
    """What a client sends to the token endpoint to prove that it holds its key."""
    now = int(time.time())
    claims = {
        "iss": client, "sub": client, "aud": doors.house.token_url, "iat": now, "exp": now + 60,
        "jti": uuid.uuid4().hex,
    }  # fmt: skip
    return {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": jwt.encode({"alg": "ES256", "kid": key.thumbprint()}, claims, key),
        "scope": "kantor",
        "wilayah": "1906",
    }


def token_of_client(doors, key, client):
    return doors.client.post(doors.house.token_url, data=proof(doors, key, client))


def test_an_office_comes_with_its_key_until_it_is_closed(doors):
    key, fresh = ECKey.generate_key("P-256"), ECKey.generate_key("P-256")
    office = "klien-kpu-1906"
    answer = doors.act(
        "/klien", uuid.uuid4().hex, id=office, nama="KPU Belitung Timur", wilayah="1906",
        surat=SURAT, jwk=key.as_dict(private=False),
    )  # fmt: skip
    assert answer.status_code == 201, answer.text
    other = doors.house.token("admin", "0", sub="admin-kedua")  # who registers does not grant
    give(doors, other, subjek=office, peran="kantor", wilayah="1906")
    token = token_of_client(doors, key, office).json()["access_token"]
    for service in SERVICES:
        url = doors.ways(service.name)["gateway"]
        wait_until(lambda url=url: doors.saya(url, token).is_success, seconds=5, what="grant")
    where, jwk = f"/klien/{office}", fresh.as_dict(private=False)
    answer = doors.act(f"{where}/kunci", uuid.uuid4().hex, if_match='"1"', jwk=jwk)
    assert answer.status_code == 200, answer.text
    assert token_of_client(doors, key, office).is_success  # both keys serve
    assert token_of_client(doors, fresh, office).is_success
    answer = doors.act(f"{where}/penutupan", uuid.uuid4().hex, if_match='"2"', **LETTER)
    assert answer.status_code == 200, answer.text
    require_felt(refused_after(doors, token))
    assert token_of_client(doors, fresh, office).status_code == 401


def test_without_the_broker_access_is_given_and_revoked_as_soon(doors):
    known = doors.house.token("ppk", "190604", sub="ppk-lama")
    doors.house.stop_one("nats")
    try:
        give(doors, subjek="ppk-baru", peran="ppk", wilayah="190604")
        fresh = doors.house.tokens._request(Account("ppk", "190604"), "ppk-baru")[1]
        for service in SERVICES:
            url = doors.ways(service.name)["gateway"]
            wait_until(lambda url=url: doors.saya(url, fresh).is_success, seconds=5, what="grant")
            assert doors.saya(url, known).status_code == 200
        revoke(doors, "ppk-lama")
        require_felt(refused_after(doors, known))
    finally:
        doors.house.start_one("nats")
