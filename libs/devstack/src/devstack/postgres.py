"""PostgreSQL from the wheel's binaries: one cluster, one database and three roles per service."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from devstack import ports, postgres_install
from devstack.environment import inherited_environment
from devstack.errors import DevstackError
from devstack.os_user import Account
from devstack.program import Launch, Program
from devstack.secret_file import Passwords

SUPERUSER = "postgres"
ROLES = ("owner", "app", "worker")
TAKEOVER_SECONDS = 15.0
# what the server says while back ends of a killed predecessor are still ending
TAKEOVER_SIGNS = ("shared memory block", "lock file", "is in use")

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "1GB",
    "recovery_init_sync_method": "syncfs",
    "scram_iterations": "4096",
    "random_page_cost": "1.1",
    "jit": "off",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "log_checkpoints": "off",
    # statements, parameters and details can hold personal data: none of them in the log
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}
#: For tests, which lose no power and connect thousands of times: a proof of a password by 4096
#: rounds of hashing takes 3 ms each time.
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "scram_iterations": "1",
}


@dataclass(frozen=True, slots=True)
class ServiceDatabase:
    """Connection strings of one service's database, by role."""

    name: str
    owner: str
    app: str
    worker: str


class Cluster(Program):
    """A PostgreSQL server on a port of the loopback address.

    Args:
        folder: Where it keeps data and passwords.
        logs: Where its log goes; beside the data when None.
        port: Its port; a free one is picked when None.
        services: Services whose databases it makes at every start.
        durable: False gives up durability, and passwords slow to guess, for speed.
    """

    stop_signal = signal.SIGINT  # fast shutdown: SIGTERM would wait for every client
    stop_seconds = 30.0
    ready_seconds = 60.0  # after a crash it replays its log first

    def __init__(
        self,
        folder: Path,
        *,
        logs: Path | None = None,
        port: int | None = None,
        services: Iterable[str] = (),
        durable: bool = True,
    ):
        super().__init__("postgres", logs or folder)
        self.folder = folder
        self.port = port or ports.pick()
        self._services = tuple(services)
        self._settings = SETTINGS if durable else {**SETTINGS, **FORGETFUL}
        self._passwords = Passwords(folder / "passwords.json")
        self._account = Account.for_postgres()
        self._binaries = postgres_install.binaries(self._account)

    @property
    def data(self) -> Path:
        """Data folder of the cluster."""
        return postgres_install.data_folder(self.folder, self._account)

    def admin_dsn(self, database: str = "postgres") -> str:
        """Connection string of the superuser."""
        return self._dsn(SUPERUSER, database)

    def create_service_database(self, service: str, database: str | None = None) -> ServiceDatabase:
        """Make the roles and the database of a service unless they are there.

        Args:
            service: Name in snake case; its roles are `<service>_owner`, `_app`, `_worker`.
            database: Name of the database when it is not the service's (tests have many).
        """
        name = database or service
        with psycopg.connect(self.admin_dsn(), autocommit=True) as connection:
            for role in ROLES:
                self._ensure_role(connection, f"{service}_{role}")
            self._ensure_database(connection, name, service)
        return self.service_database(service, name)

    def service_database(self, service: str, database: str | None = None) -> ServiceDatabase:
        """Connection strings of a service's database, which may not exist yet."""
        name = database or service
        dsns = {role: self._dsn(f"{service}_{role}", name) for role in ROLES}
        return ServiceDatabase(name=name, **dsns)

    def drop_database(self, name: str) -> None:
        """Remove a database, whoever is connected to it."""
        drop = sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
        with psycopg.connect(self.admin_dsn(), autocommit=True) as connection:
            connection.execute(drop)

    def launch(self) -> Launch:
        """The server itself, with all settings on its command line."""
        settings = {**self._settings, "port": str(self.port)}
        options = [option for item in settings.items() for option in ("-c", "=".join(item))]
        argv: list[str | Path] = [self._binaries / "postgres", "-D", self.data, *options]
        return Launch(argv, env={"LC_ALL": "C.UTF-8"}, account=self._account)

    def prepare(self) -> None:
        """Initialise the data folder when there is none."""
        if not (self.data / "PG_VERSION").exists():
            self._initialise()

    def ready(self) -> bool:
        """Whether it accepts connections."""
        try:
            psycopg.connect(self.admin_dsn(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def settle(self) -> None:
        """Make the databases of the services."""
        for service in self._services:
            self.create_service_database(service)

    def start(self) -> None:
        """Start it; after a SIGKILL wait for the old back ends to go."""
        deadline = time.monotonic() + TAKEOVER_SECONDS
        while True:
            try:
                return super().start()
            except DevstackError as failure:
                last = failure.tail.rpartition("FATAL:")[2]
                waiting_helps = any(sign in last for sign in TAKEOVER_SIGNS)
                if not waiting_helps or time.monotonic() >= deadline:
                    raise
            self._forget_recycled_pid()
            time.sleep(0.2)

    def destroy(self) -> None:
        """Delete the data of a stopped cluster."""
        postgres_install.remove_data(self.data, self.folder)

    def _dsn(self, role: str, database: str) -> str:
        return f"postgresql://{role}:{self._passwords[role]}@127.0.0.1:{self.port}/{database}"

    def _initialise(self) -> None:
        """Run initdb beside the final place and move, so that a broken one is never started."""
        fresh = self.data.with_name("data.new")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        if self._account:
            os.chown(fresh, self._account.uid, self._account.gid)
        self._run_initdb(fresh)
        fresh.rename(self.data)

    def _run_initdb(self, data: Path) -> None:
        reader, writer = os.pipe()
        with os.fdopen(writer, "w") as pipe:  # the password never touches the disk or `ps`
            pipe.write(self._passwords[SUPERUSER])
        account = self._account
        if account:
            os.fchown(reader, account.uid, account.gid)
        options = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
        options += ["--builtin-locale=C.UTF-8", "--auth=scram-sha-256", "--data-checksums"]
        options += [f"--set=scram_iterations={self._settings['scram_iterations']}"]
        try:
            done = subprocess.run(  # noqa: S603 (argv is ours)
                [
                    self._binaries / "initdb",
                    *options,
                    f"--username={SUPERUSER}",
                    f"--pwfile=/dev/fd/{reader}",
                    f"--pgdata={data}",
                ],
                pass_fds=(reader,),
                env=inherited_environment(),
                cwd="/",
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            os.close(reader)
        if done.returncode != 0:
            raise DevstackError("initdb failed", done.stderr)

    def _forget_recycled_pid(self) -> None:
        """Remove a lock file whose process id now belongs to some other program."""
        lock = self.data / "postmaster.pid"
        with suppress(OSError, ValueError):
            holder = int(lock.read_text().split()[0])
            if Path(f"/proc/{holder}/comm").read_text().strip() != "postgres":
                lock.unlink()

    def _ensure_role(self, connection: psycopg.Connection, role: str) -> None:
        known = connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
        secret = self._passwords[role].encode()
        verifier = connection.pgconn.encrypt_password(secret, role.encode(), b"scram-sha-256")
        statement = sql.SQL(
            "{verb} role {role} login nosuperuser nobypassrls nocreatedb nocreaterole "
            "noreplication password {verifier}"
        ).format(
            verb=sql.SQL("alter" if known else "create"),
            role=sql.Identifier(role),
            verifier=sql.Literal(verifier.decode()),
        )
        connection.execute(statement)

    def _ensure_database(self, connection: psycopg.Connection, name: str, service: str) -> None:
        database, owner = sql.Identifier(name), sql.Identifier(f"{service}_owner")
        known = connection.execute("select 1 from pg_database where datname = %s", [name])
        if known.fetchone() is None:
            create = sql.SQL("create database {} owner {}").format(database, owner)
            connection.execute(create)
        members = sql.SQL(", ").join(sql.Identifier(f"{service}_{role}") for role in ROLES)
        for statement in (
            sql.SQL("revoke all on database {} from public").format(database),
            sql.SQL("grant connect on database {} to {}").format(database, members),
        ):
            connection.execute(statement)
