"""The compact table that `up` prints: a row per part, redrawn on a terminal, final elsewhere."""

import threading
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.table import Table

STYLES = {"starting": "yellow", "ready": "green", "stopped": "dim", "failed": "red"}


class ProgressTable:
    """Shows what each part does; a context manager that is called with each step."""

    def __init__(self, console: Console):
        self._rows: dict[str, tuple[str, float]] = {}
        self._lock = threading.Lock()
        self._live = Live(console=console, refresh_per_second=8, get_renderable=self._table)

    def __call__(self, name: str, state: str, seconds: float) -> None:
        """Note a step."""
        with self._lock:
            self._rows[name] = state, seconds

    def __enter__(self) -> Self:
        """Begin to show."""
        self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Show the last state and leave it."""
        self._live.stop()
        if not self._live.console.is_terminal:
            self._live.console.print()  # a file's table is written without an end of line

    def _table(self) -> Table:
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        with self._lock:
            for name, (state, seconds) in self._rows.items():
                style = STYLES[state]
                duration = f"{seconds:.1f} s" if seconds else ""
                table.add_row(name, f"[{style}]{state}[/{style}]", duration)
        return table
