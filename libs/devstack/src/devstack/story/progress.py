"""Shows how far the story is: a line per chapter, with a count where there is one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress


class Progress:
    """Chapters on a terminal, or plain lines where there is none."""

    def __init__(self, console: Console):
        self._console = console

    def say(self, words: str) -> None:
        """Tell a fact of the chapter that has just ended."""
        self._console.print(f"    {words}")

    @contextmanager
    def chapter(self, title: str, total: int = 1) -> Iterator[Callable[[], None]]:
        """Show one chapter while it runs; gives the function that counts one step."""
        began = monotonic()
        if not self._console.is_terminal:
            yield lambda: None
            self._console.print(f"  {title:<64} {monotonic() - began:6.1f} s")
            return
        columns = (
            TextColumn("  {task.description:<64}"),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with RichProgress(*columns, console=self._console) as bars:
            task = bars.add_task(title, total=total)
            yield lambda: bars.advance(task)
            bars.update(task, completed=total)
