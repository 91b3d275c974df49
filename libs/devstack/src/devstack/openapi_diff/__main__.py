"""`python -m devstack.openapi_diff [BASE]`: today's documents beside those of a commit."""

import json
import subprocess
import sys

from devstack.checkout import ROOT
from devstack.openapi_diff.document import breaking

FOLDER = "docs/openapi"
#: All documents once more, as one.
MERGED = f"{FOLDER}/house.json"


def committed(base: str) -> dict[str, str]:
    """The documents of a commit, by path."""
    names = _git("ls-tree", "-r", "--name-only", base, "--", FOLDER).split()
    return {name: _git("show", f"{base}:{name}") for name in names if name != MERGED}


def main(base: str = "HEAD") -> int:
    """Print what breaks; 1 when anything does."""
    failures = 0
    for name, text in committed(base).items():
        now = ROOT / name
        found = ["removed"] if not now.exists() else compare(text, now.read_text())
        for line in found:
            print(f"{name}: {line}")  # noqa: T201 - the report is the output
        failures += len(found)
    return 1 if failures else 0


def compare(old: str, new: str) -> list[str]:
    """What breaks between two documents as text."""
    return breaking(json.loads(old), json.loads(new))


def _git(*argv: str) -> str:
    return subprocess.run(  # noqa: S603 - argv is ours
        ["git", *argv],  # noqa: S607 - the developer's own
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
