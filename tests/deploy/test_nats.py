"""The broker as it runs in production: the real server, which nobody speaks to in plain text."""

import json
import os
import socket
import ssl
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import nats
import pytest
from deployment import COMPOSE, DEPLOY, MOUNTED, in_compose
from pydantic import SecretStr

from devstack.certificate import Certificate
from devstack.nats_server import Broker as Server
from devstack.nats_server import declaration
from election_common.broker import Broker
from election_common.settings import ServiceSettings
from election_common.streams import ADMIN

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
        """As compose.yaml does it, with the files that the operator makes."""
        secrets = self.folder / "secrets"
        secrets.mkdir()
        (secrets / "nats_password").write_text(self.password(ADMIN))
        (secrets / "ca.crt").write_bytes(self.certificate.authority.read_bytes())
        told = {**in_compose("streams"), "NATS_URL": self.url}
        given = {name: value.replace(MOUNTED, str(secrets)) for name, value in told.items()}
        _, *words = COMPOSE["services"]["streams"]["command"]
        command = [word.replace("/etc/nats", str(DEPLOY / "nats")) for word in words]
        subprocess.run([sys.executable, *command], env={**os.environ, **given}, check=True)


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


async def test_streams_and_consumers_are_those_declared(server, certificate):
    admin = {"user": ADMIN, "password": server.password(ADMIN), "inbox_prefix": b"_INBOX_admin"}
    client = await nats.connect(server.url, tls=certificate.of_client(), **admin)
    jetstream = client.jetstream(timeout=5)
    found = {
        stream.config.name: {c.name for c in await jetstream.consumers_info(stream.config.name)}
        for stream in await jetstream.streams_info()
    }
    await client.close()
    wanted = declaration()["streams"]
    assert found == {name: set(stream["consumers"]) for name, stream in wanted.items()}


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
