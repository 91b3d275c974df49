"""Every line and branch of a service's rules is seen by its own domain tests, and by them alone.

They run without a conftest: a rule needs no database, and neither does its test.
"""

import os
import subprocess
import sys

import pytest

from devstack.checkout import ROOT

SERVICES = sorted(file.parent.name for file in (ROOT / "services").glob("*/pyproject.toml"))


@pytest.mark.parametrize("service", SERVICES)
def test_no_rule_is_untested(service, tmp_path):
    done = subprocess.run(
        [
            sys.executable, "-m", "pytest", f"services/{service}/tests/domain",
            "--noconftest", "-p", "no:xdist", "-p", "no:cacheprovider",
            f"--cov={service.replace('-', '_')}.domain", "--cov-branch", "--cov-fail-under=100",
            "--cov-report=term-missing:skip-covered",
        ],
        cwd=ROOT, env={**os.environ, "COVERAGE_FILE": str(tmp_path / "coverage")},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
