"""The two ways to run the house, as their tools read them."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import yaml

from devstack.checkout import ROOT
from devstack.services import SERVICES, Service

DEPLOY = ROOT / "deploy"
KUSTOMIZE = DEPLOY / "kustomize"
KUBECTL = Path(sys.executable).with_name("kubectl")
NAMES = [service.name for service in SERVICES]
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
#: Where every process finds its secrets.
MOUNTED = "/run/secrets/kpu"
SECRETS = {
    "api": {"database_url", "nats_password", "keyring.json", "ca.crt"},
    "worker": {"database_url", "nats_password", "keyring.json", "ca.crt", "client_secret"},
    "migrate": {"database_url", "ca.crt"},
}
#: Components that run once.
KINDS = {"migrate": "Job", "streams": "Job"}
#: What the API and the worker of a service need besides.
OWN = {
    "complaints": {
        *("whatsapp_number_id", "whatsapp_token"),
        *("whatsapp_app_secret", "whatsapp_verify_token"),
    }
}
#: What the user of compose.yaml sets.
PLACE = {
    "ISSUER": "https://masuk.kpu.example",
    "ISSUER_ENDPOINTS": "masuk.kpu.example:443",
    "JWKS_URL": "https://masuk.kpu.example/jwks",
    "TOKEN_URL": "https://masuk.kpu.example/token",
    "PUBLIC_URL": "https://api.kpu.example",
}


def secrets_of(service: Service, component: str) -> set[str]:
    """Names of the files that the operator makes for a process."""
    return SECRETS[component] | (OWN.get(service.name, set()) if component != "migrate" else set())


@cache
def render(folder: Path) -> list[dict]:
    """The documents of a folder as they are applied."""
    done = subprocess.run(
        [KUBECTL, "kustomize", folder], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return list(yaml.safe_load_all(done.stdout))


def one(documents: list[dict], kind: str, name: str) -> dict:
    """The document of this kind and name; kustomize adds a hash to a map's name."""
    whole = re.compile(rf"{name}(-[0-9a-z]{{10}})?")
    (found,) = [
        d for d in documents if d["kind"] == kind and whole.fullmatch(d["metadata"]["name"])
    ]
    return found


def pod(document: dict) -> dict:
    """What a workload runs."""
    return document["spec"]["template"]["spec"]


def in_cluster(service: str, component: str) -> dict[str, str]:
    """The environment of a container of the production house."""
    own = [d for d in render(KUSTOMIZE / "production") if d["metadata"].get("namespace") == service]
    spec = pod(one(own, KINDS.get(component, "Deployment"), component))
    (container,) = spec.get("initContainers", spec["containers"])
    sources = [s["configMapRef"]["name"] for s in container["envFrom"] if "configMapRef" in s]
    maps = {d["metadata"]["name"]: d["data"] for d in own if d["kind"] == "ConfigMap"}
    return {name: value for source in sources for name, value in maps[source].items()}


def in_compose(name: str) -> dict[str, str]:
    """The environment of a container of compose.yaml, whose own words come before its files."""
    process = COMPOSE["services"][name]
    found: dict[str, str] = {}
    for file in process.get("env_file", ()):
        lines = (DEPLOY / file).read_text().splitlines()
        found |= dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    return found | {key: interpolate(v) for key, v in process.get("environment", {}).items()}


def interpolate(value: str) -> str:
    """A value with what the user has set."""
    return re.sub(r"\$\{(\w+):\?[^}]*\}", lambda match: PLACE[match[1]], value)
