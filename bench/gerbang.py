"""What the gateway costs: a trivial backend behind it, behind a bare Envoy, and asked directly.

The backend is a route of the framework that every service is made of. One of no framework answers
faster than any service can, and then all is proxying: there the gateway is held against an Envoy
that does nothing else as well (ADR 12).
"""

import statistics
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench import wrk
from bench.bare_envoy import BareEnvoy
from bench.measure import ROUNDS, Figure
from bench.publik import DEAD
from bench.trivial import PATH
from devstack import ports
from devstack.edge import Edge
from devstack.python_process import web_app

LEAST_OF_BACKEND = 0.45
MOST_TIMES_P50 = 2.2
LEAST_OF_PROXYING = 0.75

Loads = Mapping[str, wrk.Load]


def measure() -> list[Figure]:
    """Load all three in turn, for each backend; raises Skipped without a load generator."""
    wrk.find()
    ours, bare = (_medians(app) for app in ("create_app", "create_bare_app"))
    door = "behind the gateway : asked directly"
    return [
        Figure(f"trivial route of the framework {door}", ours["edge"].rate, ours["backend"].rate,
               "req/s", at_least=LEAST_OF_BACKEND),
        Figure(f"its p50 {door}", ours["edge"].p50_ms, ours["backend"].p50_ms, "ms",
               at_most=MOST_TIMES_P50),
        Figure(f"without a framework {door}", bare["edge"].rate, bare["backend"].rate, "req/s",
               at_least=LEAST_OF_BACKEND),
        Figure(f"its p50 {door}", bare["edge"].p50_ms, bare["backend"].p50_ms, "ms",
               at_most=MOST_TIMES_P50),
        Figure("the same : behind an Envoy that only proxies", bare["edge"].rate,
               bare["bare"].rate, "req/s", at_least=LEAST_OF_PROXYING),
    ]  # fmt: skip


def _medians(app: str) -> Loads:
    with _house(app) as (edge, bare, backend):
        urls = {
            "edge": f"{edge}/publication{PATH}",
            "bare": f"{bare}{PATH}",
            "backend": f"{backend}{PATH}",
        }
        seen = [{name: wrk.load(url) for name, url in urls.items()} for _ in range(ROUNDS)]
    return {
        name: wrk.Load(
            statistics.median(loads[name].rate for loads in seen),
            statistics.median(loads[name].p50_ms for loads in seen),
        )
        for name in urls
    }


@contextmanager
def _house(app: str) -> Iterator[tuple[str, str, str]]:
    """Start the backend, and the gateway and a bare Envoy before it; gives their base URLs."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder, port = Path(name), ports.pick()
        upstreams = {name: f"http://127.0.0.1:{ports.pick()}" for name in (*DEAD, "public-files")}
        upstreams["publication"] = backend = f"http://127.0.0.1:{port}"
        edge = Edge(folder / "edge", upstreams=upstreams, issuer=upstreams["issuer"])
        with (
            web_app("trivial", folder, app=f"bench.trivial:{app}", port=port, env={}),
            edge,
            BareEnvoy(edge, files=port) as bare,
        ):
            yield edge.url, bare.url, backend
