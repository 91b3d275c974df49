"""`python -m devstack.openapi_diff [BASE]`: today's documents beside those of a commit.

Without BASE that is the last release, whose callers nothing may be taken from. Before the first one
it is where this branch left main, and what breaks is only told: nobody calls yet.
"""

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


def last_release() -> str | None:
    """The newest tag of a release that HEAD comes from."""
    return _git_if_any("describe", "--tags", "--abbrev=0", "--match", "v*")


def branched_off() -> str | None:
    """The commit where HEAD left main; a shallow clone does not hold it."""
    return _git_if_any("merge-base", "HEAD", "origin/main")


def main(base: str | None = None) -> int:
    """Print what breaks; 1 when anything does that callers rely on."""
    relied_on = base or last_release()
    base = relied_on or branched_off()
    if base is None:
        print("no base: this clone holds neither a release nor where it left origin/main")  # noqa: T201
        return 0
    failures = report(base)
    if failures and not relied_on:
        print(f"{failures} since {base}, where nobody calls: there is no release yet")  # noqa: T201
    return 1 if failures and relied_on else 0


def report(base: str) -> int:
    """Print what breaks since a commit; returns how much that is."""
    failures = 0
    for name, text in committed(base).items():
        now = ROOT / name
        found = ["removed"] if not now.exists() else compare(text, now.read_text())
        for line in found:
            print(f"{name}: {line}")  # noqa: T201 - the report is the output
        failures += len(found)
    return failures


def compare(old: str, new: str) -> list[str]:
    """What breaks between two documents as text."""
    return breaking(json.loads(old), json.loads(new))


def _git_if_any(*argv: str) -> str | None:
    """What git answers to a question that has no answer in every clone."""
    try:
        return _git(*argv).strip()
    except subprocess.CalledProcessError:
        return None


def _git(*argv: str) -> str:
    return subprocess.run(  # noqa: S603 - argv is ours
        ["git", *argv],  # noqa: S607 - the developer's own
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
