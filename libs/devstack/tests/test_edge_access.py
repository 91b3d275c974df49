"""Who passes the door: tokens, public addresses, and paths that try to be something else."""

import base64
import json
import time
from collections import defaultdict

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from devstack import documents
from devstack.idp.keys import Keys
from devstack.services import SERVICES
from election_common.openapi_document import operations

SECURE = "/voter-registry/v1/pemilih"
#: What stands in an address for any of its placeholders.
CODES = defaultdict(lambda: "1906")


def signed(house, *, key=None, typ="at+jwt", **claims):
    """A token whose claims the test chooses."""
    key = key or Keys(house.folder / "key.json").signing
    now = int(time.time())
    body = {
        "iss": house.issuer,
        "aud": ["voter-registry", "publication"],
        "sub": "s",
        "iat": now,
        "exp": now + 600,
        "roles": ["kpu_kabko"],
        "wilayah": "1906",
    } | claims
    token = jwt.encode({"alg": "ES256", "kid": key.kid, "typ": typ}, body, key)
    return {"authorization": f"Bearer {token}"}


def unsigned(house):
    def part(content):
        return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()

    claims = {"iss": house.issuer, "aud": "voter-registry", "sub": "s", "exp": time.time() + 60}
    return {"authorization": f"Bearer {part({'alg': 'none'})}.{part(claims)}."}


def test_without_a_token_the_answer_says_how_to_come(edge):
    answer = edge.call(SECURE)
    assert answer.status == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["code"] == "token-tidak-sah"
    assert answer.json["status"] == 401
    assert len(answer.json["trace_id"]) == 32


def test_a_good_token_passes_and_reaches_the_service(edge, house):
    answer = edge.call(SECURE, headers=house.bearer())
    assert answer.status == 200
    assert answer.json["path"] == "/v1/pemilih"
    assert answer.json["headers"]["authorization"].startswith("Bearer")


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({"exp": int(time.time()) - 3600, "iat": int(time.time()) - 4000}, 401),
        ({"exp": int(time.time()) + 3600}, 401),  # lives longer than any token of the house
        ({"exp": None}, 401),
        ({"iss": "http://penerbit.lain"}, 401),
        ({"aud": ["publication"]}, 403),
        ({"aud": "layanan-lain"}, 403),
    ],
)
def test_a_token_of_another_kind_is_refused(edge, house, claims, status):
    chosen = signed(house, **claims)
    if claims.get("exp", 0) is None:
        key = Keys(house.folder / "key.json").signing
        body = {"iss": house.issuer, "aud": "voter-registry", "sub": "s"}
        chosen = {
            "authorization": f"Bearer {jwt.encode({'alg': 'ES256', 'kid': key.kid}, body, key)}"
        }
    assert edge.call(SECURE, headers=chosen).status == status


