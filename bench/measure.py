"""What a bench is made of: rounds in turn, medians, a figure beside its limit, a table of them."""

import statistics
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

ROUNDS = 3

Side = Callable[[], float]


class Skipped(Exception):
    """This machine cannot run a bench; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured of ours, beside the limit or the peer of the same run.

    Attributes:
        what: What was measured, and against what.
        ours: The figure of ours.
        limit: That of the limit or the peer.
        unit: Unit of both.
        at_least: Smallest ratio of the two that is demanded.
        at_most: Largest ratio of the two that is demanded.
    """

    what: str
    ours: float
    limit: float
    unit: str
    at_least: float | None = None
    at_most: float | None = None

    @property
    def ratio(self) -> float:
        """Ours in units of the limit."""
        return self.ours / self.limit

    @property
    def demanded(self) -> str:
        """What is demanded of the ratio, in signs."""
        if self.at_least is not None:
            return f"≥ {self.at_least:.2f}"
        return f"≤ {self.at_most:.2f}" if self.at_most is not None else "—"

    @property
    def met(self) -> bool:
        """Whether the ratio is as demanded; true when nothing is."""
        enough = self.at_least is None or self.ratio >= self.at_least
        return enough and (self.at_most is None or self.ratio <= self.at_most)


def alternate(sides: Mapping[str, Side], rounds: int = ROUNDS) -> dict[str, float]:
    """Measure all sides in turn, round by round, and return the median of each.

    A machine that grows slow for a while is then slow for all of them.
    """
    seen: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            seen[name].append(side())
    return {name: statistics.median(values) for name, values in seen.items()}


def quantile(values: Iterable[float], share: float) -> float:
    """Return the value that this share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def show(console: Console, title: str, figures: Iterable[Figure]) -> None:
    """Print figures as a table."""
    table = Table(title=title, title_justify="left")
    table.add_column("what")
    for heading in ("ours", "limit", "unit", "ratio", "demanded"):
        table.add_column(heading, justify="right")
    table.add_column("", justify="center")
    for f in figures:
        verdict = ("ok" if f.met else "[red]missed[/red]") if f.demanded != "—" else "—"
        ours, limit = (f"{value:,.{_decimals(value)}f}" for value in (f.ours, f.limit))
        table.add_row(f.what, ours, limit, f.unit, f"{f.ratio:.2f}", f.demanded, verdict)
    console.print(table)


def _decimals(value: float) -> int:
    """Three digits that mean something are enough."""
    return max(0, 2 - len(str(int(abs(value)))) + 1)
