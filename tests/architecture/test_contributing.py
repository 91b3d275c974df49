"""The worked example of CONTRIBUTING.md, put into a copy of the house and run there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from devstack.checkout import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text().partition("## Adding a concept")[2]
BLOCK = re.compile(r"^```(python|toml|diff)\n# (\+ )?(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [match.groups() for match in BLOCK.finditer(PAGE.partition("## Adding an event")[0])]
TESTS = [name for _, _, name, _ in BLOCKS[-2:]]


def change(text: str, diff: str) -> str:
    """Replace each run of `-` lines, which must be there once, by the `+` lines that follow it."""
    for hunk in re.findall(r"((?:^-.*\n)+)((?:^\+.*\n)+)", diff, re.MULTILINE):
        old, new = ("".join(line[1:] for line in part.splitlines(keepends=True)) for part in hunk)
        assert text.count(old.rstrip("\n")) == 1, old
        text = text.replace(old.rstrip("\n"), new.rstrip("\n"))
    return text


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code with the blocks in it."""
    root = tmp_path_factory.mktemp("house")
    ignored = shutil.ignore_patterns("__pycache__", "node_modules", "dist", "generated")
    for folder in ("libs", "services"):
        shutil.copytree(ROOT / folder, root / folder, ignore=ignored)
    for file in ("pyproject.toml", "conftest.py"):
        shutil.copy(ROOT / file, root)
    for kind, adds, name, text in BLOCKS:
        path = root / name
        if kind == "diff":
            path.write_text(change(path.read_text(), text))
        elif adds:
            path.write_text(f"{path.read_text()}\n{text}")
        else:
            assert not path.exists()
            path.write_text(text)
    return root


def run(house: Path, *argv: str) -> str:
    """Run Python with the code of the copy."""
    paths = [str(path) for path in (*house.glob("libs/*/src"), *house.glob("services/*/src"))]
    done = subprocess.run(
        [sys.executable, *argv],
        cwd=house, env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_is_eight_files_and_two_tests():
    names = [name for _, _, name, _ in BLOCKS]
    assert len(names) == len(set(names)) == 10
    assert [name for name in names if "/tests/" in name] == TESTS


@pytest.mark.parametrize("test", TESTS)
def test_its_tests_pass_on_the_copy(house, test):
    said = run(house, "-m", "pytest", test, "-p", "no:cacheprovider")
    assert re.match(r"\.{3} +\[100%\]", said), said


def test_it_is_written_as_the_house_writes(house):
    names = [name for kind, _, name, _ in BLOCKS if kind == "python"]
    run(house, "-m", "ruff", "check", *names)
    run(house, "-m", "ruff", "format", "--check", *names)


def test_it_keeps_the_contracts(house):
    run(house, "-c", "from importlinter.cli import lint_imports as l; exit(l(no_cache=True))")
