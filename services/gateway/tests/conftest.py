"""Fixtures of the service of access: its API in process."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import psycopg
import pytest
from joserfc.jwk import ECKey

from devstack.postgres import Cluster, ServiceDatabase
from devstack.pytest_plugin import Api
from gateway.main import create_app

SURAT = {"nomor": "SIMULASI/SK/1/2024", "tanggal": "2024-05-01"}


@pytest.fixture
def database(fresh_database: Callable[[str], ServiceDatabase]) -> ServiceDatabase:
    return fresh_database("gateway")


@pytest.fixture
async def api(
    database: ServiceDatabase,
    service_env: Callable[..., None],
    serve: Callable[..., Awaitable[Api]],
) -> Api:
    service_env(database, "app")
    return await serve(create_app())


@pytest.fixture
def rows(cluster: Cluster, database: ServiceDatabase) -> Callable[[str], list[tuple]]:
    """What stands in the database, for whoever may see all of it."""

    def read(query: str) -> list[tuple]:
        with psycopg.connect(cluster.admin_dsn(database.name)) as connection:
            return connection.execute(query).fetchall()

    return read


@pytest.fixture
def later() -> Callable[..., str]:
    """A moment of the near future."""

    def moment(**delta: float) -> str:
        return (datetime.now(UTC) + timedelta(**delta)).isoformat()

    return moment


@pytest.fixture
def give(api: Api) -> Callable[..., Awaitable[httpx.Response]]:
    """Give a role as an admin of the nation, unless somebody else is named."""

    async def send(
        subjek: str, peran: str, wilayah: str, *, oleh: str = "admin", di: str = "0",
        surat: dict[str, Any] = SURAT, **rest: Any,
    ) -> httpx.Response:  # fmt: skip
        butir = {"subjek": subjek, "peran": peran, "wilayah": wilayah} | rest
        body = {"surat": surat, "butir": [butir]}
        return await api("POST", "/akses", oleh, wilayah=di, json=body)

    return send


@pytest.fixture
def take_back(api: Api) -> Callable[..., Awaitable[httpx.Response]]:
    """Revoke a grant as an admin of the nation, unless somebody else is named."""

    async def send(
        id_: str, *, oleh: str = "admin", di: str = "0", versi: str = '"1"'
    ) -> httpx.Response:
        body = {"surat_nomor": "SIMULASI/SK/2/2024", "alasan": "selesai bertugas"}
        where = f"/akses/{id_}/pencabutan"
        return await api("POST", where, oleh, wilayah=di, json=body, headers={"if-match": versi})

    return send


@pytest.fixture
def client_key() -> ECKey:
    """A pair of keys of an office."""
    return ECKey.generate_key("P-256", private=True)


@pytest.fixture
def register(api: Api, client_key: ECKey) -> Callable[..., Awaitable[httpx.Response]]:
    """Register a client of an office."""

    async def send(id_: str = "klien-kpu-1906", **changes: Any) -> httpx.Response:
        body = {
            "id": id_,
            "nama": "KPU Kabupaten Belitung Timur",
            "wilayah": "1906",
            "surat": SURAT,
            "jwk": client_key.as_dict(private=False),
        } | changes
        return await api("POST", "/klien", "admin", wilayah="0", json=body)

    return send
