"""Fixtures that the tests of all members share."""

import gc
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


#: Folders whose tests share what one worker makes alone: a running house, the compiled client.
TOGETHER = {
    ROOT / "tests/e2e": "house",
    ROOT / "libs/client-ts/tests": "house",
    ROOT / "tests/access": "house where nobody has played",
}
#: Files that would keep one worker busy alone if they came last.
LONGEST = {"test_fuzz.py", "test_matrix.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let workers take whole files, and a house whole; the longest begin."""
    for item in items:
        group = TOGETHER.get(item.path.parent, str(item.path.relative_to(ROOT)))
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: (item.path.parent not in TOGETHER, item.path.name not in LONGEST))


def pytest_collection_finish() -> None:
    """Leave what was imported to no garbage collection: looking at it all takes 0.2 s each time."""
    gc.freeze()
