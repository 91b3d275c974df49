"""The cluster: who may do what, and what survives a crash."""

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from devstack.postgres import Cluster, ServiceDatabase


@pytest.fixture(scope="module")
def database(cluster: Cluster) -> ServiceDatabase:
    cluster.create_service_database("tetangga")
    return cluster.create_service_database("percobaan")


def run(dsn: str, statement: str, *values: str) -> list[tuple]:
    with psycopg.connect(dsn, autocommit=True) as connection:
        cursor = connection.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def test_making_a_database_twice_gives_the_same(cluster, database):
    assert cluster.create_service_database("percobaan") == database


def test_text_is_unicode_and_sorted_by_code_point(cluster):
    answer = run(
        cluster.admin_dsn(),
        "select current_setting('server_encoding'), datlocale, current_setting('data_checksums') "
        "from pg_database where datname = current_database()",
    )
    assert answer == [("UTF8", "C.UTF-8", "on")]


def test_passwords_are_scram_and_a_wrong_one_is_refused(cluster, database):
    stored = run(
        cluster.admin_dsn(), "select rolpassword from pg_authid where rolname = 'percobaan_app'"
    )
    assert stored[0][0].startswith("SCRAM-SHA-256$")
    wrong = psycopg.conninfo.make_conninfo(database.app, password="salah")
    with pytest.raises(psycopg.OperationalError, match="authentication failed"):
        run(wrong, "select 1")


@pytest.mark.parametrize("role", ["app", "worker"])
def test_neither_app_nor_worker_may_change_the_schema(database, role):
    with pytest.raises(InsufficientPrivilege):
        run(getattr(database, role), "create table milik_siapa (id int)")


@pytest.mark.parametrize("role", ["owner", "app", "worker"])
def test_no_role_is_powerful(cluster, database, role):
    powers = run(
        cluster.admin_dsn(),
        "select rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication "
        "from pg_roles where rolname = %s",
        f"percobaan_{role}",
    )
    assert powers == [(False,)]


def test_no_service_enters_the_database_of_another(cluster, database):
    foreign = psycopg.conninfo.make_conninfo(database.app, dbname="tetangga")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        run(foreign, "select 1")


def test_the_owner_makes_trusted_extensions(database):
    run(database.owner, "create extension if not exists pg_trgm")


def test_committed_rows_survive_a_crash_and_the_port_stays(tmp_path):
    with Cluster(tmp_path / "induk") as cluster:
        dsn = cluster.create_service_database("percobaan").owner
        run(dsn, "create table baris (id int)")
        run(dsn, "insert into baris select generate_series(1, 1000)")
        cluster.kill()
        assert cluster.exit_code is not None
        cluster.start()
        assert run(dsn, "select count(*) from baris") == [(1000,)]
    place = cluster.data
    cluster.destroy()
    assert not place.exists()


def test_a_server_that_its_keeper_left_behind_is_ended(tmp_path):
    left_behind = Cluster(tmp_path / "induk", durable=False)
    left_behind.start()
    follower = Cluster(tmp_path / "induk", durable=False)
    with follower:
        assert left_behind.exit_code is not None
        assert run(follower.admin_dsn(), "select 1") == [(1,)]
    follower.destroy()
