"""The mapped rows are what the migrations build."""

import os
import subprocess
import sys

import pytest

from devstack.checkout import ROOT
from devstack.services import SERVICES


@pytest.mark.parametrize("service", [s.name for s in SERVICES])
def test_rows_and_migrations_agree(service, fresh_database):
    database = fresh_database(service)
    done = subprocess.run(
        [sys.executable, "-m", "alembic", "-c", ROOT / f"services/{service}/alembic.ini", "check"],
        env={**os.environ, "ENVIRONMENT": "development", "DATABASE_URL": database.owner},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
