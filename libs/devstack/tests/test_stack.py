"""The whole house with echoing services: order, deaths, restarts, a second one."""

import threading

import httpx
import psycopg
import pytest

from devstack import graph
from devstack.errors import DevstackError
from devstack.layout import Layout
from devstack.stack import Stack, delete
from devstack.supervisor import Supervisor
from devstack.waiting import wait_until


@pytest.fixture(scope="module")
def steps():
    return []


@pytest.fixture(scope="module")
def stack(tmp_path_factory, echo_services, steps):
    folder = tmp_path_factory.mktemp("rumah")

    def note(name, state, _):
        steps.append((name, state))

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(echo_services[0].home))
        with Stack(folder, services=echo_services, progress=note) as house:
            yield house
    delete(Layout(folder))


def get(stack, path, **headers):
    return httpx.get(f"{stack.gateway_url}{path}", headers=headers, trust_env=False)


def test_all_is_ready_in_the_order_of_needs(stack, steps):
    ready = [name for name, state in steps if state == "ready"]
    assert set(ready) == set(stack.parts.by_name)
    for name, needs in stack.parts.needs.items():
        assert all(ready.index(need) < ready.index(name) for need in needs)
    assert get(stack, "/status").json()["siap"]


def test_a_token_opens_the_door_and_settings_arrive(stack):
    token = stack.token("kpu_kabko", "1906")
    answer = get(stack, "/voter-registry/v1/pemilih", authorization=f"Bearer {token}")
    assert answer.json()["user"] == "voter-registry"


def test_a_second_one_says_that_one_runs(stack, echo_services):
    second = Stack(stack.layout.root, services=echo_services)
    with pytest.raises(DevstackError, match="already running"):
        second.start()
    assert get(stack, "/status").is_success


def test_a_taken_port_is_one_clear_line(stack, echo_services, tmp_path):
    with (
        pytest.raises(DevstackError, match=f"port {stack.gateway_port} is taken"),
        Stack(tmp_path, gateway_port=stack.gateway_port, services=echo_services),
    ):
        pass


def test_secrets_are_for_their_owner_only(stack):
    files = [*stack.layout.secrets.iterdir(), *stack.layout.data.glob("*/passwords.json")]
    assert len(files) >= 6
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)


def test_a_killed_part_stays_dead_until_it_is_started(stack):
    stack.kill("publication-api")
    assert get(stack, "/publication/v1/tahapan").status_code == 503
    wait_until(lambda: not get(stack, "/status").json()["siap"], seconds=2, what="not ready")
    with pytest.raises(DevstackError, match="publication-api ended with code -9"):
        Supervisor(stack).watch(until=lambda: False)
    stack.start_one("publication-api")
    assert get(stack, "/publication/v1/tahapan").is_success


def test_a_stopped_part_is_no_death(stack):
    stack.stop_one("nats")
    Supervisor(stack).watch(until=iter([False, False, True]).__next__)
    stack.start_one("nats")


def test_a_supervisor_starts_a_dead_service_again(stack):
    with Supervisor(stack, restart=True).watching():
        stack.kill("publication-worker")
        part = stack.parts.by_name["publication-worker"]
        wait_until(lambda: part.running, seconds=20, what="restart")
        stack.kill("publication-api")
        wait_until(
            lambda: get(stack, "/publication/v1/tahapan").is_success, seconds=20, what="restart"
        )


def test_five_rapid_failures_are_fatal(stack, monkeypatch):
    part = stack.parts.by_name["voter-registry-worker"]
    monkeypatch.setattr("devstack.supervisor.FIRST_BACKOFF_SECONDS", 0.01)
    monkeypatch.setattr(part, "_argv", ["tidak.ada"])
    part.kill()
    with pytest.raises(DevstackError, match="failed 5 times") as failure:
        Supervisor(stack, restart=True).watch(until=lambda: False)
    assert "tidak" in failure.value.tail
    monkeypatch.undo()
    part.kill()
    part.start()


def test_a_database_that_dies_is_fatal_even_then(stack):
    stack.kill("postgres")
    with pytest.raises(DevstackError, match="postgres ended"):
        Supervisor(stack, restart=True).watch(until=lambda: False)
    stack.start_one("postgres")
    with psycopg.connect(stack.parts.by_name["postgres"].admin_dsn()) as connection:
        names = {row[0] for row in connection.execute("select datname from pg_database")}
    assert {"voter_registry", "publication"} <= names


def test_a_part_that_cannot_start_leaves_nothing_running(echo_services, tmp_path, monkeypatch):
    monkeypatch.delenv("PYTHONPATH", raising=False)  # the services cannot be imported
    house = Stack(tmp_path, services=echo_services)
    with pytest.raises(DevstackError, match="ended with code 1 while starting") as failure:
        house.start()
    assert "No module named 'echo_service'" in failure.value.tail
    assert not any(part.running for part in house.parts.by_name.values())
    assert not list(house.layout.logs.glob("*.pid"))
    delete(house.layout)


def test_a_graph_runs_what_it_can_at_once():
    both = threading.Barrier(2, timeout=5)
    seen = []

    def action(name):
        if name in {"a", "b"}:
            both.wait()
        seen.append(name)

    graph.walk({"c": ("a", "b"), "a": (), "b": ()}, action)
    assert seen[-1] == "c"
    assert graph.reverse({"c": ("a", "b"), "a": (), "b": ()}) == {"c": [], "a": ["c"], "b": ["c"]}


def test_a_graph_stops_at_the_first_failure():
    begun = []

    def action(name):
        begun.append(name)
        if name == "a":
            raise DevstackError("a")

    cancelled = []
    with pytest.raises(DevstackError):
        graph.walk({"a": (), "b": ("a",)}, action, cancel=lambda: cancelled.append(1))
    assert begun == ["a"]
    assert cancelled == [1]
