"""Fixtures of the fault tests: how large a test is, and the figures that it saw.

`make test` runs them at a tenth of their size, `make faults` in full.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

SCALE = float(os.environ.get("FAULTS_SCALE", "0.1"))
REPORT = os.environ.get("FAULTS_REPORT")


@pytest.fixture(scope="session")
def faults_scale() -> Callable[[int], int]:
    """Size a count of a full run for this run: `faults_scale(10_000)` is 1,000 at a tenth."""
    return lambda full: max(1, round(full * SCALE))


@pytest.fixture
def record_figure(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Print what a test saw of a row of the bar; append it to the file FAULTS_REPORT, if any.

    `record_figure(4, acts=3000, lost=0, drained_seconds=12.3)`: one JSON line per call.
    """

    def record(row: int, **figures: float | str) -> None:
        line = json.dumps({"row": row, "test": request.node.name, "scale": SCALE, **figures})
        print(line)  # noqa: T201 - the tests' own output, shown by `make faults`
        if REPORT:
            with Path(REPORT).open("a", encoding="utf-8") as report:
                report.write(line + "\n")

    return record
