"""What an office's calls cost: a write act with each of its guarantees, and an ordinary read.

The act moves the clock of one of many elections; the peer writes the same rows by the same
statements in one raw transaction, and once more with each guarantee (idempotency, scope, audit,
outbox) left out. The reads are of one election and of a page of them, with token, grants and
scope; the peer reads them bare, and once more with each guarantee of a read alone. One worker
process each, under the same load in turn, on a durable database.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx

from bench import wrk
from bench.measure import Figure, alternate
from bench.office import KEY_FILE, office
from bench.office_peer import GUARANTEES, READ_GUARANTEES
from bench.registry import Registry, registry
from devstack import ports
from devstack.python_process import web_app

LEAST_OF_RAW = 0.25
LEAST_OF_RAW_READ = 0.28
ELECTIONS = 2000
READS = {"read by key": "/pemilihan/bench-7", "read of a page of 50": "/pemilihan"}
CONNECTIONS = 8  # fewer than the pools hold: nobody waits for a connection, all for the disk
MOMENT = "2024-06-01T00:00:00+07:00"
MOVED = 200

FILL = """
    insert into pemilihan (id, nama, jenis, wilayah, hari_pemungutan, ruleset, sandbox,
                           waktu_legal, versi)
    select 'bench-' || n, 'Bench', 'pilkada', '19', '2024-11-27', 'bench', true,
           '2024-05-01', 1
    from generate_series(1, %s) n
"""

# Each request has a key of its own, and one of many elections, so that none waits for another.
ACT = """
math.randomseed(os.time() + {seed})
wrk.method = "POST"
wrk.headers["content-type"] = "application/json"
wrk.headers["authorization"] = "Bearer {token}"
local n, run = 0, os.time() .. "-" .. math.random(1, 1e9)
function request()
  n = n + 1
  wrk.headers["idempotency-key"] = run .. "-" .. n
  local path = string.format("{path}", math.random(1, {elections}))
  return wrk.format(nil, path, nil, '{body}')
end
"""


def measure() -> list[Figure]:
    """Write with and without, and read; raises Skipped without a load generator."""
    wrk.find()
    with registry() as house:
        with house.owner() as owner:
            owner.execute(FILL, [ELECTIONS])
            owner.execute("analyze")
        house.settle()
        with _servers(house) as (service, peer, token):
            _require_moved(service, token)
            act = _script(house, "service", "/v1/pemilihan/bench-%d/waktu-legal", token)
            sides = {"service": partial(wrk.rate, service, script=act, connections=CONNECTIONS)}
            for left_out in ("", *GUARANTEES):
                path = f"/geser/bench-%d?tanpa={left_out}"
                script = _script(house, f"peer-{left_out}", path, token)
                sides[left_out] = partial(wrk.rate, peer, script=script, connections=CONNECTIONS)
            seen = alternate(sides)
            return [*_acts(seen), *_reads(service, peer, token)]


def _acts(seen: Mapping[str, float]) -> list[Figure]:
    raw = seen[""]
    return [
        Figure("write act : the same rows in a raw transaction", seen["service"], raw, "act/s",
               at_least=LEAST_OF_RAW),
        *(
            Figure(f"raw transaction : the same without {name}", raw, seen[name], "act/s")
            for name in GUARANTEES
        ),
    ]  # fmt: skip


def _reads(service: str, peer: str, token: str) -> list[Figure]:
    """Read by both, and by the peer bare and with each guarantee."""
    headers = {"authorization": f"Bearer {token}"}
    figures = []
    for what, path in READS.items():
        urls = {
            "service": f"{service}/v1{path}",
            "bare": f"{peer}{path}",
            **{name: f"{peer}{path}?dengan={name}" for name in READ_GUARANTEES},
        }
        load = partial(wrk.rate, headers=headers, connections=CONNECTIONS)
        seen = alternate({name: partial(load, url) for name, url in urls.items()})
        figures += [
            Figure(f"{what} : the same statements, raw psycopg", seen["service"], seen["cakupan"],
                   "req/s", at_least=LEAST_OF_RAW_READ),
            Figure(f"{what} : the same without its scope", seen["service"], seen["bare"], "req/s"),
            *(
                Figure(f"{what}, raw with {name} : bare", seen[name], seen["bare"], "req/s")
                for name in READ_GUARANTEES
            ),
        ]  # fmt: skip
    return figures


@contextmanager
def _servers(house: Registry) -> Iterator[tuple[str, str, str]]:
    """Start the service and its peer; gives their URLs, and a token of the former."""
    peer, port = "bench.office_peer:create_app", ports.pick()
    env = house.environment(house.database.app) | {"KEY_FILE": str(house.folder / KEY_FILE)}
    with (
        office(house, "kpu_provinsi", "19") as caller,
        web_app("peer", house.folder, app=peer, port=port, env=env),
    ):
        yield caller.url, f"http://127.0.0.1:{port}", caller.tokens[0]


def _script(house: Registry, name: str, path: str, token: str) -> Path:
    script = house.folder / f"{name}.lua"
    body = json.dumps({"waktu": MOMENT})
    script.write_text(
        ACT.format(
            seed=len(name), token=token, path=path, elections=ELECTIONS, body=body
        )
    )  # fmt: skip
    return script


def _require_moved(service: str, token: str) -> None:
    """See that the act is done, before it is done by the thousand."""
    answer = httpx.post(
        f"{service}/v1/pemilihan/bench-1/waktu-legal",
        json={"waktu": MOMENT},
        headers={"authorization": f"Bearer {token}", "idempotency-key": "pertama"},
    )
    if answer.status_code != MOVED:
        raise RuntimeError(f"the act was refused: {answer.text}")
