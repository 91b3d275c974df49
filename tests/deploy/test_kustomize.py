"""The manifests, rendered as they are applied: valid, complete, and in step with the code."""

import json
import re
import shutil
from importlib import import_module

import deployment
import kubernetes_validate
import pytest
import yaml
from deployment import KUSTOMIZE, MOUNTED, NAMES, in_cluster, one, pod, render, secrets_of

from devstack.checkout import ROOT
from devstack.services import SERVICES
from election_common.serve import DRAIN_SECONDS
from election_common.settings import ServiceSettings
from gateway.envoy_config import TEMPLATES

VERSION = "1.34"
RELEASE = (ROOT / "docs/deploy.md").read_text()
DEVELOPMENT = re.compile(r"127\.0\.0\.1|localhost|development|SIMULASI|sslmode=disable|nats://")


def service(name: str) -> list[dict]:
    return render(deployment.KUSTOMIZE / "services" / name)


def settings_of(package: str) -> type[ServiceSettings]:
    return import_module(f"{package}.settings").Settings


@pytest.mark.parametrize("folder", [*(f"services/{n}" for n in NAMES), "production"])
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
def test_every_setting_that_the_code_needs_is_given_and_known(service_, component):
    data = in_cluster(service_.name, component)
    secret = {file.partition(".")[0] for file in secrets_of(service_, component)}
    fields = settings_of(service_.package).model_fields
    given = {name.lower() for name in data} | secret
    assert [n for n, field in fields.items() if field.is_required() and n not in given] == []
    own = one(service(service_.name), "ConfigMap", "settings")["data"]
    assert {key.lower() for key in own} - set(fields) == {"package", "secrets_dir"}
    assert data["PACKAGE"] == service_.package
    assert data["NATS_USER"] == service_.name
    assert data["CA_FILE"] == f"{MOUNTED}/ca.crt"
    assert ("PUBLIC_DIR" in data) == service_.publishes_files


@pytest.mark.parametrize("component", ["api", "worker", "migrate"])
@pytest.mark.parametrize("name", NAMES)
def test_a_process_sees_its_own_secrets_only(name, component):
    kind = "Job" if component == "migrate" else "Deployment"
    spec = pod(one(service(name), kind, component))
    (container,) = spec["containers"]
    mounted = [m["name"] for m in container["volumeMounts"] if m["mountPath"] == MOUNTED]
    secret = {v["name"]: v["secret"]["secretName"] for v in spec["volumes"] if "secret" in v}
    assert secret == {"secrets": component}
    assert mounted == ["secrets"]
    assert in_cluster(name, component)["SECRETS_DIR"] == MOUNTED


def test_every_service_has_its_place():
    house = (KUSTOMIZE / "base/house.env").read_text().splitlines()
    data = dict(line.split("=", 1) for line in house if not line.startswith("#"))
    assert json.loads(data.pop("FEEDS")) == {
        s.stream: f"http://api.{s.name}.svc:8000" for s in SERVICES
    }
    assert json.loads(data.pop("SERVICES")) == {n: f"http://api.{n}.svc:8000" for n in NAMES}
    assert data == {f"{s.stream}_ENDPOINTS": f"api.{s.name}.svc:8000" for s in SERVICES}


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
            module, _, factory = command[3].partition(":")
            assert import_module(command[2]).main
            assert callable(getattr(import_module(module), factory))
            assert f"--port={container['ports'][0]['containerPort']}" in command
        case "worker":
            assert import_module(command[2]).main
            assert str(container["ports"][0]["containerPort"]) == data["WORKER_PORT"]
        case "migrate":
            assert command == ["alembic", "upgrade", "head"]
            assert (ROOT / "services" / name / "alembic.ini").exists()
    if component != "migrate":
        assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
        assert container["livenessProbe"]["httpGet"]["path"] == "/livez"
        assert spec["terminationGracePeriodSeconds"] >= DRAIN_SECONDS + float(
            data["ENDING_SECONDS"]
        )
        assert one(documents, "Deployment", component)["spec"]["replicas"] == 2


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
    edge = in_cluster("gateway", "edge")
    templates = "".join((ROOT / "services/gateway" / name).read_text() for name in TEMPLATES)
    made = {"LOCAL_REPLIES", "ROUTES_FILE", "DOWNSTREAM_TLS", "ISSUER_TLS"}
    wanted = set(re.findall(r"\$\{(\w+)\}", templates)) - made
    assert set(edge) - {"FEEDS", "SERVICES"} == wanted | {"JWKS_URL", "CA_FILE"}
    pages = {name.lower() for name in in_cluster("gateway", "pages")}
    assert pages >= set(import_module("gateway.pages.settings").Settings.model_fields)


def test_whether_a_number_is_in_the_dpt_is_no_game_of_guessing():
    """Of each pod an address asks `cek-dpt` ten times a minute at most."""
    assert in_cluster("gateway", "edge")["RATE_CHECK"] == "10"


