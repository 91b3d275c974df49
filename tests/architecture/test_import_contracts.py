"""Each import contract fails when it is broken: a forbidden import is planted and must be found."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from devstack.checkout import ROOT

VOTER = "services/voter-registry/src/voter_registry"
COMMON = "libs/common/src/election_common"

BREACHES = {
    "services never import one another": (f"{VOTER}/api/wilayah.py", "import publication.settings"),
    "the rooms of a service are layers": (
        f"{VOTER}/store/wilayah.py",
        "import voter_registry.usecases.wilayah",
    ),
    "common knows no service": (f"{COMMON}/scope.py", "import voter_registry.settings"),
    "rules reach no library that does input or output": (
        f"{VOTER}/domain/nik.py",
        "import pydantic",
    ),
    "use cases speak neither SQL nor HTTP": (f"{VOTER}/usecases/wilayah.py", "import sqlalchemy"),
    "heavy libraries stay in batch": (f"{VOTER}/store/pemilih.py", "import polars"),
    "the client knows the house by its documents only": (
        "libs/client/src/election_client/answer.py",
        "import election_common.errors",
    ),
    "the story speaks only HTTP and knows no labels": (
        "libs/devstack/src/devstack/story/play.py",
        "import devstack.babel.label",
    ),
    "no cycles": (f"{COMMON}/scope.py", "import election_common.tindakan"),
}


def lint(root: Path) -> str:
    """Run the contracts over the packages of a checkout."""
    members = [*root.glob("libs/*/src"), *root.glob("services/*/src")]
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]; sys.argv[1:] = [];"
        "from importlinter.cli import lint_imports;"
        "sys.exit(lint_imports(no_cache=True))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, members)],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code in which contracts may be broken."""
    root = tmp_path_factory.mktemp("checkout")
    shutil.copy(ROOT / "pyproject.toml", root)
    for member in [*ROOT.glob("libs/*/src"), *ROOT.glob("services/*/src")]:
        ignored = shutil.ignore_patterns("__pycache__", "data")
        shutil.copytree(member, root / member.relative_to(ROOT), ignore=ignored)
    return root


def test_all_contracts_are_kept(checkout):
    said = lint(checkout)
    assert f"Contracts: {len(BREACHES)} kept, 0 broken." in said, said


@pytest.mark.parametrize("contract", BREACHES)
def test_a_breach_is_found(checkout, contract):
    path, line = BREACHES[contract]
    file = checkout / path
    sound = file.read_text()
    try:
        file.write_text(f"{sound}\n\n{line}\n")
        said = lint(checkout)
    finally:
        file.write_text(sound)
    assert f"{contract} BROKEN" in said, said
