"""The manifests, rendered as they are applied: valid, complete, and in step with the code."""

import json
import re
import shutil
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from devstack.checkout import ROOT
from devstack.services import SERVICES
from election_common.settings import ServiceSettings

KUSTOMIZE = ROOT / "deploy/kustomize"
KUBECTL = Path(sys.executable).with_name("kubectl")
VERSION = "1.34"
NAMES = [service.name for service in SERVICES]
DEVELOPMENT = re.compile(r"127\.0\.0\.1|localhost|development|SIMULASI|sslmode=disable|nats://")
SECRETS = {
    "api": {"database_url", "nats_password", "keyring.json"},
    "worker": {"database_url", "nats_password", "keyring.json", "client_secret"},
    "migrate": {"database_url"},
}


@cache
def render(folder: Path) -> list[dict]:
    done = subprocess.run(
        [KUBECTL, "kustomize", folder], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return list(yaml.safe_load_all(done.stdout))


def service(name: str) -> list[dict]:
    return render(KUSTOMIZE / "services" / name)


def one(documents: list[dict], kind: str, name: str) -> dict:
    (found,) = [
        d
        for d in documents
        if d["kind"] == kind and re.fullmatch(rf"{name}(-[0-9a-z]{{10}})?", d["metadata"]["name"])
    ]
    return found


def pod(document: dict) -> dict:
    return document["spec"]["template"]["spec"]


def settings_of(package: str) -> type[ServiceSettings]:
    return import_module(f"{package}.settings").Settings


@pytest.mark.parametrize("folder", [*(f"services/{n}" for n in [*NAMES, "gateway"]), "production"])
def test_each_part_renders_alone_and_is_valid(folder):
    documents = render(KUSTOMIZE / folder)
    for document in documents:
        kubernetes_validate.validate(document, VERSION, strict=True)


def test_the_validator_can_refuse():
    broken = json.loads(json.dumps(one(service(NAMES[0]), "Deployment", "api")))
    pod(broken)["containers"][0]["livenessProbes"] = {}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(broken, VERSION, strict=True)


@pytest.mark.parametrize("name", NAMES)
def test_a_service_has_an_api_a_worker_and_a_migration(name):
    kinds = {(d["kind"], d["metadata"]["name"]) for d in service(name)}
    assert kinds >= {
        ("Deployment", "api"), ("Deployment", "worker"), ("Job", "migrate"), ("Service", "api"),
        ("PodDisruptionBudget", "api"), ("HorizontalPodAutoscaler", "api"),
        ("NetworkPolicy", "closed"), ("NetworkPolicy", "api"), ("Namespace", name),
    }  # fmt: skip


@pytest.mark.parametrize("service_", SERVICES, ids=lambda s: s.name)
@pytest.mark.parametrize("component", ["api", "worker"])
def test_every_setting_that_the_code_needs_is_given(service_, component):
    documents = service(service_.name)
    data = one(documents, "ConfigMap", "settings")["data"]
    secret = {file.partition(".")[0] for file in SECRETS[component]}
    fields = settings_of(service_.package).model_fields
    given = {name.lower() for name in data} | secret
    assert [
        name for name, field in fields.items() if field.is_required() and name not in given
    ] == []
    container = pod(one(documents, "Deployment", component))["containers"][0]
    assert container["envFrom"][0]["configMapRef"]["name"].startswith("settings-")
    mounts = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
    assert mounts["secrets"] == data["SECRETS_DIR"]
    assert data["KEYRING_FILE"] == f"{data['SECRETS_DIR']}/keyring.json"
    assert data["PACKAGE"] == service_.package
    assert data["NATS_USER"] == service_.name
    assert ("PUBLIC_DIR" in data) == service_.publishes_files


@pytest.mark.parametrize("name", NAMES)
def test_settings_of_the_map_are_settings_of_the_code(name):
    package = next(s.package for s in SERVICES if s.name == name)
    data = one(service(name), "ConfigMap", "settings")["data"]
    known = set(settings_of(package).model_fields) | {"package", "secrets_dir"}
    assert {key.lower() for key in data} - known == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_service_hears_every_other(name):
    feeds = json.loads(one(service(name), "ConfigMap", "settings")["data"]["FEEDS"])
    assert feeds == {s.stream: f"http://api.{s.name}.svc:8000" for s in SERVICES}


def test_no_development_value_and_no_secret_is_in_the_house():
    for document in render(KUSTOMIZE / "production"):
        assert document["kind"] != "Secret"
        for value in document.get("data", {}).values():
            assert not DEVELOPMENT.search(value), value


@pytest.mark.parametrize("component", ["api", "worker", "migrate"])
@pytest.mark.parametrize("name", NAMES)
def test_commands_probes_and_ports_are_those_of_the_code(name, component):
    documents = service(name)
    kind = "Job" if component == "migrate" else "Deployment"
    spec = pod(one(documents, kind, component))
    container = spec["containers"][0]
    data = one(documents, "ConfigMap", "settings")["data"]
    command = [part.replace("$(PACKAGE)", data["PACKAGE"]) for part in container["args"]]
    match component:
        case "api":
            module, _, factory = command[1].partition(":")
            assert callable(getattr(import_module(module), factory))
            assert f"--port={container['ports'][0]['containerPort']}" in command
            assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
        case "worker":
            assert import_module(command[2]).main
            assert str(container["ports"][0]["containerPort"]) == data["WORKER_PORT"]
        case "migrate":
            assert command == ["alembic", "upgrade", "head"]
            assert (ROOT / "services" / name / "alembic.ini").exists()
    if component != "migrate":
        assert container["livenessProbe"]["httpGet"]["path"] == "/livez"
        assert spec["terminationGracePeriodSeconds"] == 25


@pytest.mark.parametrize("document", [
    d for d in render(KUSTOMIZE / "production") if d["kind"] in {"Deployment", "Job"}
], ids=lambda d: f"{d['metadata']['namespace']}-{d['metadata']['name']}")  # fmt: skip
def test_every_container_is_closed_bounded_and_of_a_named_release(document):
    spec = pod(document)
    assert spec["automountServiceAccountToken"] is False
    assert spec["securityContext"]["runAsNonRoot"] is True
    for container in [*spec.get("initContainers", []), *spec["containers"]]:
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert "memory" in container["resources"]["limits"]
        assert re.search(r":[\w.-]*\d", container["image"]), container["image"]
        assert ":latest" not in container["image"]


def test_the_door_gets_what_its_templates_want():
    documents = service("gateway")
    edge = one(documents, "ConfigMap", "edge")["data"]
    templates = "".join(
        (ROOT / "services/gateway" / name).read_text() for name in ("envoy.yaml", "routes.yaml")
    )
    wanted = set(re.findall(r"\$\{(\w+)\}", templates)) - {"LOCAL_REPLIES", "ROUTES_FILE"}
    assert set(edge) == wanted
    for service_ in SERVICES:
        prefix = service_.name.upper().replace("-", "_")
        assert (edge[f"{prefix}_HOST"], edge[f"{prefix}_PORT"]) == (
            f"api.{service_.name}.svc", "8000",
        )  # fmt: skip
    plane = one(documents, "ConfigMap", "control-plane")["data"]
    assert json.loads(plane["SERVICES"]) == {s: f"http://api.{s}.svc:8000" for s in NAMES}
    fields = import_module("gateway.settings").Settings.model_fields
    assert {name.lower() for name in plane} == set(fields)


def test_the_house_is_all_services():
    overlay = yaml.safe_load((KUSTOMIZE / "production/kustomization.yaml").read_text())
    assert set(overlay["resources"]) == {f"../services/{name}" for name in [*NAMES, "gateway"]}
    assert {i["name"] for i in overlay["images"]} == {f"kpu-babel/{n}" for n in [*NAMES, "gateway"]}
    assert {folder.name for folder in (KUSTOMIZE / "services").iterdir()} == {*NAMES, "gateway"}


def test_a_service_without_its_files_is_found(tmp_path, monkeypatch):
    copy = tmp_path / "kustomize"
    shutil.copytree(KUSTOMIZE, copy)
    shutil.rmtree(copy / "services" / NAMES[0])
    monkeypatch.setitem(globals(), "KUSTOMIZE", copy)
    with pytest.raises(AssertionError):
        service(NAMES[0])
    with pytest.raises(AssertionError):
        test_the_house_is_all_services()
