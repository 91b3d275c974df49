"""Access to the package's own data files, and to seeded chance."""

import csv
from functools import cache
from pathlib import Path
from random import Random

DATA = Path(__file__).parent / "data"


@cache
def read_csv(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a data file, all values as text; do not change them."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as berkas:
        return tuple(csv.DictReader(berkas))


def chance(seed: int, *purpose: str) -> Random:
    """Return a stream of chance of its own for a purpose, equal on every machine.

    One stream per purpose keeps parts independent: a new draw in one of them does not move the
    others.
    """
    return Random("/".join((str(seed), *purpose)))  # noqa: S311 - sample data, not secrets
