"""Row 15 of the bar: a server that acknowledges before it syncs."""

import httpx
import pytest

from devstack import nats_server
from devstack.nats_server import Broker


class Forgetful(Broker):
    """A server with the house's settings, but for the one."""

    def settle(self) -> None:
        """Do not check."""


@pytest.fixture
def own_broker(tmp_path, monkeypatch):
    config = tmp_path / "nats-server.conf"
    config.write_text(nats_server.CONFIG.read_text().replace("sync_interval: always", ""))
    monkeypatch.setattr(nats_server, "CONFIG", config)
    with Forgetful(tmp_path / "nats") as broker:
        yield broker


@pytest.mark.parametrize(
    ("environment", "status", "said"),
    [("development", 200, "degraded"), ("production", 503, "not ready")],
)
def test_a_server_without_sync(rig, environment, status, said, record_figure):
    rig.settings["ENVIRONMENT"] = environment
    with rig.relay() as relay:
        relay.await_work()
        rig.await_alarm("sync-always", probe=rig.relay_probe)
        answer = httpx.get(f"{rig.relay_probe}/readyz")
    assert (answer.status_code, answer.json()["status"]) == (status, said)
    record_figure(15, environment=environment, status=status, said=said)
