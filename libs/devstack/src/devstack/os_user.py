"""The operating system account that PostgreSQL runs as when we are root (it refuses to be root)."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from devstack.errors import DevstackError

ACCOUNT_NAME = "kpu_babel_pg"
HOME = Path("/var/lib") / ACCOUNT_NAME


@dataclass(frozen=True, slots=True)
class Account:
    """Numbers of an operating system account."""

    uid: int
    gid: int

    @classmethod
    def for_postgres(cls) -> Self | None:
        """The account to run PostgreSQL as, made if missing; None when we may be it ourselves.

        Raises:
            DevstackError: The account is missing and cannot be made.
        """
        if os.geteuid() != 0:
            return None
        try:
            entry = pwd.getpwnam(ACCOUNT_NAME)
        except KeyError:
            entry = _create()
        return cls(entry.pw_uid, entry.pw_gid)

    def reaches(self, path: Path) -> bool:
        """Whether this account can read the path: asked of the kernel, as ACLs may decide."""
        flag = "-x" if path.is_dir() else "-r"
        command = ["/usr/bin/test", flag, str(path)]
        done = subprocess.run(  # noqa: S603 (fixed command)
            command, user=self.uid, group=self.gid, extra_groups=[], cwd="/", check=False
        )
        return done.returncode == 0


def _create() -> pwd.struct_passwd:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin")
    if useradd is None:
        message = f"PostgreSQL refuses to run as root and `useradd` is missing: add {ACCOUNT_NAME}"
        raise DevstackError(message)
    options = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
    done = subprocess.run(  # noqa: S603 (fixed command)
        [useradd, *options, "--home-dir", str(HOME), ACCOUNT_NAME],
        capture_output=True,
        text=True,
        check=False,
    )
    try:  # another run may have made it a moment ago: only its absence is a failure
        return pwd.getpwnam(ACCOUNT_NAME)
    except KeyError:
        raise DevstackError(f"cannot add the account {ACCOUNT_NAME}: {done.stderr}") from None
