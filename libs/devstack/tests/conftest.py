"""A door with echoing services behind it: what passes it is seen in the answer."""

import gzip
import http.client
import json
import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from devstack import ports
from devstack.edge import Edge, Limits
from devstack.file_server import FileServer
from devstack.idp import tokens
from devstack.idp.keys import Keys
from devstack.python_process import web_app
from devstack.services import Service

ORIGIN = "https://aplikasi.kpu-babel.example"
FAKES = Path(__file__).parent / "fakes"
DOCUMENT = "/publication/v1/pemilihan/pilgub-babel-2024/hasil/1906"


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


@dataclass
class House:
    """The door and what is behind it."""

    folder: Path
    public: Path
    issuer: str
    secret: str
    upstreams: dict[str, str] = field(default_factory=dict)

    def edge(self, name: str, limits: Limits | None = None, **upstreams: str) -> "Door":
        """A door of one's own, perhaps with other limits or other things behind it."""
        behind = self.upstreams | {key.replace("_", "-"): url for key, url in upstreams.items()}
        return Door(
            self.folder / name, upstreams=behind, issuer=self.issuer, limits=limits,
            cors_origins=[ORIGIN],
        )  # fmt: skip

    def publish(self, place: str, document: object) -> None:
        """Write a public document as publication's worker does."""
        content = json.dumps(document).encode()
        file = self.public / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.with_name(file.name + ".gz").write_bytes(gzip.compress(content))
        file.write_bytes(content)

    def token(self, role: str = "kpu_kabko", wilayah: str = "1906", sub: str = "seseorang") -> str:
        key = Keys(self.folder / "key.json").signing
        return tokens.issue(key, issuer=self.issuer, role=role, wilayah=wilayah, sub=sub)

    def bearer(self, **claims: str) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token(**claims)}"}


class Door(Edge):
    """An edge that can be asked."""

    def call(self, path: str, method: str = "GET", *, body=None, headers=None) -> Answer:
        """Ask exactly for this path: no client tidies it up."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()


@pytest.fixture(scope="session")
def echo_services():
    """Services that a whole stack can start."""
    return (
        Service("voter-registry", "echo_service", home=FAKES),
        Service("publication", "echo_service", publishes_files=True, home=FAKES),
        Service("gateway", "echo_service", home=FAKES),
        Service("candidacy", "echo_service", home=FAKES),
        Service("complaints", "echo_service", converses=True, home=FAKES),
    )


@pytest.fixture(scope="package")
def house(tmp_path_factory):
    """Everything behind the door."""
    folder = tmp_path_factory.mktemp("rumah")
    idp, plane, echo = ports.pick(), ports.pick(), ports.pick()
    house = House(folder, folder / "public", f"http://127.0.0.1:{idp}", "rahasia")
    house.token()  # makes the key before the provider looks for it
    idp_env = {
        "ENVIRONMENT": "development",
        "ISSUER": house.issuer,
        "KEY_FILE": str(folder / "key.json"),
        "CLIENT_SECRET": house.secret,
        "AKSES_URL": "http://127.0.0.1:1",
    }
    services = {"voter-registry": f"http://127.0.0.1:{echo}"}
    plane_env = {
        "SERVICES": json.dumps(services),
        "PUBLIC_URL": "http://127.0.0.1",
        "SCALAR_FILE": str(Path(__file__)),
    }
    echo_env = {"PYTHONPATH": os.pathsep.join([str(FAKES)])}
    provider = "devstack.idp.main:create_app"
    with (
        web_app("idp", folder, app=provider, port=idp, env=idp_env, probe="/jwks"),
        web_app("plane", folder, app="gateway.pages.main:create_app", port=plane, env=plane_env),
        web_app("echo", folder, app="echo_service.main:create_app", port=echo, env=echo_env),
        FileServer(folder / "caddy", public=house.public) as files,
    ):
        house.upstreams = {
            "issuer": house.issuer,
            "control-plane": f"http://127.0.0.1:{plane}",
            "voter-registry": f"http://127.0.0.1:{echo}",
            "publication": f"http://127.0.0.1:{echo}",
            "gateway": f"http://127.0.0.1:{echo}",
            "candidacy": f"http://127.0.0.1:{echo}",
            "complaints": f"http://127.0.0.1:{echo}",
            "public-files": files.url,
        }
        yield house


@pytest.fixture(scope="package")
def edge(house):
    """The door."""
    with house.edge("pintu") as door:
        yield door


@pytest.fixture(scope="package")
def documents(house):
    """Two published versions of one region's results."""
    place = DOCUMENT.removeprefix("/publication/v1/")
    for number in (1, 2):
        house.publish(f"{place}/v/{number}", {"versi": number, "isi": "x" * 4000})
    house.publish(f"{place}/terkini", {"versi": 2, "isi": "x" * 4000})
    house.publish(f"{place}/versi", [1, 2])
    return DOCUMENT
