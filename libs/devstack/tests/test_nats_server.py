"""The broker: each user may do its own work and nothing else."""

import asyncio
import socket

import httpx
import pytest
from nats.aio.client import Client

from devstack.nats_server import Broker, declaration

TIMEOUT = 1


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    with Broker(tmp_path_factory.mktemp("nats")) as server:
        yield server


class Connection:
    """A connection of one user, and what the server complained about."""

    def __init__(self, broker: Broker, user: str):
        self.client = Client()
        self.complaints: list[str] = []
        self._broker = broker
        self._user = user

    async def __aenter__(self):
        await self.client.connect(
            self._broker.url,
            user=self._user,
            password=self._broker.password(self._user),
            inbox_prefix=f"_INBOX_{self._user.replace('-', '_')}".encode(),
            error_cb=self._note,
        )
        self.jetstream = self.client.jetstream(timeout=TIMEOUT)
        return self

    async def __aexit__(self, *_):
        await self.client.close()

    async def _note(self, complaint):
        self.complaints.append(str(complaint))


async def test_an_event_goes_from_its_service_to_the_consumer_of_the_other(broker):
    async with Connection(broker, "voter-registry") as sender:
        headers = {"Nats-Msg-Id": "1"}
        first = await sender.jetstream.publish("voter-registry.a.b.v1", b"isi", headers=headers)
        again = await sender.jetstream.publish("voter-registry.a.b.v1", b"isi", headers=headers)
        assert first.seq == again.seq
        assert again.duplicate
    async with Connection(broker, "publication") as reader:
        bound = await reader.jetstream.pull_subscribe_bind(
            consumer="publication", stream="VOTER_REGISTRY"
        )
        (message,) = await bound.fetch(1, timeout=5)
        assert message.data == b"isi"
        await message.ack_sync()
        assert (await bound.consumer_info()).num_ack_pending == 0
        assert reader.complaints == []


@pytest.mark.parametrize(
    ("user", "subject"),
    [
        ("voter-registry", "publication.hasil.v1"),
        ("publication", "voter-registry.dpt.v1"),
        ("voter-registry", "$JS.API.STREAM.DELETE.PUBLICATION"),
        ("voter-registry", "$JS.API.STREAM.PURGE.VOTER_REGISTRY"),
        ("publication", "$JS.API.CONSUMER.MSG.NEXT.PUBLICATION.voter-registry"),
        ("publication", "$JS.ACK.PUBLICATION.voter-registry.1.1.1.1.0"),
        ("admin", "voter-registry.palsu.v1"),
    ],
)
async def test_a_foreign_subject_is_forbidden(broker, user, subject):
    async with Connection(broker, user) as connection:
        await connection.client.publish(subject, b"")
        await connection.client.flush()
        await asyncio.sleep(0.05)
        assert any("permissions violation" in c.lower() for c in connection.complaints)


async def test_nobody_hears_the_inbox_of_another(broker):
    async with Connection(broker, "publication") as connection:
        await connection.client.subscribe("_INBOX_voter_registry.>")
        await connection.client.flush()
        await asyncio.sleep(0.05)
        assert any("permissions violation" in c.lower() for c in connection.complaints)


def test_without_a_password_there_is_no_connection(broker):
    with socket.create_connection(("127.0.0.1", broker.port), timeout=TIMEOUT) as connection:
        connection.sendall(b"CONNECT {}\r\nPING\r\n")
        answer = b"".join(iter(lambda: connection.recv(4096), b""))
    assert b"Authorization Violation" in answer
    assert b"PONG" not in answer


def test_streams_are_as_declared_and_survive_a_crash(broker):
    broker.kill()
    broker.start()
    page = httpx.get(f"{broker.monitor_url}/jsz?streams=1&consumers=1&config=1").json()
    assert page["config"]["sync_always"]
    streams = {stream["name"]: stream for stream in page["account_details"][0]["stream_detail"]}
    declared = declaration()["streams"]
    assert set(streams) == set(declared)
    for name, stream in streams.items():
        config = stream["config"]
        assert (config["storage"], config["discard"]) == ("file", "new")
        assert config["deny_delete"]
        assert config["deny_purge"]
        consumers = stream["consumer_detail"]
        assert {c["name"] for c in consumers} == set(declared[name]["consumers"])
        for consumer in consumers:
            assert consumer["config"]["ack_policy"] == "explicit"
            assert consumer["config"]["max_ack_pending"] == 500
