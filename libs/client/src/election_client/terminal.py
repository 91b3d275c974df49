"""What the `kpu` command shows on a terminal: words, tables, and how far something is."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table

FIGURES = frozenset({"Laki-laki", "Perempuan", "Jumlah", "TPS"})
UNCUT = 10_000  # columns: a pipe has no width, and whoever reads it needs every word whole
out = Console(highlight=False, width=None if sys.stdout.isatty() else UNCUT)
err = Console(stderr=True, highlight=False)


@contextmanager
def bar(words: str, total: float | None) -> Iterator[tuple[Progress, TaskID]]:
    """A progress bar on the terminal; a pipe sees nothing of it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=err, transient=True) as progress:
        yield progress, progress.add_task(words, total=total)


def table(*names: str) -> Table:
    """A plain table; a narrow terminal folds its cells, and cuts none."""
    made = Table(box=None)
    for name in names:
        justify: Literal["left", "right"] = "right" if name in FIGURES else "left"
        made.add_column(name, justify=justify, overflow="fold")
    return made


def figure(number: int) -> str:
    """A number as Indonesians write it."""
    return f"{number:,}".replace(",", ".")
