"""The whole house on one machine, for `make run` and for end-to-end tests alike."""

import os
import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from devstack import graph, ports
from devstack.edge import Limits
from devstack.errors import DevstackError
from devstack.idp.client import TokenClient
from devstack.layout import Layout
from devstack.os_process import end_left_over
from devstack.parts import Parts
from devstack.postgres import Cluster
from devstack.run_lock import RunLock
from devstack.services import SERVICES, Service
from devstack.wiring import Wiring, client_secret

GIB = 1024**3
LEAST_FREE = 1 * GIB
LEFT_OVER_SECONDS = 15.0

Progress = Callable[[str, str, float], None]


def silent(name: str, state: str, seconds: float) -> None:
    """Report progress to nobody."""


class Stack:
    """All components and services, started in the order of their needs.

    Args:
        folder: Its state; `.devstack` of the checkout when None.
        gateway_port: Port of the one door; a free one is picked when None.
        services: What to run behind it.
        limits: Rate limits of the door.
        progress: Called with name, state and seconds at each step.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        gateway_port: int | None = None,
        services: Iterable[Service] = SERVICES,
        limits: Limits | None = None,
        progress: Progress = silent,
    ):
        self.layout = Layout(folder.absolute()) if folder else Layout.default()
        self.gateway_port = gateway_port or ports.pick()
        self.gateway_url = f"http://127.0.0.1:{self.gateway_port}"
        self.parts = Parts()
        self._services = tuple(services)
        self._limits = limits
        self._progress = progress
        self._lock = RunLock(self.layout.root)
        self._tokens: TokenClient | None = None

    @property
    def token_url(self) -> str:
        """Token endpoint of the development identity provider."""
        return f"http://127.0.0.1:{ports.Ports(self.layout.ports).remembered()['issuer']}/token"

    @property
    def whatsapp_url(self) -> str:
        """The stand-in of the provider of messages."""
        return f"http://127.0.0.1:{ports.Ports(self.layout.ports).remembered()['whatsapp']}"

    def start(self) -> None:
        """Start everything and return when all of it answers.

        Raises:
            DevstackError: Another one runs, the disk or the port is taken, or a part failed;
                then nothing is left running.
        """
        self._lock.take()
        try:
            self._prepare()
            graph.walk(self.parts.needs, self._start_part, cancel=self._cancel)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End everything, in the reverse order."""
        if self._tokens is not None:
            self._tokens.close()
            self._tokens = None
        try:
            graph.walk(graph.reverse(self.parts.needs), self._stop_part)
        finally:
            self._lock.free()

    def kill(self, name: str) -> None:
        """End one part by SIGKILL; it stays dead until it is started."""
        self.parts.by_name[name].kill()

    def stop_one(self, name: str) -> None:
        """End one part in good order."""
        self.parts.by_name[name].stop()

    def start_one(self, name: str) -> None:
        """Start one part that was stopped or killed."""
        self.parts.by_name[name].start()

    @property
    def tokens(self) -> TokenClient:
        """Client of the development identity provider."""
        if self._tokens is None:
            gives = any(service.gives_access for service in self._services)
            gateway = self.gateway_url if gives else ""
            self._tokens = TokenClient(self.token_url, client_secret(self.layout), gateway)
        return self._tokens

    def token(self, role: str, wilayah: str = "19", sub: str = "") -> str:
        """Return an access token of the development identity provider."""
        return self.tokens.token(role, wilayah, sub)

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it."""
        self.stop()

    def _prepare(self) -> None:
        end_left_overs(self.layout)
        if shutil.disk_usage(self.layout.root).free < LEAST_FREE:
            raise DevstackError(f"less than 1 GiB is free at {self.layout.root}")
        if not ports.is_free(self.gateway_port):
            message = f"port {self.gateway_port} is taken; choose another one by GATEWAY_PORT"
            raise DevstackError(message)
        ports.Ports(self.layout.ports).note("edge", self.gateway_port)
        wiring = Wiring(
            self.layout,
            gateway_port=self.gateway_port,
            services=self._services,
            limits=self._limits,
        )
        self.parts = wiring.parts()

    def _cancel(self) -> None:
        """Make starts in progress fail at once."""
        for part in self.parts.by_name.values():
            part.stop()

    def _start_part(self, name: str) -> None:
        begin = time.monotonic()
        self._progress(name, "starting", 0)
        try:
            self.parts.by_name[name].start()
        except Exception:
            self._progress(name, "failed", time.monotonic() - begin)
            raise
        self._progress(name, "ready", time.monotonic() - begin)

    def _stop_part(self, name: str) -> None:
        part = self.parts.by_name[name]
        begin, ran = time.monotonic(), part.running
        part.stop()
        if ran:
            self._progress(name, "stopped", time.monotonic() - begin)


def end_left_overs(layout: Layout) -> None:
    """End processes of a devstack that was killed before it could end them."""
    for pid_file in layout.logs.glob("*.pid"):
        end_left_over(pid_file, Cluster.stop_signal, LEFT_OVER_SECONDS)


def delete(layout: Layout) -> None:
    """Delete all state of a stopped devstack."""
    if (layout.data / "postgres").exists():
        Cluster(layout.data / "postgres").destroy()
    shutil.rmtree(layout.root, ignore_errors=True)


def gateway_port() -> int:
    """The port of the one door that the environment asks for."""
    return int(os.environ.get("GATEWAY_PORT", "8080"))
