"""Fixtures for the tests of every service: a real PostgreSQL, built by the service's migrations.

They run once into a template; each test gets a clone of it and drops it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from devstack.checkout import ROOT
from devstack.postgres import Cluster, ServiceDatabase
from devstack.services import SERVICES

PACKAGES = {service.name: service.package for service in SERVICES}
#: Files in memory. A clone of a database is there in 0.04 s, on a busy disk in 0.6 s.
MEMORY = Path("/dev/shm")  # noqa: S108 - our folder in it has a random name
#: What the tests of two workers and of faults in full size may need.
ROOM = 6 * 1024**3


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of the test session's own; it need not survive a power cut."""
    in_memory = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    with tempfile.TemporaryDirectory(
        prefix="devstack-tests-", dir=MEMORY if in_memory else None
    ) as name:
        folder = Path(name)
        folder.chmod(0o711)  # the server's own account has to pass
        server = Cluster(folder, durable=False)
        with server:
            yield server
        server.destroy()


@dataclass
class Databases:
    """Makes a migrated database of a service for one test.

    Attributes:
        cluster: Where they lie.
        migrations: Folder with `alembic.ini` by service.
        templates: Names of those that were migrated.
    """

    cluster: Cluster
    migrations: dict[str, Path]
    templates: dict[str, str]

    def clone(self, service: str) -> ServiceDatabase:
        """A fresh database of the service."""
        package = service.replace("-", "_")
        if service not in self.templates:
            self.templates[service] = self._migrate(service, package)
        name = f"{package}_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(self.cluster.admin_dsn(), autocommit=True) as connection:
            connection.execute(
                sql.SQL("create database {} template {} owner {} strategy file_copy").format(
                    sql.Identifier(name),
                    sql.Identifier(self.templates[service]),
                    sql.Identifier(f"{package}_owner"),
                )
            )
        return self.cluster.create_service_database(package, name)

    def _migrate(self, service: str, package: str) -> str:
        template = f"{package}_template"
        database = self.cluster.create_service_database(package, template)
        config = self.migrations[service] / "alembic.ini"
        subprocess.run(  # noqa: S603 - our own migrations
            [sys.executable, "-m", "alembic", "-c", str(config), "upgrade", "head"],
            env={**os.environ, "ENVIRONMENT": "development", "DATABASE_URL": database.owner},
            check=True,
        )
        return template


@pytest.fixture(scope="session")
def databases(cluster: Cluster) -> Databases:
    """The databases of the test session."""
    return Databases(cluster, {name: ROOT / "services" / name for name in PACKAGES}, {})


@pytest.fixture
def fresh_database(databases: Databases) -> Iterator[Callable[[str], ServiceDatabase]]:
    """Make databases for one test; they are dropped after it."""
    made: list[ServiceDatabase] = []

    def make(service: str) -> ServiceDatabase:
        made.append(databases.clone(service))
        return made[-1]

    yield make
    for database in made:
        databases.cluster.drop_database(database.name)
