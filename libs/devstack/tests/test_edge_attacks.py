"""Requests that no client sends: raw bytes at the door. Ignored or refused, and never a 5xx."""

import re
import socket
from contextlib import suppress

import pytest

PATIENCE_SECONDS = 3
HOST = "Host: pintu\r\n"
BODY = "Content-Type: application/json\r\nIdempotency-Key: satu\r\n"
PATH = "/voter-registry/v1/coklit"
CHUNK = "0\r\n\r\nGET /voter-registry/v1/rahasia HTTP/1.1\r\nHost: pintu\r\n\r\n"


def send(edge, raw: bytes) -> list[int]:
    """Send bytes and return the status of each answer that comes until the line is closed."""
    with socket.create_connection(("127.0.0.1", edge.port), timeout=10) as line:
        line.sendall(raw)
        line.settimeout(PATIENCE_SECONDS)
        got = b""
        with suppress(TimeoutError, ConnectionResetError):  # an answer may be to close the line
            while part := line.recv(65536):
                got += part
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3})", got)]


def request(method: str, path: str, headers: str, body: str = "", token: str = "") -> bytes:
    """A request as its bytes are; nothing is put right."""
    bearer = f"Authorization: {token}\r\n" if token else ""
    head = f"{method} {path} HTTP/1.1\r\n{HOST}{bearer}Connection: close\r\n{headers}\r\n"
    return (head + body).encode("latin-1")


@pytest.fixture
def token(house):
    return house.bearer()["authorization"]


SMUGGLED = {
    "both lengths": f"Content-Length: {len(CHUNK)}\r\nTransfer-Encoding: chunked\r\n",
    "two lengths": f"Content-Length: 0\r\nContent-Length: {len(CHUNK)}\r\n",
    "a list of lengths": f"Content-Length: 0, {len(CHUNK)}\r\n",
    "a signed length": "Content-Length: +5\r\n",
    "a negative length": "Content-Length: -1\r\n",
    "an unknown coding": "Transfer-Encoding: xchunked\r\n",
    "a coding twice": "Transfer-Encoding: chunked, chunked\r\n",
    "a hidden coding": f"Content-Length: {len(CHUNK)}\r\nTransfer-Encoding : chunked\r\n",
}  # fmt: skip


@pytest.mark.parametrize("case", SMUGGLED)
def test_a_body_has_one_end(edge, token, case):
    statuses = send(edge, request("POST", PATH, BODY + SMUGGLED[case], CHUNK, token))
    assert len(statuses) <= 1, "the second request in the body was answered"
    # 501: RFC 9112 has it for a coding that a server does not know.
    assert all(400 <= status < 500 or status == 501 for status in statuses)


BROKEN = {
    "CR LF in a header": "X-Nama: a\r\nb\r\n",
    "NUL in a header": "X-Nama: a\x00b\r\n",
    "a header without a name": ": a\r\n",
    "a space before the colon": "X-Nama : a\r\n",
    "a hundred and one headers": "".join(f"X-{n}: a\r\n" for n in range(101)),
    "a header of 100 KB": f"X-Nama: {'a' * 100_000}\r\n",
    "an underscore that turns into a dash": "x_jwt_sub: ketua\r\n",
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_header_is_refused(edge, token, case):
    statuses = send(edge, request("GET", "/voter-registry/v1/pemilih", BROKEN[case], token=token))
    assert len(statuses) <= 1
    assert all(400 <= status < 500 for status in statuses)


def test_a_bare_carriage_return_ends_no_header(edge, token):
    broken = "X-Nama: a\rX-Jwt-Sub: ketua\r\n"
    with socket.create_connection(("127.0.0.1", edge.port), timeout=PATIENCE_SECONDS) as line:
        line.sendall(request("GET", "/voter-registry/v1/pemilih", broken, token=token))
        got = line.makefile("rb").read()
    assert re.match(rb"HTTP/1\.1 (200|400) ", got), got[:200]
    assert b'"x-jwt-sub"' not in got


PATHS = ["/a b", "/voter-registry/v1/\x00", "/voter-registry/v1/%00", "//", "*", "http://lain/x"]


@pytest.mark.parametrize("path", PATHS)
def test_a_broken_address_is_refused(edge, path):
    assert all(400 <= status < 500 for status in send(edge, request("GET", path, "")))


SPOOFED = """\
X-Forwarded-For: 203.0.113.9\r
X-Forwarded-Proto: https\r
X-Real-IP: 127.0.0.1\r
Forwarded: for=127.0.0.1\r
X-User-Id: ketua\r
X-Jwt-Sub: ketua\r
X-Region: 0\r
X-Original-Url: /voter-registry/v1/pemilih\r
X-Rewrite-Url: /voter-registry/v1/pemilih\r
X-Http-Method-Override: DELETE\r
X-Envoy-Original-Path: /x\r
"""


def test_what_a_client_says_of_itself_opens_nothing(edge):
    assert send(edge, request("GET", "/voter-registry/v1/pemilih", SPOOFED)) == [401]
    assert send(edge, request("GET", "/publication/v1/tahapan", SPOOFED)) == [200]


def test_the_service_reads_none_of_it(edge, house):
    lines = [line.split(": ", 1) for line in SPOOFED.splitlines()]
    seen = edge.call("/publication/v1/tahapan", headers=dict(lines)).json["headers"]
    # What a client's address is, the door says; who he is, his token.
    assert seen["x-forwarded-for"].split(",")[-1].strip() != "203.0.113.9"
    assert not {"x-jwt-sub", "x-envoy-original-path", "x-envoy-internal"} & set(seen)