def test_a_foreign_key_and_no_signature_are_refused(edge, house):
    foreign = ECKey.generate_key("P-256", auto_kid=True)
    assert edge.call(SECURE, headers=signed(house, key=foreign)).status == 401
    assert edge.call(SECURE, headers=unsigned(house)).status == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/publication/v1/tahapan"),
        ("GET", "/voter-registry/v1/wilayah/19"),
        ("GET", "/voter-registry/v1/wilayah/19/anak?limit=10"),
        ("GET", "/voter-registry/v1/daftar-pemilih/rekap?jenis=DPT"),
        ("POST", "/voter-registry/v1/cek-dpt"),
        ("GET", "/candidacy/v1/ambang-batas?pemilihan=p"),
        ("GET", "/candidacy/v1/partai?pemilihan=p"),
        ("GET", "/complaints/v1/artikel"),
        ("GET", "/complaints/v1/artikel/cek-dpt"),
        ("GET", "/gateway/v1/rujukan"),
        ("GET", "/gateway/v1/klien/klien-kpu-1906/jwks"),
        ("GET", "/openapi.json"),
        ("GET", "/asyncapi.json"),
        ("GET", "/docs"),
        ("GET", "/status"),
    ],
)
def test_the_public_needs_no_token(edge, method, path):
    assert edge.call(path, method).status == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/publication/v1/tahapan"),
        ("DELETE", "/publication/v1/tahapan"),
        ("POST", "/voter-registry/v1/wilayah/19"),
        ("GET", "/voter-registry/v1/cek-dpt"),
        ("GET", "/voter-registry/v1/daftar-pemilih"),
        ("GET", "/voter-registry/v1/daftar-pemilih/rekap/"),
        ("POST", "/voter-registry/v1/daftar-pemilih/rekap"),
        ("GET", "/voter-registry/v1/wilayah"),
        ("POST", "/candidacy/v1/partai"),
        ("GET", "/candidacy/v1/nominasi"),
        ("POST", "/complaints/v1/artikel/cek-dpt"),
        ("GET", "/gateway/v1/akses"),
        ("GET", "/gateway/v1/klien"),
        ("GET", "/gateway/v1/klien/a/../../akses/jwks"),
        ("POST", "/gateway/v1/klien/klien-kpu-1906/jwks"),
        # paths that begin as a public one and end elsewhere
        ("GET", "/voter-registry/v1/wilayah/../pemilih"),
        ("GET", "/voter-registry/v1/wilayah/%2e%2e/pemilih"),
        ("GET", "/voter-registry/v1/wilayah/.%2E/pemilih"),
        ("GET", "//voter-registry/v1/pemilih"),
        ("GET", "/voter-registry//v1/pemilih"),
        ("GET", "/publication/../voter-registry/v1/pemilih"),
        ("GET", "/publication/v1/../../voter-registry/v1/pemilih"),
    ],
)
def test_everything_else_needs_one(edge, method, path):
    assert edge.call(path, method).status == 401


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_the_door_asks_for_a_token_exactly_where_the_document_says_so(edge, service):
    document = documents.describe(service).openapi
    asked = {
        (method, path): edge.call(f"/{service.name}{path.format_map(CODES)}", method.upper()).status
        for path, method, _ in operations(document)
    }
    assert asked == {
        (method, path): 401 if operation.get("security") else 200
        for path, method, operation in operations(document)
    }


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/voter-registry/v1/wilayah%2f..%2fpemilih", 400),
        ("/voter-registry/v1/wilayah/..%5cpemilih", 400),
        ("/publication/v1/%00", 400),
        ("/voter-registry/openapi.json", 401),
        ("/publication/openapi.json", 401),
        ("/publication/livez", 401),
        ("/Voter-Registry/v1/pemilih", 404),
        ("/livez", 404),
        ("/", 404),
    ],
)
def test_what_is_no_address_is_refused_in_the_form_of_the_house(edge, path, status):
    answer = edge.call(path)
    assert answer.status == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["status"] == status


@pytest.mark.parametrize("path", ["openapi.json", "livez", "readyz", "docs", "metrics"])
def test_what_services_tell_each_other_is_not_shown(edge, house, path):
    for service in ("voter-registry", "publication"):
        assert edge.call(f"/{service}/{path}", headers=house.bearer()).status == 404


def test_services_are_told_nothing_that_a_client_made_up(edge, house):
    spoofed = {
        "x-jwt-sub": "ketua",
        "x-jwt-roles": "kpu_ri",
        "x-trace-id": "palsu",
        "x-request-id": "palsu",
        "x-envoy-upstream-rq-timeout-ms": "1",
        "x-envoy-retry-on": "5xx",
        "x-envoy-internal": "true",
    }
    answer = edge.call(SECURE, headers=house.bearer() | spoofed)
    seen = answer.json["headers"]
    assert answer.status == 200
    assert not {"x-jwt-sub", "x-jwt-roles", "x-envoy-retry-on", "x-envoy-internal"} & set(seen)
    assert "x-request-id" not in seen
    assert len(seen["x-trace-id"]) == 32
    assert seen["traceparent"].split("-")[1] == seen["x-trace-id"]
    assert "x-envoy-upstream-service-time" not in answer.headers


def test_a_trace_that_a_client_began_goes_on(edge, house):
    begun = {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}
    seen = edge.call(SECURE, headers=house.bearer() | begun).json["headers"]
    assert seen["traceparent"].split("-")[1] == "0af7651916cd43dd8448eb211c80319c"
    assert edge.call(SECURE, headers=begun).json["trace_id"] == "0af7651916cd43dd8448eb211c80319c"
