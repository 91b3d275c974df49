"""What a worker lets be seen: the trace of the request behind a fact, and its metrics."""

import json
import secrets

import httpx
import pytest
from toy import facts

from devstack.waiting import wait_until

#: What the metrics say of a worker that has nothing left to do.
WELL = {
    "outbox_unpublished 0.0",
    "outbox_oldest_seconds 0.0",
    "broker_connected 1.0",
    f'consumer_pending{{stream="{facts.STREAM}"}} 0.0',
    f'reconcile_ahead{{stream="{facts.STREAM}"}} 0.0',
}


def seen(rig):
    return set(httpx.get(f"{rig.probe}/metrics").text.splitlines())


@pytest.mark.timeout(900)
def test_a_request_is_followed_into_the_consumer(rig, issuer):
    trace_id = secrets.token_hex(16)
    with rig.api() as api, rig.relay(), rig.consumers() as consumer:
        api.await_work()
        answer = httpx.post(
            f"{rig.url}/v1/hitungan",
            json={"kunci": "satu", "nama": "a0"},
            headers={
                "authorization": f"Bearer {issuer.token('kantor')}",
                "idempotency-key": "satu",
                "traceparent": f"00-{trace_id}-{secrets.token_hex(8)}-01",
            },
            timeout=20,
        )
        assert answer.status_code == 201, answer.text
        assert answer.headers["x-trace-id"] == trace_id
        rig.settle(1)
        wait_until(lambda: seen(rig) >= WELL, seconds=60, what="metrics of a worker that is well")
    assert rig.rows(rig.consumer, "select jejak from efek") == [(trace_id,)]
    (said,) = [line for line in consumer.log.read_text().splitlines() if '"dihitung"' in line]
    assert json.loads(said)["trace_id"] == trace_id
