"""Fixtures that the tests of all members share."""

import gc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from devstack import node
from devstack.checkout import ROOT

# A busy machine is slow: how long an example takes says nothing of the rule that it tests.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

pytest_plugins = ["devstack.pytest_plugin", "devstack.pytest_databases", "devstack.faults"]


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
#: Files and folders that would keep one worker busy alone if they came last.
LONGEST = {"test_fuzz.py", "test_matrix.py", "faults", "deploy", "architecture"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a house and the longest begin."""
    items.sort(
        key=lambda item: (
            item.path.parent not in TOGETHER,
            LONGEST.isdisjoint({item.path.name, item.path.parent.name}),
        )
    )


class WholeFiles(LoadScopeScheduling):
    """Gives each worker whole files, and what shares a house whole.

    The scheduler of `loadgroup` would do, but with this pytest it never sees a group.
    """

    def _split_scope(self, nodeid: str) -> str:
        path = ROOT / nodeid.partition("::")[0]
        return TOGETHER.get(path.parent, str(path))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> WholeFiles:
    """Share the tests out in the order that they have."""
    config.option.loadscopereorder = False
    return WholeFiles(config, log)


def pytest_collection_finish() -> None:
    """Leave what was imported to no garbage collection: looking at it all takes 0.2 s each time."""
    gc.freeze()
