"""Browsers of other origins: who may call, what they may send, and that they can read refusals."""

import pytest

from devstack.edge import Limits

ORIGIN, FOREIGN = "https://aplikasi.kpu-babel.example", "https://lain.example"
ALLOWED = "access-control-allow-origin"
PRIVATE = "/voter-registry/v1/pemilih"


def preflight(edge, origin, method="POST", path=PRIVATE):
    headers = {
        "origin": origin,
        "access-control-request-method": method,
        "access-control-request-headers": "authorization,idempotency-key,if-match",
    }
    return edge.call(path, "OPTIONS", headers=headers)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_preflight_has_no_token_and_is_answered(edge, method):
    answer = preflight(edge, ORIGIN, method)
    assert (answer.status, answer.headers[ALLOWED]) == (200, ORIGIN)
    assert method in answer.headers["access-control-allow-methods"]
    sent = set(answer.headers["access-control-allow-headers"].replace(" ", "").split(","))
    assert sent >= {"authorization", "content-type", "idempotency-key", "if-match"}
    assert "access-control-allow-credentials" not in answer.headers


def test_a_foreign_origin_is_allowed_nothing(edge):
    assert ALLOWED not in preflight(edge, FOREIGN).headers
    assert ALLOWED not in edge.call(PRIVATE, headers={"origin": FOREIGN}).headers


def test_a_refusal_of_the_door_can_be_read(edge):
    answer = edge.call(PRIVATE, headers={"origin": ORIGIN})
    assert (answer.status, answer.headers[ALLOWED]) == (401, ORIGIN)
    assert "etag" in answer.headers["access-control-expose-headers"]


def test_an_answer_of_a_service_can_be_read(edge, house):
    answer = edge.call(PRIVATE, headers={"origin": ORIGIN, **house.bearer()})
    assert (answer.status, answer.headers[ALLOWED]) == (200, ORIGIN)


@pytest.mark.parametrize("origin", [ORIGIN, FOREIGN])
@pytest.mark.parametrize("place", ["", "/v/1", "/versi"])
def test_published_figures_are_read_by_a_page_of_any_origin(edge, documents, place, origin):
    answer = edge.call(f"{documents}{place}", headers={"origin": origin})
    assert (answer.status, answer.headers[ALLOWED]) == (200, "*")
    assert answer.headers["access-control-expose-headers"] == "ETag"


@pytest.mark.parametrize("place", ["", "/v/9", "/versi"])
def test_so_are_refusals_of_published_figures(edge, documents, place):
    answer = edge.call(f"{documents}9{place}", headers={"origin": FOREIGN})
    assert (answer.status, answer.headers[ALLOWED]) == (404, "*")


@pytest.fixture(scope="module")
def narrow(house):
    with house.edge("sempit", Limits(address=1)) as door:
        yield door


@pytest.mark.parametrize("place", ["", "/v/1", "/versi"])
def test_so_is_that_of_the_door(narrow, documents, place):
    found = [narrow.call(f"{documents}{place}", headers={"origin": FOREIGN}) for _ in range(4)]
    refused = [answer for answer in found if answer.status == 429]
    assert refused
    assert {answer.headers[ALLOWED] for answer in refused} == {"*"}
