"""Metrics are there when they are wanted most: while database or broker are away."""

from types import SimpleNamespace

import pytest
from pydantic import SecretStr

from election_common.alarms import Alarms
from election_common.audit_watch import AuditWatch
from election_common.broker import Broker
from election_common.database import create_engine, create_sessions
from election_common.queue_watch import QueueWatch
from election_common.stream_watch import StreamWatch
from election_common.worker_metrics import WorkerMetrics
from voter_registry.main import create_app

COUNTED, BACKLOG = "database_counted 1.0", "outbox_unpublished 0.0"
NOT_COUNTED = "database_counted 0.0"


@pytest.fixture
async def nowhere():
    """Sessions of a database that is away."""
    engine = create_engine("postgresql://nobody:nothing@127.0.0.1:1/nothing", pool_size=1)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
async def api(database, service_env, serve):
    service_env(database, "app")
    return await serve(create_app())


async def lines(api):
    answer = await api.client.get("/metrics")
    assert answer.status_code == 200
    return set(answer.text.splitlines())


async def test_an_api_tells_what_it_knows_without_its_database(api, nowhere):
    await api("GET", "/wilayah/19")
    assert {COUNTED, BACKLOG} <= await lines(api)
    api.app.state.sessions = nowhere
    told = await lines(api)
    assert NOT_COUNTED in told
    assert any(line.startswith('http_requests_total{method="GET"') for line in told)
    assert not any("outbox_unpublished" in line for line in told)


@pytest.fixture
def connection():
    settings = SimpleNamespace(nats_url="", nats_user="", nats_password=SecretStr(""))
    return Broker(settings, "voter-registry")


async def told(sessions, broker, alarms):
    watch = StreamWatch(None, "voter-registry", [], {}, alarms)
    audit = AuditWatch(sessions, 3600, alarms)
    audit.unsealed_seconds, audit.unsigned_seconds = 7, 8
    queues = QueueWatch(sessions, [], alarms)
    queues.oldest_seconds["pesan"] = 9
    metrics = WorkerMetrics(sessions, broker, watch, audit, queues, alarms)
    return set((await metrics.render()).decode().splitlines())


async def test_a_worker_counts_what_the_broker_complains_of(sessions, connection):
    alarms = Alarms()
    assert "broker_complaints_total 0.0" in await told(sessions, connection, alarms)
    for _ in range(2):
        await connection.complain(TimeoutError())
    assert "broker_complaints_total 2.0" in await told(sessions, connection, alarms)


async def test_a_worker_tells_what_it_knows_without_its_database(sessions, nowhere, connection):
    alarms = Alarms({"uji": "wrong"})
    assert {COUNTED, BACKLOG} <= await told(sessions, connection, alarms)
    found = await told(nowhere, connection, alarms)
    assert {"audit_unsealed_seconds 7.0", "audit_unsigned_seconds 8.0"} <= found
    assert 'queue_oldest_seconds{queue="pesan"} 9.0' in found
    assert {NOT_COUNTED, "broker_connected 0.0", 'alarm_open{alarm="uji"} 1.0'} <= found
    assert not any("outbox" in line or "letters" in line for line in found)
