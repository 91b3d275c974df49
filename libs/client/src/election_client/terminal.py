"""What the `kpu` command shows on a terminal: words, tables, and how far something is."""

from collections.abc import Iterator
from contextlib import contextmanager

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
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


@contextmanager
def bar(words: str, total: float | None) -> Iterator[tuple[Progress, TaskID]]:
    """A progress bar on the terminal; a pipe sees nothing of it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=err, transient=True) as progress:
        yield progress, progress.add_task(words, total=total)


def table(*names: str) -> Table:
    """A plain table."""
    made = Table(box=None)
    for name in names:
        made.add_column(name, justify="right" if name in FIGURES else "left")
    return made


def figure(number: int) -> str:
    """A number as Indonesians write it."""
    return f"{number:,}".replace(",", ".")
