"""Where one devstack keeps its state: one ignored folder, removed by `reset`."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from devstack.checkout import ROOT


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders of one devstack."""

    root: Path

    @classmethod
    def default(cls) -> Self:
        """`.devstack` of the checkout, or what DEVSTACK_DIR says."""
        return cls(Path(os.environ.get("DEVSTACK_DIR", ROOT / ".devstack")).absolute())

    @property
    def logs(self) -> Path:
        """Logs and process ids, by process."""
        return self.root / "logs"

    @property
    def data(self) -> Path:
        """Data, by component."""
        return self.root / "data"

    @property
    def public(self) -> Path:
        """Public documents: written by publication's worker, served by the file server."""
        return self.data / "public"

    @property
    def secrets(self) -> Path:
        """Keys and passwords that are not beside their component's data."""
        return self.root / "secrets"

    @property
    def ports(self) -> Path:
        """The remembered ports."""
        return self.root / "ports.json"

    def files(self, service: str) -> Path:
        """Root of a service's object store."""
        return self.data / service / "files"
