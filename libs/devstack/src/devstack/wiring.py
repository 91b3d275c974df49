"""All processes of the house, wired to one another: addresses, secrets, folders, needs."""

import json
from collections.abc import Iterable

from devstack.checkout import ROOT
from devstack.edge import Edge, Limits
from devstack.file_server import FileServer
from devstack.idp.accounts import NATION, Account
from devstack.idp.granter import ADMIN, LETTER
from devstack.layout import Layout
from devstack.nats_server import Broker
from devstack.parts import Parts
from devstack.ports import Ports
from devstack.postgres import Cluster
from devstack.python_process import OneShot, PythonProcess, migration, web_app
from devstack.secret_file import Passwords, ensure_keyring
from devstack.services import Service

CLIENT = "development-client"
WORKERS = "kantor"
#: Where browsers may be sent back to: an application on this machine, as its developer runs it.
REDIRECT_URIS = [f"http://127.0.0.1:{port}/masuk" for port in (3000, 5173, 8080)]
#: Whose browsers may call from another origin: an application that its developer serves.
ORIGINS = [f"http://{host}:{port}" for host in ("127.0.0.1", "localhost") for port in (3000, 5173)]
WHATSAPP = "whatsapp"
WHATSAPP_NUMBER_ID = "100000000000001"
SCALAR = ROOT / "tools/node/node_modules/@scalar/api-reference/dist/browser/standalone.js"


def client_secret(layout: Layout) -> str:
    """Secret of the development clients of the identity provider."""
    return Passwords(layout.secrets / "passwords.json")[CLIENT]


