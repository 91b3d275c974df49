"""Fixtures for the tests of every service: its API in process, a real broker, real tokens."""

import json
import threading
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from devstack.certificate import Certificate
from devstack.nats_server import Broker
from devstack.postgres import ServiceDatabase
from devstack.secret_file import ensure_keyring
from devstack.services import SERVICES


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A NATS server of the test session's own, with the streams declared."""
    with Broker(tmp_path_factory.mktemp("nats")) as server:
        yield server


class Issuer:
    """An issuer of access tokens with its keys, and tokens for offices, on a loopback address."""

    def __init__(self) -> None:
        self.audiences = [service.name for service in SERVICES]
        issuer = self
        self.key = ECKey.generate_key("P-256", {"kid": "test", "use": "sig", "alg": "ES256"})
        document = json.dumps(KeySet([self.key]).as_dict(private=False)).encode()

        class Keys(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer(document)

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("content-length", 0)))
                token = {"access_token": issuer.token("kantor", wilayah="0"), "expires_in": 600}
                self._answer(json.dumps(token).encode())

            def _answer(self, body: bytes) -> None:
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Keys)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.jwks_url = f"{self.url}/jwks"

    def token(self, *roles: str, wilayah: str = "19", **claims: object) -> str:
        """Sign a token; `claims` overrides any claim, and None leaves it out."""
        now = int(time.time())
        payload = {
            "iss": self.url,
            "aud": self.audiences,
            "sub": f"{'+'.join(roles)}@{wilayah}",
            "iat": now,
            "exp": now + 600,
            "jti": uuid.uuid4().hex,
            "roles": list(roles),
            "wilayah": wilayah,
        } | claims
        payload = {name: value for name, value in payload.items() if value is not None}
        header = {"alg": "ES256", "kid": "test", "typ": "at+jwt"}
        return jwt.encode(header, payload, self.key)


@pytest.fixture(scope="session")
def issuer() -> Iterator[Issuer]:
    """An issuer for the test session."""
    issuer = Issuer()
    thread = threading.Thread(target=issuer.server.serve_forever, daemon=True)
    thread.start()
    yield issuer
    issuer.server.shutdown()
    issuer.server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def keyring_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A keyring as devstack makes it."""
    return ensure_keyring(tmp_path_factory.mktemp("keys") / "keyring.json")


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate of the loopback address, and the authority that has issued it."""
    return Certificate.make(tmp_path_factory.mktemp("certificate"))


class Grants:
    """Gives the callers of a test what their tokens say, in the service's own copy of grants."""

    def __init__(self) -> None:
        self.database: ServiceDatabase | None = None
        self._given: set[tuple[str, ...]] = set()

    def give(
        self, sub: str, *roles: str, wilayah: str = "19", peserta: str = "", unit: str = ""
    ) -> None:
        """Let a subject have roles in a region from now on."""
        wished = {(sub, role, wilayah, peserta, unit) for role in roles} - self._given
        if not wished or self.database is None:
            return
        with psycopg.connect(self.database.worker, autocommit=True) as connection:
            connection.cursor().executemany(
                "insert into akses values (uuidv7(), %s, %s, %s, %s, %s, 'definitif', 'SK/UJI',"
                " now() - interval '1 day', null)",
                sorted(wished),
            )
        self._given |= wished


@pytest.fixture
def grants() -> Grants:
    """Grants in the database whose environment is set."""
    return Grants()


@pytest.fixture
def service_env(
    issuer: Issuer,
    grants: Grants,
    keyring_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[ServiceDatabase, str], None]:
    """Set the environment of one process of a service: `service_env(database, "app")`."""

    def set_environment(database: ServiceDatabase, role: str) -> None:
        grants.database = database
        (tmp_path / "files").mkdir(exist_ok=True)
        values = {
            "ENVIRONMENT": "development",
            "DATABASE_URL": getattr(database, role),
            "NATS_URL": "nats://127.0.0.1:1",
            "NATS_USER": "nobody",
            "NATS_PASSWORD": "nothing",
            "ISSUER": issuer.url,
            "JWKS_URL": issuer.jwks_url,
            "KEYRING_FILE": str(keyring_file),
            "FILES_URL": (tmp_path / "files").as_uri(),
            "PUBLIC_DIR": str(tmp_path / "public"),
            "WHATSAPP_URL": "http://127.0.0.1:1/v23.0",
            "WHATSAPP_NUMBER_ID": "1",
            "WHATSAPP_TOKEN": "token",
            "WHATSAPP_APP_SECRET": "secret",
            "WHATSAPP_VERIFY_TOKEN": "verify",
        }
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    return set_environment


class Api:
    """The API of a service in this process, as one caller after the other uses it."""

    def __init__(self, app: FastAPI, client: httpx.AsyncClient, issuer: Issuer, grants: Grants):
        self.app = app
        self.client = client
        self.issuer = issuer
        self.grants = grants

    def token(self, *roles: str, wilayah: str = "19", **claims: Any) -> str:
        """A token, with the grants that bear it out."""
        belongs = {name: claims[name] for name in ("peserta", "unit") if name in claims}
        # A service looks a caller up once a second: who acts for another party is somebody else.
        named = ["+".join(roles), wilayah, *filter(None, belongs.values())]
        sub = claims.pop("sub", "@".join(named))
        self.grants.give(sub, *roles, wilayah=wilayah, **belongs)
        return self.issuer.token(*roles, wilayah=wilayah, sub=sub, **claims)

    async def __call__(
        self, method: str, path: str, *roles: str, wilayah: str = "19", **options: Any
    ) -> httpx.Response:
        """Send a request of a caller with these roles in a region; without a role, of anybody.

        `peserta` and `sub` are claims of his token; `claims` overrides any other.
        """
        headers = {"idempotency-key": options.pop("key", uuid.uuid4().hex)}
        claims = dict(options.pop("claims", {}))
        claims |= {name: options.pop(name) for name in ("peserta", "sub") if name in options}
        if roles:
            token = self.token(*roles, wilayah=wilayah, **claims)
            headers["authorization"] = f"Bearer {token}"
        headers |= options.pop("headers", {})
        return await self.client.request(method, f"/v1{path}", headers=headers, **options)


@pytest.fixture
async def serve(
    issuer: Issuer, grants: Grants
) -> AsyncIterator[Callable[[FastAPI], Awaitable[Api]]]:
    """Serve an application in this process for one test."""
    async with AsyncExitStack() as stack:

        async def start(app: FastAPI) -> Api:
            await stack.enter_async_context(app.router.lifespan_context(app))
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            client = httpx.AsyncClient(transport=transport, base_url="http://test")
            return Api(app, await stack.enter_async_context(client), issuer, grants)

        yield start
