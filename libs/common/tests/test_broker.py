"""The connection to NATS says how it is, and does not stay on a server that no longer answers."""

import asyncio
import json
import signal
import time
from types import SimpleNamespace

import httpx
import nats.errors
import pytest
from pydantic import SecretStr

from election_common import broker as module
from election_common import sync_watch
from election_common.alarms import Alarms
from election_common.broker import Broker, BrokerStuckError
from election_common.probe import Health, serve_probe


@pytest.fixture
async def connection(broker):
    settings = SimpleNamespace(
        nats_url=broker.url,
        nats_user="voter-registry",
        nats_password=SecretStr(broker.password("voter-registry")),
    )
    connection = Broker(settings, "voter-registry")
    await connection.connect()
    yield connection
    await connection.close()


async def probe(server, path):
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nhost: x\r\n\r\n".encode())
    answer = (await reader.read()).decode()
    writer.close()
    assert answer.startswith("HTTP/1.1 200 ")
    return json.loads(answer.partition("\r\n\r\n")[2])


async def test_a_forbidden_publish_shows_in_the_probe(connection):
    server = await serve_probe(Health(connection, Alarms(), None, production=True), 0)
    assert await probe(server, "/readyz") == {
        "status": "ok",
        "broker": {"degraded": False, "connected": True, "complaint": None},
        "alarms": {},
    }
    with pytest.raises(nats.errors.TimeoutError):
        await connection.client.jetstream(timeout=0.5).publish("publication.x.v1", b"")
    said = await probe(server, "/readyz")
    assert said["status"] == "degraded"
    assert "publication.x.v1" in said["broker"]["complaint"]
    assert await probe(server, "/livez") == {"status": "ok"}
    server.close()
    await server.wait_closed()


async def test_a_server_that_no_longer_answers_is_left_and_found_again(
    connection, broker, monkeypatch
):
    monkeypatch.setattr(module, "FLUSH_SECONDS", 1)
    await connection.check()
    assert not connection.state()["degraded"]
    broker.signal(signal.SIGSTOP)
    try:
        async with asyncio.timeout(10):
            while connection.client.is_connected:  # the signal needs a moment to stop all threads
                await connection.check()
        assert connection.state()["degraded"]
    finally:
        broker.signal(signal.SIGCONT)
    async with asyncio.timeout(10):
        while not connection.client.is_connected:  # noqa: ASYNC110 - a state changes
            await asyncio.sleep(0.1)
    await connection.check()
    assert connection.state()["connected"]


async def test_an_outage_is_waited_out_and_silence_is_not(connection, broker):
    await asyncio.to_thread(broker.kill)
    try:
        await asyncio.sleep(1)
        await connection.check()  # the client complains: it is at work
        assert not connection.state()["connected"]
        connection._heard = time.monotonic() - module.SILENCE_SECONDS - 1
        with pytest.raises(BrokerStuckError):
            await connection.check()
    finally:
        await asyncio.to_thread(broker.start)


async def test_it_is_closed_though_a_server_that_is_away_was_to_hear_something(connection, broker):
    await asyncio.to_thread(broker.kill)
    try:
        async with asyncio.timeout(10):
            while connection.client.is_connected:  # noqa: ASYNC110 - a state changes
                await asyncio.sleep(0.1)
        await connection.client.publish("voter-registry.x.v1", b"")
        await connection.close()
        assert connection.client.is_closed
    finally:
        await asyncio.to_thread(broker.start)


class Monitor:
    """The page on which a server shows its settings; None while it does not answer."""

    def __init__(self, config=None):
        self.config = config

    async def get(self, _):
        if self.config is None:
            raise httpx.ConnectError("away")
        request = httpx.Request("GET", "http://nats/jsz")
        return httpx.Response(200, json={"config": self.config}, request=request)


async def test_a_server_that_nobody_has_seen_is_not_ready_in_production(connection):
    monitor, alarms = Monitor(), Alarms(sync_watch.UNSEEN)
    health = Health(connection, alarms, None, production=True)
    assert health.readiness()[0] == 503
    for config, status in ((None, 503), ({}, 503), ({"sync_always": True}, 200), (None, 200)):
        monitor.config = config
        await sync_watch.look(monitor, "http://nats", alarms)
        assert health.readiness()[0] == status, config
