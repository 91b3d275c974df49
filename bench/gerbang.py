"""What the gateway costs: a trivial backend behind it, behind a bare Envoy, and asked directly."""

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import wrk
from bench.bare_envoy import BareEnvoy
from bench.measure import ROUNDS, Figure
from bench.publik import DEAD
from devstack import ports
from devstack.edge import Edge
from devstack.python_process import web_app

LEAST_OF_BACKEND = 0.45
MOST_TIMES_P50 = 2.2
PATH = "/v1/tahapan"


def measure() -> list[Figure]:
    """Load all three in turn; raises Skipped without a load generator."""
    wrk.find()
    with _house() as (edge, bare, backend):
        urls = {
            "edge": f"{edge}/publication{PATH}",
            "bare": f"{bare}{PATH}",
            "backend": f"{backend}{PATH}",
        }
        seen = [{name: wrk.load(url) for name, url in urls.items()} for _ in range(ROUNDS)]
    rate = {name: statistics.median(round_[name].rate for round_ in seen) for name in urls}
    p50 = {name: statistics.median(round_[name].p50_ms for round_ in seen) for name in urls}
    return [
        Figure("trivial backend behind the gateway : asked directly", rate["edge"],
               rate["backend"], "req/s", at_least=LEAST_OF_BACKEND),
        Figure("its p50 behind the gateway : asked directly", p50["edge"], p50["backend"], "ms",
               at_most=MOST_TIMES_P50),
        Figure("behind the gateway : behind an Envoy that only proxies", rate["edge"],
               rate["bare"], "req/s"),
    ]  # fmt: skip


@contextmanager
def _house() -> Iterator[tuple[str, str, str]]:
    """Start the backend, and the gateway and a bare Envoy before it; gives their base URLs."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder, port = Path(name), ports.pick()
        upstreams = {name: f"http://127.0.0.1:{ports.pick()}" for name in (*DEAD, "public-files")}
        upstreams["publication"] = backend = f"http://127.0.0.1:{port}"
        edge = Edge(folder / "edge", upstreams=upstreams, issuer=upstreams["issuer"])
        with (
            web_app("trivial", folder, app="bench.trivial:create_app", port=port, env={}),
            edge,
            BareEnvoy(edge, files=port) as bare,
        ):
            yield edge.url, bare.url, backend
