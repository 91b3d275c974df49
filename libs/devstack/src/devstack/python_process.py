"""Processes of our own code: HTTP applications, workers, and migrations that run once."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from devstack import probing
from devstack.checkout import ROOT
from devstack.environment import inherited_environment
from devstack.errors import DevstackError
from devstack.fork import Fork
from devstack.process import Child, Process

ONE_SHOT_SECONDS = 300


class PythonProcess(Process):
    """`python -m MODULE ...`, ready when a path on its port answers well.

    Args:
        name: Its name here.
        logs: Where its log goes.
        argv: What follows `python -m`.
        env: Its settings.
        probe: URL that answers 2xx when it is ready.
    """

    ready_seconds = 240.0  # a first start compiles everything, perhaps on a busy machine
    stop_seconds = 25.0  # a server drains for up to 20 s

    def __init__(
        self, name: str, logs: Path, *, argv: list[str], env: Mapping[str, str], probe: str
    ):
        super().__init__(name, logs)
        self._argv = argv
        self._env = env
        self._probe = probe

    def spawn(self) -> Child:
        """Fork it."""
        return _fork(self.name, self._argv, self._env, self.log)

    def ready(self) -> bool:
        """Whether it answers."""
        return probing.is_well(self._probe)


def web_app(
    name: str, logs: Path, *, app: str, port: int, env: Mapping[str, str], probe: str = "/readyz"
) -> PythonProcess:
    """An application factory under the server that all services use."""
    argv = ["election_common.serve", app, "--port", str(port)]
    url = f"http://127.0.0.1:{port}{probe}"
    return PythonProcess(name, logs, argv=argv, env=env, probe=url)


def migration(name: str, logs: Path, *, config: Path, env: Mapping[str, str]) -> "OneShot":
    """Brings a service's database to the newest revision."""
    return OneShot(name, logs, argv=["alembic", "-c", str(config), "upgrade", "head"], env=env)


class OneShot:
    """`python -m MODULE ...` that runs at start, and then is done.

    Args:
        name: Its name here.
        logs: Where its log goes.
        argv: What follows `python -m`.
        env: Its settings.
    """

    exit_code = None
    running = False

    def __init__(self, name: str, logs: Path, *, argv: list[str], env: Mapping[str, str]):
        self.name = name
        self.log = logs / f"{name}.log"
        self._argv = argv
        self._env = env

    def start(self) -> None:
        """Run it.

        Raises:
            DevstackError: It failed.
        """
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.log.unlink(missing_ok=True)
        if _fork(self.name, self._argv, self._env, self.log).wait(ONE_SHOT_SECONDS) != 0:
            raise DevstackError(f"{self.name} failed", self.tail())

    def stop(self) -> None:
        """Nothing runs."""

    def kill(self) -> None:
        """Nothing runs."""

    def tail(self) -> str:
        """What it printed last."""
        return "\n".join(self.log.read_text().splitlines()[-25:]) if self.log.exists() else ""


def _fork(name: str, argv: Sequence[str], env: Mapping[str, str], log: Path) -> Fork:
    return Fork(name, argv, env={**inherited_environment(), **env}, cwd=ROOT, log=log)
