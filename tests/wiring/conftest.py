"""A service made by wiring: its database, its API in process, its processes behind the door."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
SERVICE = "kosong"


@pytest.fixture(scope="session")
def databases(databases):
    databases.migrations[SERVICE] = HERE
    return databases


@pytest.fixture(scope="session")
def issuer(issuer):
    issuer.audiences.append(SERVICE)
    yield issuer
    issuer.audiences.remove(SERVICE)


@pytest.fixture
def database(fresh_database):
    return fresh_database(SERVICE)


@pytest.fixture
async def api(database, service_env, serve):
    from kosong.main import create_app  # noqa: PLC0415 - a service of these tests only

    service_env(database, "app")
    return await serve(create_app())