class Wiring:
    """Builds the parts of one devstack."""

    def __init__(
        self,
        layout: Layout,
        *,
        gateway_port: int,
        services: Iterable[Service],
        limits: Limits | None = None,
    ):
        self._layout = layout
        self._ports = Ports(layout.ports)
        self._services = tuple(services)
        self._gateway_port = gateway_port
        self._limits = limits
        self._cluster = Cluster(
            layout.data / "postgres",
            logs=layout.logs,
            port=self._ports["postgres"],
            services=[service.database for service in self._services],
        )
        self._broker = Broker(
            layout.data / "nats",
            logs=layout.logs,
            port=self._ports["nats"],
            monitor_port=self._ports["nats-monitor"],
        )

    def parts(self) -> Parts:
        """All parts; the edge needs all others, so that it opens last and closes first."""
        parts = Parts()
        parts.add(self._cluster)
        parts.add(self._broker)
        parts.add(self._identity_provider())
        parts.add(self._file_server())
        parts.add(self._control_plane())
        if any(service.converses for service in self._services):
            parts.add(self._whatsapp())
        for service in self._services:
            self._add_service(parts, service)
        parts.add(self._edge(), *parts.by_name)
        return parts

    def _add_service(self, parts: Parts, service: Service) -> None:
        last = self._migration(service)
        parts.add(last, "postgres")
        if service.gives_access:
            first = self._first_grants(service)
            parts.add(first, last.name)
            last = first
        parts.add(self._api(service), last.name, "nats", "idp", of_service=True)
        parts.add(self._worker(service), last.name, "nats", "idp", of_service=True)

    def _url(self, name: str) -> str:
        return f"http://127.0.0.1:{self._ports[name]}"

    def _identity_provider(self) -> PythonProcess:
        env = {
            "ENVIRONMENT": "development",
            "ISSUER": self._url("issuer"),
            "KEY_FILE": str(self._layout.secrets / "idp-keys.json"),
            "CLIENT_SECRET": client_secret(self._layout),
            "AKSES_URL": self._url("gateway"),
            "REDIRECT_URIS": json.dumps(REDIRECT_URIS),
        }
        app = "devstack.idp.main:create_app"
        port = self._ports["issuer"]
        return web_app("idp", self._layout.logs, app=app, port=port, env=env, probe="/jwks")

    def _file_server(self) -> FileServer:
        return FileServer(
            self._layout.data / "caddy",
            public=self._layout.public,
            logs=self._layout.logs,
            port=self._ports["public-files"],
        )

    def _control_plane(self) -> PythonProcess:
        services = {service.name: self._url(service.name) for service in self._services}
        env = {
            "SERVICES": json.dumps(services),
            "PUBLIC_URL": f"http://127.0.0.1:{self._gateway_port}",
            "SCALAR_FILE": str(SCALAR),
        }
        port = self._ports["control-plane"]
        app = "gateway.pages.main:create_app"
        return web_app("pages", self._layout.logs, app=app, port=port, env=env, probe="/livez")

    def _whatsapp(self) -> PythonProcess:
        """The stand-in of the provider; it delivers through the door, like the provider."""
        env = self._whatsapp_account() | {
            "ENVIRONMENT": "development",
            "WEBHOOK_URL": f"http://127.0.0.1:{self._gateway_port}/complaints/v1/webhooks/whatsapp",
        }
        port = self._ports[WHATSAPP]
        app = "devstack.whatsapp.main:create_app"
        return web_app(WHATSAPP, self._layout.logs, app=app, port=port, env=env, probe="/healthz")

    def _whatsapp_account(self) -> dict[str, str]:
        """The account that the stand-in and its client share."""
        passwords = Passwords(self._layout.secrets / "passwords.json")
        return {
            "WHATSAPP_URL": f"{self._url(WHATSAPP)}/v23.0",
            "WHATSAPP_NUMBER_ID": WHATSAPP_NUMBER_ID,
            "WHATSAPP_TOKEN": passwords["whatsapp-token"],
            "WHATSAPP_APP_SECRET": passwords["whatsapp-app-secret"],
            "WHATSAPP_VERIFY_TOKEN": passwords["whatsapp-verify-token"],
        }

    def _edge(self) -> Edge:
        behind = ("issuer", "control-plane", "public-files", *(s.name for s in self._services))
        return Edge(
            self._layout.data / "edge",
            upstreams={name: self._url(name) for name in behind},
            issuer=self._url("issuer"),
            logs=self._layout.logs,
            port=self._gateway_port,
            admin_port=self._ports["edge-admin"],
            limits=self._limits,
            cors_origins=ORIGINS,
        )

    def _migration(self, service: Service) -> OneShot:
        owner = self._cluster.service_database(service.database).owner
        name = f"{service.name}-migrate"
        env = {"ENVIRONMENT": "development", "DATABASE_URL": owner}
        return migration(name, self._layout.logs, config=service.migrations, env=env)

    def _first_grants(self, service: Service) -> OneShot:
        """The admin of the nation, and the client with which workers read one another's feeds."""
        argv = [f"{service.package}.akses", ADMIN.sub, Account(WORKERS, NATION).sub]
        argv += ["--surat", str(LETTER["nomor"]), "--tanggal", str(LETTER["tanggal"])]
        app = self._cluster.service_database(service.database).app
        env = {"ENVIRONMENT": "development", "DATABASE_URL": app}
        return OneShot(f"{service.name}-akses", self._layout.logs, argv=argv, env=env)

    def _api(self, service: Service) -> PythonProcess:
        dsn = self._cluster.service_database(service.database).app
        port = self._ports[service.name]
        env = self._service_environment(service) | {"DATABASE_URL": dsn}
        app = f"{service.package}.main:create_app"
        return web_app(f"{service.name}-api", self._layout.logs, app=app, port=port, env=env)

    def _worker(self, service: Service) -> PythonProcess:
        name = f"{service.name}-worker"
        port = self._ports[name]
        env = self._service_environment(service) | {
            "DATABASE_URL": self._cluster.service_database(service.database).worker,
            "WORKER_PORT": str(port),
            "NATS_MONITOR_URL": self._broker.monitor_url,
            "FEEDS": json.dumps({s.stream: self._url(s.name) for s in self._services}),
            "TOKEN_URL": f"{self._url('issuer')}/token",
            "CLIENT_ID": WORKERS,
            "CLIENT_SECRET": client_secret(self._layout),
        }
        argv = [f"{service.package}.workers"]
        probe = f"http://127.0.0.1:{port}/livez"
        return PythonProcess(name, self._layout.logs, argv=argv, env=env, probe=probe)

    def _service_environment(self, service: Service) -> dict[str, str]:
        """Settings of both processes of a service, but for their database role."""
        files = self._layout.files(service.name)
        files.mkdir(parents=True, exist_ok=True)
        keyring = ensure_keyring(self._layout.secrets / f"keyring-{service.name}.json")
        public = {"PUBLIC_DIR": str(self._layout.public)} if service.publishes_files else {}
        whatsapp = self._whatsapp_account() if service.converses else {}
        return {
            "ENVIRONMENT": "development",
            "ENDING_SECONDS": "1",  # one process each: nobody else would answer
            "NATS_URL": self._broker.url,
            "NATS_USER": service.name,
            "NATS_PASSWORD": self._broker.password(service.name),
            "ISSUER": self._url("issuer"),
            "JWKS_URL": f"{self._url('issuer')}/jwks",
            "KEYRING_FILE": str(keyring),
            "FILES_URL": files.as_uri(),
            **public,
            **whatsapp,
        }
