"""Searching a million voters by name over HTTP, beside the same search asked of the database.

The search is an officer's: with token, grants, scope, quota, and the audit row that names whom he
was shown, on the disk before he is answered. So it is held against a raw transaction of the same
statements, as every read of an officer is. The search alone stands beside it, and the least that
recording over HTTP can take: that transaction and a route with nothing in it (ADR 12). One caller
asks at a time; each round is another officer, since a quota bounds each.
"""

import http.client
import json
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
from bench.trivial import PATH
from devstack import ports
from devstack.python_process import web_app
from voter_registry.domain.data_pribadi import kolom_terlihat

MOST_TIMES_TRANSACTION = 1 / 0.28
"""As every read of an officer, which does 0.28 of the raw transactions."""
MOST_TIMES_SEARCH = 5.0
WAYS = ("awalan", "mengandung", "mirip")
PEMILIHAN = "bench-nama"
ROLE = "kpu_kabko"
ASKED = 50
"""Searches in a round."""
SHOWN = 10
OK = 200

SEARCH = "select * from cari_pemilih(%s, %s, %s, %s, %s, %s)"
#: As somebody writes each search who needs no scope, no order among equals and no function.
ALONE = {
    "awalan": 'upper(nama) collate "C" between %(nama)s and %(nama)s || chr(1114111)'
    ' order by upper(nama) collate "C"',
    "mengandung": "upper(nama) like '%%' || %(nama)s || '%%'",
    "mirip": "upper(nama) %% %(nama)s order by similarity(upper(nama), %(nama)s) desc",
}
SETTINGS = {"dari": KAB, "sampai": f"{KAB}~", "peserta": "*", "unit": "", "pemilik": "*"}
SCOPE = "select " + ", ".join(f"set_config('app.{name}', %({name})s, true)" for name in SETTINGS)
QUOTA = (
    "insert into kuota as k values ('bench', 'peer', now(), %(n)s, false)"
    " on conflict (nama, pemegang) do update set jumlah = k.jumlah + %(n)s returning jumlah"
)
COLUMNS = [name for name in kolom_terlihat([ROLE]) if name != "nik_akhir"]
ROWS = (
    f"select nik, {', '.join(COLUMNS)} from pemilih"  # noqa: S608 - the names are the domain's
    f" where pemilihan = %s and id = any(%s) and lokasi >= '{KAB}' and lokasi < '{KAB}~'"
)
AUDIT = (
    "insert into audit (pada, sub, peran, wilayah, tindakan, objek, rincian, trace_id, subjek,"
    " kolom) values (now(), 'peer', %s, %s, 'bench', 'bench', '{}', '', %s, %s)"
)


def measure(rows: int) -> list[Figure]:
    """Search among so many voters, in each way that there is."""
    with registry() as house:
        file = house.folder / "dp4.csv"
        write_dp4(file, rows)
        names = _fill(house, file)
        with (
            house.owner() as owner,
            office(house, ROLE, KAB, callers=ROUNDS * len(WAYS)) as officers,
            _nothing(house.folder) as nothing,
            psycopg.connect(house.database.app, autocommit=True) as database,
        ):
            owner.execute("set pg_trgm.similarity_threshold = 0.4")
            return [
                figure
                for way in WAYS
                for figure in _compare(way, names, officers, nothing, database, owner)
            ]


@contextmanager
def _nothing(folder: Path) -> Iterator[str]:
    """Start a route of the framework with nothing in it; gives its address."""
    port = ports.pick()
    with web_app("nothing", folder, app="bench.trivial:create_app", port=port, env={}):
        yield f"http://127.0.0.1:{port}"


def _fill(house: Registry, file: Path) -> list[str]:
    """Import the file and index its names; returns some of them, as a clerk types them."""
    impor.run(house, impor.ask(house, PEMILIHAN, file))
    with house.owner() as owner:
        owner.execute("select indeks_nama(%s, %s)", [PEMILIHAN, KAB])
        query = "select distinct upper(nama) from pemilih where length(nama) > 8 limit 5000"
        names = sorted(name for (name,) in owner.execute(query))
    house.settle()
    return names[:: len(names) // ASKED][:ASKED]


def _compare(
    way: str,
    names: list[str],
    officers: Office,
    nothing: str,
    database: psycopg.Connection,
    owner: psycopg.Connection,
) -> list[Figure]:
    sides: dict[str, Callable[[], float]] = {
        "service": lambda: _p50(partial(_over_http, officers, officers.tokens.pop(), way), names),
        "raw": lambda: _p50(partial(_in_transaction, database, way), names),
        "search": lambda: _p50(partial(_alone, owner, way), names),
        "nothing": lambda: _p50(partial(_of_nothing, nothing), names),
    }
    seen = alternate(sides)
    return [
        Figure(f"{way}, p50 over HTTP : the same statements, raw transaction", seen["service"],
               seen["raw"], "ms", at_most=MOST_TIMES_TRANSACTION),
        Figure(f"{way}, p50 over HTTP : the search alone, in the database", seen["service"],
               seen["search"], "ms", at_most=MOST_TIMES_SEARCH),
        Figure(f"{way}: the raw transaction and a route with nothing in it : the search alone",
               seen["raw"] + seen["nothing"], seen["search"], "ms"),
    ]  # fmt: skip


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


def _of_nothing(url: str) -> Callable[[str], None]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)

    def ask(_: str) -> None:
        connection.request("GET", PATH)
        connection.getresponse().read()

    return ask


def _alone(owner: psycopg.Connection, way: str) -> Callable[[str], None]:
    where = f"pemilihan = '{PEMILIHAN}' and kab = '{KAB}' and {ALONE[way]}"
    query = f"select id from pemilih where {where} limit {SHOWN + 1}"  # noqa: S608 - ours

    def ask(name: str) -> None:
        if not owner.execute(query, {"nama": name}, prepare=False).fetchall():
            raise RuntimeError(f"{way}: the database found nobody")

    return ask


def _in_transaction(database: psycopg.Connection, way: str) -> Callable[[str], None]:
    """What the service has the database do, and in the same order."""

    def ask(name: str) -> None:
        with database.transaction():
            database.execute(SCOPE, SETTINGS, prepare=True)
            wish = (PEMILIHAN, KAB, f"{KAB}~", name, way, SHOWN + 1)
            ids = [row[0] for row in database.execute(SEARCH, wish, prepare=True)]
            database.execute(QUOTA, {"n": len(ids)}, prepare=True)
            database.execute(ROWS, (PEMILIHAN, ids), prepare=True).fetchall()
            database.execute(AUDIT, ([ROLE], KAB, ids, COLUMNS), prepare=True)

    return ask
