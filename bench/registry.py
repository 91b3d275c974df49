"""A voter-registry with nothing but its database: durable, migrated, and deleted afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from devstack.babel.wilayah import semua_wilayah
from devstack.postgres import Cluster, ServiceDatabase
from devstack.python_process import migration
from devstack.secret_file import ensure_keyring
from devstack.services import SERVICES

VOTER_REGISTRY = SERVICES[0]
KAB = "1906"
NOWHERE = "http://127.0.0.1:1"


@dataclass(frozen=True, slots=True)
class Registry:
    """The database of voter-registry, and what its processes need besides."""

    folder: Path
    cluster: Cluster
    database: ServiceDatabase
    keyring: Path

    @property
    def files(self) -> Path:
        """Root of its object store."""
        return self.folder / "files"

    def environment(self, dsn: str) -> dict[str, str]:
        """Settings of a process that uses the database in the role of this connection string."""
        return {
            "ENVIRONMENT": "development",
            "DATABASE_URL": dsn,
            "NATS_URL": "nats://127.0.0.1:1",
            "NATS_USER": VOTER_REGISTRY.name,
            "NATS_PASSWORD": "unused",
            "ISSUER": NOWHERE,
            "JWKS_URL": f"{NOWHERE}/jwks",
            "KEYRING_FILE": str(self.keyring),
            "FILES_URL": self.files.as_uri(),
        }

    def owner(self) -> psycopg.Connection:
        """Connect as the owner of the database, every statement for itself."""
        return psycopg.connect(self.database.owner, autocommit=True)

    def settle(self) -> None:
        """Write out what earlier work left in memory, so that nobody pays for another's rows."""
        with psycopg.connect(self.cluster.admin_dsn(), autocommit=True) as admin:
            admin.execute("checkpoint")

    def register(self, pemilihan: str) -> None:
        """Put in an election whose list of KAB is open."""
        with self.owner() as owner:
            owner.execute(
                "insert into pemilihan (id, nama, jenis, wilayah, hari_pemungutan, ruleset,"
                " sandbox, versi) values (%s, 'Bench', 'pilkada', '19', '2024-11-27', 'bench',"
                " true, 1)",
                [pemilihan],
            )
            owner.execute(
                "insert into daftar_pemilih (pemilihan, wilayah, tahap, versi)"
                " values (%s, %s, 'dibuka', 1)",
                [pemilihan, KAB],
            )


@contextmanager
def registry() -> Iterator[Registry]:
    """Start a voter-registry's database with the regions of the province in it."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        (folder / "files").mkdir()
        cluster = Cluster(folder / "postgres")
        try:
            with cluster:
                database = cluster.create_service_database(VOTER_REGISTRY.database)
                env = {"ENVIRONMENT": "development", "DATABASE_URL": database.owner}
                migration("migrate", folder, config=VOTER_REGISTRY.migrations, env=env).start()
                keyring = ensure_keyring(folder / "keyring.json")
                made = Registry(folder, cluster, database, keyring)
                _load_regions(made)
                yield made
        finally:
            cluster.destroy()


def _load_regions(registry: Registry) -> None:
    rows = [(w.kode, w.nama, w.jenis, w.induk or None) for w in semua_wilayah().values()]
    with registry.owner() as owner:
        owner.execute("insert into ruleset (id, nama) values ('bench', 'Bench')")
        owner.cursor().executemany(
            "insert into wilayah (kode, nama, jenis, induk, sumber)"
            " values (%s, %s, %s, %s, 'bench')",
            sorted(rows),
        )
