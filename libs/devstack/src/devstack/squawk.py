"""`python -m devstack.squawk`: what a migration would do to those who use the tables meanwhile.

A service's first migration is left out: nobody uses what it makes. Each other one is judged alone,
since squawk minds no lock on a table that the same SQL has made.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from devstack.checkout import ROOT
from devstack.services import SERVICES, Service

PROGRAM = Path(sys.executable).with_name("squawk")
RULES = ROOT / ".squawk.toml"


def judge(services: Iterable[Service]) -> int:
    """Have squawk print what it minds in the migrations of these services; 1 when anything."""
    with TemporaryDirectory() as folder:
        files = [file for service in services for file in _sql(service, Path(folder))]
        return subprocess.run([PROGRAM, "-c", RULES, *files], check=False).returncode  # noqa: S603


def _sql(service: Service, folder: Path) -> Iterator[Path]:
    """The SQL of each migration but the first, as a file."""
    config = Config(service.migrations)
    for script in ScriptDirectory.from_config(config).walk_revisions():
        if script.down_revision is None:
            continue
        file = folder / f"{service.name}-{script.revision}.sql"
        with file.open("w") as config.output_buffer:
            command.upgrade(config, f"{script.down_revision}:{script.revision}", sql=True)
        yield file


if __name__ == "__main__":
    sys.exit(judge(SERVICES))
