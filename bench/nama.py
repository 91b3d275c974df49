"""Searching a million voters by name over HTTP, beside the same search asked of the database.

The search is an officer's: with token, grants, scope, quota, and the audit row that names whom he
was shown. One caller asks at a time; each round is another officer, since a quota bounds each.
"""

import http.client
import json
import statistics
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

import psycopg

from bench import impor
from bench.dp4 import write_dp4
from bench.measure import ROUNDS, Figure, alternate
from bench.office import Office, office
from bench.registry import KAB, Registry, registry

MOST_TIMES_DATABASE = 5.0
PEMILIHAN = "bench-nama"
WAYS = ("awalan", "mengandung", "mirip")
ASKED = 50
"""Searches in a round."""
SHOWN = 10
OK = 200

SEARCH = "select * from cari_pemilih(%s, %s, %s, %s, %s, %s)"
SCOPE = f"select set_config('app.dari', '{KAB}', false), set_config('app.sampai', '{KAB}~', false)"


def measure(rows: int) -> list[Figure]:
    """Search among so many voters, in each way that there is."""
    with registry() as house:
        file = house.folder / "dp4.csv"
        write_dp4(file, rows)
        names = _fill(house, file)
        with (
            office(house, "kpu_kabko", KAB, callers=ROUNDS * len(WAYS)) as officers,
            psycopg.connect(house.database.app, autocommit=True) as database,
        ):
            database.execute(SCOPE)
            return [_compare(way, names, officers, database) for way in WAYS]


def _fill(house: Registry, file: Path) -> list[str]:
    """Import the file and index its names; returns some of them, as a clerk types them."""
    impor.run(house, impor.ask(house, PEMILIHAN, file))
    with house.owner() as owner:
        owner.execute("select indeks_nama(%s, %s)", [PEMILIHAN, KAB])
        query = "select distinct upper(nama) from pemilih where length(nama) > 8 limit 5000"
        names = sorted(name for (name,) in owner.execute(query))
    house.settle()
    return names[:: len(names) // ASKED][:ASKED]


def _compare(way: str, names: list[str], officers: Office, database: psycopg.Connection) -> Figure:
    sides: dict[str, Callable[[], float]] = {
        "service": lambda: _p50(partial(_over_http, officers, officers.tokens.pop(), way), names),
        "database": lambda: _p50(partial(_in_database, database, way), names),
    }
    seen = alternate(sides)
    return Figure(f"{way}, p50 over HTTP : in the database", seen["service"], seen["database"],
                  "ms", at_most=MOST_TIMES_DATABASE)  # fmt: skip


def _p50(search: Callable[[], Callable[[str], None]], names: list[str]) -> float:
    """Milliseconds that half of the searches take at most."""
    ask = search()
    return statistics.median(map(partial(_milliseconds, ask), names))


def _milliseconds(ask: Callable[[str], None], name: str) -> float:
    begin = perf_counter()
    ask(name)
    return (perf_counter() - begin) * 1000


def _over_http(officers: Office, token: str, way: str) -> Callable[[str], None]:
    connection = http.client.HTTPConnection(urlsplit(officers.url).netloc, timeout=10)
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    wish = {"pemilihan": PEMILIHAN, "wilayah": KAB, "cara": way, "batas": SHOWN}

    def ask(name: str) -> None:
        body = json.dumps(wish | {"nama": name}).encode()
        connection.request("POST", "/v1/pencarian-pemilih", body, headers)
        answer = connection.getresponse()
        found = answer.read()
        if answer.status != OK or name.encode() not in found.upper():
            raise RuntimeError(f"{way}: {answer.status}, {len(found)} bytes")

    return ask


def _in_database(database: psycopg.Connection, way: str) -> Callable[[str], None]:
    def ask(name: str) -> None:
        wish = (PEMILIHAN, KAB, f"{KAB}~", name, way, SHOWN + 1)
        if not database.execute(SEARCH, wish, prepare=True).fetchall():
            raise RuntimeError(f"{way}: the database found nobody")

    return ask
