"""Fixtures that the tests of all members share."""

from pathlib import Path

import pytest

from devstack import node
from devstack.checkout import ROOT

pytest_plugins = ["devstack.pytest_plugin", "devstack.faults"]


@pytest.fixture(scope="session")
def client_ts() -> Path:
    """The TypeScript client, compiled against the documents as they are now."""
    folder = ROOT / "libs/client-ts"
    node.run("generate.mjs", folder=folder)
    node.run("node_modules/typescript/bin/tsc", folder=folder)
    return folder / "dist"
