"""Public documents through the gateway, with everything behind it dead but the file server.

A version is kept in the gateway's cache: its ceiling is what the same Envoy answers by itself, a
redirect without a body. Beside it stands an Envoy that only caches, and sends the same bytes: it
follows no trace, limits no caller and judges no path. The pointer is asked of the file server each
time: its ceiling is an Envoy without rules in front of a trivial answer of the same server.
"""

import gzip
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx

from bench import wrk
from bench.bare_envoy import BareEnvoy
from bench.measure import Figure, alternate
from devstack import ports
from devstack.edge import Edge
from devstack.file_server import FileServer
from devstack.services import SERVICES
from publication.batch.berkas import Berkas, Versi

LEAST_OF_DIRECT = 0.9
LEAST_OF_PROXY = 0.4
PEMILIHAN = "pilgub-babel-2024"
KODE = "19"
POINTER = f"/publication/v1/pemilihan/{PEMILIHAN}/hasil/{KODE}"
VERSION = f"{POINTER}/v/1"
SHORT = f"/publication/v1/hasil/{KODE}"
COMPRESSED = {"Accept-Encoding": "gzip"}
UNCOMPRESSED = ".polos"
"""Where the file server has the plain form of a version."""
DEAD = ("issuer", "control-plane", *(service.name for service in SERVICES))
UNAVAILABLE = 503
NOT_MODIFIED = 304


def measure() -> list[Figure]:
    """Read a version and the pointer; raises Skipped without a load generator."""
    wrk.find()
    with _door() as (edge, bare):
        _require_dead(edge)
        etag = httpx.get(edge.url + POINTER).raise_for_status().headers["etag"]
        known = {"If-None-Match": etag}
        again = httpx.get(edge.url + POINTER, headers=known)
        if again.status_code != NOT_MODIFIED:
            raise RuntimeError(f"the pointer answered {again.status_code}, not 304")
        seen = alternate(
            {
                "gzip": partial(wrk.rate, edge.url + VERSION, headers=COMPRESSED),
                "plain": partial(wrk.rate, edge.url + VERSION),
                "direct": partial(wrk.rate, edge.url + SHORT),
                "cached": partial(wrk.rate, bare.url + VERSION),
                "cached plain": partial(wrk.rate, bare.url + VERSION + UNCOMPRESSED),
                "pointer": partial(wrk.rate, edge.url + POINTER, headers=known),
                "proxied": partial(wrk.rate, bare.url + "/livez"),
            }
        )
    version = "version of a document"
    return [
        Figure(f"{version}, gzip : this Envoy's own answer", seen["gzip"], seen["direct"], "req/s",
               at_least=LEAST_OF_DIRECT),
        Figure(f"{version}, plain : this Envoy's own answer", seen["plain"], seen["direct"],
               "req/s"),
        Figure(f"{version}, gzip : an Envoy that only caches", seen["gzip"], seen["cached"],
               "req/s"),
        Figure(f"{version}, plain : an Envoy that only caches", seen["plain"],
               seen["cached plain"], "req/s"),
        Figure("pointer, not modified : an Envoy that only proxies", seen["pointer"],
               seen["proxied"], "req/s", at_least=LEAST_OF_PROXY),
    ]  # fmt: skip


@contextmanager
def _door() -> Iterator[tuple[Edge, BareEnvoy]]:
    """Start the gateway and the bare Envoy before the files of one document."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        _publish(folder / "public")
        with FileServer(folder / "caddy", public=folder / "public") as files:
            upstreams = {name: f"http://127.0.0.1:{ports.pick()}" for name in DEAD}
            upstreams["public-files"] = files.url
            edge = Edge(folder / "edge", upstreams=upstreams, issuer=upstreams["issuer"])
            with edge, BareEnvoy(edge, files=files.port) as bare:
                yield edge, bare


def _publish(public: Path) -> None:
    """Write a document as large as a province's: its regions with their figures."""
    anak = [
        {"wilayah": f"19{n:02d}", "suara": {"1": n, "2": n}, "nama": "x" * 40} for n in range(60)
    ]
    document = json.dumps({"pemilihan": PEMILIHAN, "versi": 1, "anak": anak}).encode()
    versi = Versi(1, gzip.compress(document, mtime=0))
    Berkas.of(public, PEMILIHAN, "hasil", KODE).install([versi], b"[1]", 1)


def _require_dead(edge: Edge) -> None:
    """See that nothing but files is behind the gateway."""
    answer = httpx.get(f"{edge.url}/publication/v1/tahapan")
    if answer.status_code != UNAVAILABLE:
        raise RuntimeError(f"publication should be dead, but answered {answer.status_code}")
