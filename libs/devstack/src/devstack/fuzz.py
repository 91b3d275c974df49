"""Fuzzing a service: Schemathesis against its own document, over real HTTP."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from devstack.checkout import ROOT
from devstack.faults import SCALE
from devstack.ports import pick

SECONDS = 150
#: Per operation, beside those that cover its parameters one by one; ten times as many in full.
EXAMPLES = 30


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve an application on a loopback port, in a thread with a loop of its own."""
    port = pick()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def fuzz(url: str, token: str, folder: Path, names: Mapping[str, str]) -> tuple[int, str, int]:
    """Run Schemathesis; returns its exit code, what it printed, and how many cases it made."""
    config = ROOT / "schemathesis.toml"
    most = round(EXAMPLES * max(1.0, SCALE / 0.1))
    program = Path(sys.executable).parent / "schemathesis"
    argv = [str(program), "--config-file", str(config), "run", f"{url}/openapi.json"]
    argv += ["--max-examples", str(most)]
    bearer = f"Authorization: Bearer {token}"
    done = subprocess.run(  # noqa: S603 - our own tool
        [*argv, "-H", bearer],
        cwd=folder,
        env={
            **os.environ,
            **names,
            "SCHEMATHESIS_HOOKS": "devstack.fuzz_hooks",
            "NO_COLOR": "1",
        },
        capture_output=True,
        text=True,
        timeout=SECONDS * most / EXAMPLES,
        check=False,
    )
    made = re.search(r"([\d,]+) generated", done.stdout)
    return done.returncode, done.stdout + done.stderr, int(made[1].replace(",", "")) if made else 0
