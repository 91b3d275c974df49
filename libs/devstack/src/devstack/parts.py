"""What the stack starts, watches and stops, and what each part needs before it can start."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


class Part(Protocol):
    """What the stack starts, watches and stops."""

    name: str
    log: Path

    @property
    def exit_code(self) -> int | None:
        """Exit code when it ended untold."""

    @property
    def running(self) -> bool:
        """Whether it lives."""

    def start(self) -> None:
        """Start it and wait until it is ready."""

    def stop(self) -> None:
        """End it."""

    def kill(self) -> None:
        """End it as a crash would."""

    def tail(self) -> str:
        """Last lines of its log."""


@dataclass(slots=True)
class Parts:
    """Parts by name, the needs of each, and which of them are processes of a service."""

    by_name: dict[str, Part] = field(default_factory=dict)
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    of_services: set[str] = field(default_factory=set)

    def add(self, part: Part, *needs: str, of_service: bool = False) -> None:
        """Add a part that starts after those it needs."""
        self.by_name[part.name] = part
        self.needs[part.name] = needs
        if of_service:
            self.of_services.add(part.name)