def test_the_door_refuses_before_the_kernel_ends_it():
    """What it holds beside its heap has a fifth of its pod."""
    (door,) = pod(one(service("gateway"), "Deployment", "edge"))["containers"]
    assert door["resources"]["limits"]["memory"] == "1Gi"
    assert int(in_cluster("gateway", "edge")["HEAP_BYTES"]) <= 0.8 * (1 << 30)


@pytest.mark.parametrize("name", NAMES)
def test_who_may_knock(name):
    documents = service(name)
    closed = one(documents, "NetworkPolicy", "closed")["spec"]
    assert closed == {"podSelector": {}, "policyTypes": ["Ingress"]}
    (callers,) = one(documents, "NetworkPolicy", "api")["spec"]["ingress"]
    assert [sorted(f["podSelector"]["matchExpressions"][0]["values"]) for f in callers["from"]] == [
        ["edge", "pages", "worker"]
    ]
    metrics = one(documents, "NetworkPolicy", "metrics")["spec"]
    (prometheus,) = metrics["ingress"]
    assert {port["port"] for port in prometheus["ports"]} == {"http", "probe"}
    for component in metrics["podSelector"]["matchExpressions"][0]["values"]:
        template = one(documents, "Deployment", component)["spec"]["template"]
        (port,) = pod({"spec": {"template": template}})["containers"][0]["ports"]
        marks = template["metadata"]["annotations"]
        assert marks["prometheus.io/port"] == str(port["containerPort"])
        assert port["name"] in {"http", "probe"}


def test_what_is_applied_first_needs_nothing_that_comes_later():
    """The first step of a release as docs/deploy.md has it: migrations find what they refer to."""
    (later,) = re.findall(r"notin \((.+)\)'", RELEASE)
    component = "app.kubernetes.io/component"
    first = [
        d for d in render(KUSTOMIZE / "production")
        if d["metadata"].get("labels", {}).get(component) not in later.split(", ")
    ]  # fmt: skip
    there = {(d["kind"], d["metadata"].get("namespace"), d["metadata"]["name"]) for d in first}
    jobs = [d for d in first if d["kind"] == "Job"]
    assert {(job["metadata"]["namespace"], job["metadata"]["name"]) for job in jobs} == {
        *((name, "migrate") for name in NAMES), ("gateway", "streams")
    }  # fmt: skip
    for job in jobs:
        space = job["metadata"]["namespace"]
        assert ("Namespace", None, space) in there
        for volume in pod(job)["volumes"]:
            if "configMap" in volume:
                assert ("ConfigMap", space, volume["configMap"]["name"]) in there
        for source in pod(job)["containers"][0]["envFrom"]:
            assert ("ConfigMap", space, source["configMapRef"]["name"]) in there
    assert "Deployment" not in {kind for kind, _, _ in there}


def test_a_release_deletes_and_awaits_every_job():
    """A Job cannot be changed, so one that stays is an error of the next `apply`."""
    jobs = {
        d["metadata"]["labels"]["app.kubernetes.io/component"]
        for d in render(KUSTOMIZE / "production")
        if d["kind"] == "Job"
    }
    named = re.findall(
        r"kubectl (\w+) job -A -l 'app.kubernetes.io/component in \((.+)\)'", RELEASE
    )
    assert {step: set(which.split(", ")) for step, which in named} == {
        "delete": jobs, "wait": jobs
    }  # fmt: skip


def test_the_streams_of_the_house_are_those_of_the_tree():
    documents = service("gateway")
    job = pod(one(documents, "Job", "streams"))
    declared = one(documents, "ConfigMap", "streams")
    assert declared["data"]["streams.toml"] == (ROOT / "deploy/nats/streams.toml").read_text()
    assert {v["name"]: v.get("secret", v.get("configMap")) for v in job["volumes"]} == {
        "secrets": {"secretName": "streams", "defaultMode": 0o440},
        "declared": {"name": declared["metadata"]["name"]},
    }


def test_the_house_is_all_services():
    root = deployment.KUSTOMIZE
    overlay = yaml.safe_load((root / "production/kustomization.yaml").read_text())
    assert set(overlay["resources"]) == {f"../services/{name}" for name in NAMES}
    assert {i["name"] for i in overlay["images"]} == {f"kpu-babel/{n}" for n in NAMES}
    assert {folder.name for folder in (root / "services").iterdir()} == set(NAMES)


def test_a_service_without_its_files_is_found(tmp_path, monkeypatch):
    copy = tmp_path / "kustomize"
    shutil.copytree(KUSTOMIZE, copy)
    shutil.rmtree(copy / "services" / NAMES[0])
    monkeypatch.setattr(deployment, "KUSTOMIZE", copy)
    with pytest.raises(AssertionError):
        service(NAMES[0])
    with pytest.raises(AssertionError):
        test_the_house_is_all_services()
