"""Fixtures of the fault tests: how large a test is, and the figures that it saw.

`make test` runs them at a tenth of their size, `make faults` in full.
"""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

SCALE = float(os.environ.get("FAULTS_SCALE", "0.1"))
NO_LIMITS: Mapping[str, float] = MappingProxyType({})
REPORT = Path(os.environ.get("FAULTS_REPORT", os.devnull)).absolute()


@pytest.fixture(scope="session")
def faults_scale() -> Callable[[int], int]:
    """Size a count of a full run for this run: `faults_scale(10_000)` is 1,000 at a tenth."""
    return scaled


def scaled(full: int) -> int:
    """The same, for what is no fixture."""
    return max(1, round(full * SCALE))


@pytest.fixture
def record_figure(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Print what a test saw of a row of the bar; append it to the file FAULTS_REPORT, if any.

    `record_figure(4, limits={"drained_seconds": 30}, acts=3000, drained_seconds=12.3)`: one JSON
    line per call. A limit is of a full run, which has the machine for itself: only there it is
    judged, since a few acts on a busy machine say nothing of time.
    """

    def record(row: int, *, limits: Mapping[str, float] = NO_LIMITS, **figures: Any) -> None:
        about = {"row": row, "test": request.node.nodeid, "scale": SCALE}
        print(_note({**about, "limits": dict(limits), **figures}))  # noqa: T201 - a test's output
        if SCALE >= 1:
            late = {name: figures[name] for name, most in limits.items() if figures[name] > most}
            assert not late, (late, limits)  # noqa: S101 - the test's own

    return record


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Append what became of each test, and in how many seconds, to the file FAULTS_REPORT."""
    if report.when == "call" or not report.passed:
        seconds = round(report.duration, 1)
        _note({"test": report.nodeid, "outcome": report.outcome, "seconds": seconds})


def _note(entry: dict[str, Any]) -> str:
    line = json.dumps(entry, ensure_ascii=False)
    with REPORT.open("a", encoding="utf-8") as report:
        report.write(line + "\n")
    return line
