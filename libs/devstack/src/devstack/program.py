"""A program that somebody else wrote, as a supervised child: started by its command line."""

import subprocess
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from devstack.environment import inherited_environment
from devstack.os_user import Account
from devstack.process import Child, Process


@dataclass(frozen=True, slots=True)
class Launch:
    """How a process is started."""

    argv: Sequence[str | Path]
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | str = "/"
    account: Account | None = None


class Program(Process):
    """A process that is executed; subclasses say with which command line."""

    @abstractmethod
    def launch(self) -> Launch:
        """How to start it."""

    def spawn(self) -> Child:
        """Make the child, in a process group of its own, with its output in the log."""
        launch = self.launch()
        account = launch.account
        with self.log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603 (argv is ours)
                launch.argv,
                env={**inherited_environment(), **launch.env},
                cwd=launch.cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                process_group=0,
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
            )
