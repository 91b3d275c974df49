"""The broker as it runs in production: the real server, which nobody speaks to in plain text."""

import json
import socket
import ssl
from dataclasses import replace
from pathlib import Path

import nats
import pytest
from deployment import DEPLOY
from pydantic import SecretStr

from devstack import nats_streams
from devstack.certificate import Certificate
from devstack.nats_server import ADMIN
from devstack.nats_server import Broker as Server
from election_common.broker import Broker
from election_common.settings import ServiceSettings

SERVICE = "voter-registry"


class Secure(Server):
    """The server with the configuration of production."""

    def __init__(self, folder, certificate: Certificate):
        super().__init__(folder)
        self.certificate = certificate
        self.url = f"tls://127.0.0.1:{self.port}"

    def launch(self):
        plain = super().launch()
        shown = {
            "NATS_CERTIFICATE": str(self.certificate.chain),
            "NATS_KEY": str(self.certificate.key),
        }
        argv = [plain.argv[0], "--config", DEPLOY / "nats/production.conf"]
        return replace(plain, argv=argv, env={**plain.env, **shown})

    def settle(self):
        """As the operator does it."""
        nats_streams.main(
            [self.url, "--authority", str(self.certificate.authority)], self.password(ADMIN)
        )


@pytest.fixture(scope="module")
def server(tmp_path_factory, certificate):
    with Secure(tmp_path_factory.mktemp("nats"), certificate) as running:
        yield running


def settings(server: Secure, authority: Path) -> ServiceSettings:
    return ServiceSettings.model_construct(
        nats_url=server.url,
        nats_user=SERVICE,
        nats_password=SecretStr(server.password(SERVICE)),
        ca_file=authority,
    )


async def test_a_service_connects_by_tls_and_publishes(server, certificate):
    broker = Broker(settings(server, certificate.authority), SERVICE)
    await broker.connect()
    answer = await broker.client.jetstream(timeout=5).publish(f"{SERVICE}.coba.v1", b"{}")
    assert answer.stream == "VOTER_REGISTRY"
    await broker.client.close()


async def test_a_server_of_another_authority_is_not_trusted(server, tmp_path):
    other = Certificate.make(tmp_path)
    with pytest.raises(ssl.SSLCertVerificationError):
        await nats.connect(server.url, tls=other.of_client(), allow_reconnect=False)


def test_plain_text_is_not_answered(server):
    login = json.dumps({"user": SERVICE, "pass": server.password(SERVICE)})
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as plain:
        lines = plain.makefile("rb")
        assert json.loads(lines.readline().removeprefix(b"INFO "))["tls_required"] is True
        plain.sendall(f"CONNECT {login}\r\nPING\r\n".encode())
        assert b"PONG" not in lines.read()
