"""The stream of an operation through the door: unbuffered, resumed, in spite of a dead worker."""

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from devstack import ports
from devstack.edge import Edge
from devstack.python_process import PythonProcess, web_app
from devstack.services import SERVICES
from devstack.waiting import wait_until
from election_common.jobs import STALLED_SECONDS

STEPS = 100
SETTINGS = ("ENVIRONMENT", "ISSUER", "JWKS_URL", "KEYRING_FILE", "FILES_URL", "NATS_URL")
SETTINGS += ("NATS_USER", "NATS_PASSWORD")
BEHIND = (*(service.name for service in SERVICES), "public-files", "control-plane")
PATIENCE_SECONDS = STALLED_SECONDS + 30


@dataclass
class Event:
    after: float
    name: str
    id: str
    data: dict


def events(url, last=""):
    """The events of a stream, each with the second in which it came."""
    start, found = time.monotonic(), {}
    headers = {"accept": "text/event-stream"} | ({"last-event-id": last} if last else {})
    with httpx.stream("GET", url, headers=headers, timeout=PATIENCE_SECONDS) as answer:
        assert answer.status_code == 200, answer.read()
        assert answer.headers["content-type"].startswith("text/event-stream")
        for line in answer.iter_lines():
            name, _, value = line.partition(": ")
            if name == "data":
                data = json.loads(value)
                yield Event(time.monotonic() - start, found["event"], found["id"], data)
            found[name] = value


@dataclass
class Door:
    """The service behind the door, under the name of one that the door knows."""

    url: str
    token: str
    worker: PythonProcess
    api: PythonProcess
    edge: Edge

    def ask(self, method, path, **options):
        headers = {"authorization": f"Bearer {self.token}"} | options.pop("headers", {})
        return httpx.request(method, self.url + path, headers=headers, timeout=20, **options)

    def stream(self, where):
        answer = self.ask("POST", f"{where}/tiket")
        assert answer.status_code == 201, answer.text
        assert answer.headers["cache-control"] == "no-store"
        return self.url + answer.json()["aliran"]

    def begin(self, steps):
        body = {"wilayah": "1906", "sampai": steps}
        answer = self.ask("POST", "/v1/hitungan", json=body, headers={"idempotency-key": "satu"})
        assert answer.status_code == 202, answer.text
        return answer.headers["location"]


@pytest.fixture
def door(database, issuer, grants, service_env, broker, tmp_path):
    service_env(database, "app")
    env = {name: os.environ[name] for name in SETTINGS}
    env |= {"PYTHONPATH": str(Path(__file__).parent)}
    logs, port, probe = tmp_path / "logs", ports.pick(), ports.pick()
    api_env = env | {"DATABASE_URL": database.app}
    worker_env = env | {
        "DATABASE_URL": database.worker,
        "WORKER_PORT": str(probe),
        "NATS_URL": broker.url,
        "NATS_USER": "publication",  # it sends nothing; any user may connect
        "NATS_PASSWORD": broker.password("publication"),
    }
    url = f"http://127.0.0.1:{port}"
    behind = dict.fromkeys(BEHIND, url) | {"issuer": issuer.url}
    livez = f"http://127.0.0.1:{probe}/livez"
    with (
        web_app("api", logs, app="kosong.main:create_app", port=port, env=api_env) as api,
        PythonProcess(
            "worker", logs, argv=["kosong.workers"], env=worker_env, probe=livez
        ) as worker,
        Edge(
            tmp_path / "edge",
            logs=logs,
            upstreams=behind,
            issuer=issuer.url,
        ) as edge,
    ):
        grants.give("kpu_provinsi@19", "kpu_provinsi")
        token = issuer.token("kpu_provinsi", wilayah="19")
        yield Door(f"{edge.url}/voter-registry", token, worker, api, edge)


def test_a_stream_shows_the_work_as_it_goes_whoever_does_it(door):
    where = door.begin(STEPS)
    address = door.stream(where)
    seen, died_at = [], None
    for event in events(address):
        seen.append(event)
        done = event.data["selesai"]
        if died_at is None and done >= STEPS // 4:
            door.worker.kill()
            door.worker.start()
            died_at = done
        elif died_at is not None and done > died_at + 5:
            break  # the line is lost, and taken up again
    assert seen[0].after < 2, "nothing on the way keeps an event"
    assert httpx.get(address).status_code == 401, "a ticket is good once"
    seen += events(door.stream(where), last=seen[-1].id)
    done = [event.data["selesai"] for event in seen]
    assert done == sorted(set(done)), "each state once, in order"
    assert [event.name for event in seen] == ["kemajuan"] * (len(seen) - 1) + ["akhir"]
    assert len(seen) >= 5
    assert seen[-1].data["hasil"] == {"sampai": STEPS}


def test_no_log_holds_a_ticket(door):
    where = door.begin(1)
    address = door.stream(where)
    ticket = address.partition("tiket=")[2]
    assert [event.name for event in events(address)][-1] == "akhir"
    assert httpx.get(address).status_code == 401
    door.api.stop()
    assert httpx.get(address).status_code == 503  # the door logs failures
    wait_until(lambda: "/aliran" in door.edge.log.read_text(), seconds=10, what="a line in the log")
    logs = [process.log.read_text() for process in (door.edge, door.api, door.worker)]
    assert not any(ticket in text for text in logs)
    assert not any("tiket=" in text for text in logs)
