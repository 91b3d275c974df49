"""An Envoy that does nothing but cache and proxy, with as many threads as the gateway's."""

from pathlib import Path
from string import Template

from devstack import ports, probing
from devstack.edge import Edge
from devstack.program import Launch, Program

CONFIG = Path(__file__).with_name("bare-envoy.yaml")


class BareEnvoy(Program):
    """The gateway's Envoy without the gateway's rules.

    Args:
        edge: The gateway, whose command line it takes over.
        files: Port of the file server behind it.
    """

    def __init__(self, edge: Edge, *, files: int):
        super().__init__("bare-envoy", edge.folder)
        self.port = ports.pick()
        self.url = f"http://127.0.0.1:{self.port}"
        self._edge = edge
        self._config = edge.folder / "bare-envoy.yaml"
        self._values = {"PORT": self.port, "ADMIN_PORT": ports.pick(), "FILES_PORT": files}

    def prepare(self) -> None:
        """Render the config."""
        self._config.write_text(Template(CONFIG.read_text()).substitute(self._values))

    def launch(self) -> Launch:
        """The gateway's command line with another config at its end."""
        *argv, _ = self._edge.launch().argv
        return Launch([*argv, self._config])

    def ready(self) -> bool:
        """Whether it lets requests in."""
        return probing.is_well(f"{self.url}/livez")
