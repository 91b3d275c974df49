"""Fuzzing a service: Schemathesis against its own document, over real HTTP."""

import asyncio
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from devstack.checkout import ROOT
from devstack.faults import SCALE, scaled
from devstack.ports import pick

SECONDS = 600
#: Of a service, by all callers.
CASES = 10_000
#: Per operation and caller, beside those that cover its parameters one by one.
EXAMPLES = 60 if SCALE >= 1 else 15
#: What every service answers to callers of the nation: facts, letters, the audit.
NATION = r"^/v1/(perubahan|surat-mati|audit)"


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


async def require_documented_answers(
    app: FastAPI,
    callers: Mapping[str, str],
    nation: str,
    folder: Path,
    names: Mapping[str, str],
    record_figure: Callable[..., None],
) -> None:
    """Send a service what its document allows and forbids, as one caller after the other.

    At a tenth the first caller comes, who has most roles; `NATION` is left to that of the nation.

    Args:
        app: The service.
        callers: Tokens by name; empty for somebody without one.
        nation: Token of an admin and office of the nation, who comes for `NATION` alone.
        folder: Where the tool may write.
        names: What exists, for `fuzz_hooks`.
        record_figure: The test's own.
    """
    whole = [] if SCALE >= 1 else ["--exclude-path-regex", NATION]
    coming = [(name, callers[name], whole) for name in list(callers)[: scaled(len(callers))]]
    coming.append(("nation", nation, ["--include-path-regex", NATION]))
    cases = 0
    with serving(app) as url:
        for caller, token, part in coming:
            code, output, made = await asyncio.to_thread(_run, url, token, part, folder, names)
            assert code == 0, (caller, output)
            cases += made
    assert cases >= scaled(CASES), cases
    record_figure(19, service=app.state.service, callers=len(coming), cases=cases, failures=0)


def _run(
    url: str, token: str, part: Sequence[str], folder: Path, names: Mapping[str, str]
) -> tuple[int, str, int]:
    """Run Schemathesis; returns its exit code, what it printed, and how many cases it made."""
    config = ROOT / "schemathesis.toml"
    program = Path(sys.executable).parent / "schemathesis"
    argv = [str(program), "--config-file", str(config), "run", f"{url}/openapi.json"]
    argv += ["--max-examples", str(EXAMPLES), *part]
    argv += ["-H", f"Authorization: Bearer {token}"] if token else []
    done = subprocess.run(  # noqa: S603 - our own tool
        argv,
        cwd=folder,
        env={
            **os.environ,
            **names,
            "SCHEMATHESIS_HOOKS": "devstack.fuzz_hooks",
            "NO_COLOR": "1",
        },
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    made = re.search(r"([\d,]+) generated", done.stdout)
    return done.returncode, done.stdout + done.stderr, int(made[1].replace(",", "")) if made else 0
