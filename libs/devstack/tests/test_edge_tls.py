"""The door with a certificate: https only, keys by verified TLS, files replaced while it runs."""

import http.server
import json
import socket
import ssl
import threading

import httpx
import pytest

from devstack.certificate import Certificate
from devstack.edge import Edge
from devstack.errors import DevstackError
from devstack.waiting import wait_until


@pytest.fixture
def shown(certificate, tmp_path):
    """The certificate's files where the door looks for them, laid out as a cluster mounts them."""
    mounted = tmp_path / "shown"
    mounted.mkdir()
    (mounted / "..data").symlink_to(certificate.chain.parent)
    for name in (certificate.chain.name, certificate.key.name):
        (mounted / name).symlink_to(f"..data/{name}")
    return mounted / certificate.chain.name, mounted / certificate.key.name


@pytest.fixture
def secure(house, shown, tmp_path):
    door = Edge(
        tmp_path / "pintu", upstreams=house.upstreams, issuer=house.issuer, certificate=shown
    )
    with door:
        yield door


def test_the_door_speaks_https(secure, certificate, house):
    with httpx.Client(verify=certificate.of_client(), trust_env=False) as client:
        answer = client.get(f"{secure.url}/voter-registry/v1/wilayah/19")
        assert answer.status_code == 200
        kept = client.get(f"{secure.url}/voter-registry/v1/pemilih", headers=house.bearer())
        assert kept.status_code == 200


def test_who_trusts_another_authority_does_not_connect(secure):
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(f"{secure.url}/status", trust_env=False)


def test_plain_text_is_not_answered(secure):
    with pytest.raises(httpx.TransportError):
        httpx.get(f"http://127.0.0.1:{secure.port}/status", trust_env=False)


def test_no_protocol_before_1_2(secure, certificate):
    context = certificate.of_client()
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        socket.create_connection(("127.0.0.1", secure.port)) as plain,
        pytest.raises(ssl.SSLError),
    ):
        context.wrap_socket(plain, server_hostname="127.0.0.1")


def test_a_replaced_certificate_is_shown_without_a_restart(secure, shown, tmp_path):
    (tmp_path / "baru").mkdir()
    fresh = Certificate.make(tmp_path / "baru")
    chain, _ = shown
    (tmp_path / "..data").symlink_to(fresh.chain.parent)
    (tmp_path / "..data").replace(chain.parent / "..data")

    def is_trusted():
        try:
            return httpx.get(f"{secure.url}/status", verify=fresh.of_client(), trust_env=False)
        except httpx.ConnectError:
            return None

    wait_until(is_trusted, seconds=10, what="new certificate")


class Keys(http.server.BaseHTTPRequestHandler):
    """An issuer's keys by https."""

    def do_GET(self):
        document = httpx.get(f"{self.server.behind}/jwks", trust_env=False).content
        assert json.loads(document)["keys"]
        self.send_response(200)
        self.send_header("content-length", str(len(document)))
        self.end_headers()
        self.wfile.write(document)

    def log_message(self, *_):
        pass


@pytest.mark.parametrize(("trusted", "status"), [(True, 200), (False, 401)])
def test_keys_of_an_https_issuer(
    house, certificate, tmp_path, tmp_path_factory, monkeypatch, trusted, status
):
    other = Certificate.make(tmp_path_factory.mktemp("lain"))
    monkeypatch.setenv("CA_FILE", str((certificate if trusted else other).authority))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Keys)
    server.behind = house.issuer
    server.socket = certificate.of_server().wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    upstreams = house.upstreams | {"issuer": f"https://127.0.0.1:{server.server_port}"}
    try:
        with Edge(tmp_path / "pintu", upstreams=upstreams, issuer=house.issuer) as door:
            url = f"{door.url}/voter-registry/v1/pemilih"
            answer = httpx.get(url, headers=house.bearer(), trust_env=False)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert answer.status_code == status


def test_a_second_door_does_not_take_half_of_the_callers(edge, house, tmp_path):
    second = Edge(
        tmp_path / "kedua", upstreams=house.upstreams, issuer=house.issuer, port=edge.port
    )
    with pytest.raises(DevstackError, match="ended with code 1 while starting"), second:
        pass
    assert edge.call("/status").status == 200
