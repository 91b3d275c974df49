"""Recapitulating a nation: the sums of every kecamatan from the forms of all its TPS.

The levels above are sums of these few, so this is the whole of a recapitulation from below.
"""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import psycopg

from bench.measure import ROUNDS, Figure, quantile
from bench.registry import registry
from devstack.python_process import migration
from devstack.services import SERVICES
from election_common.database import create_engine, create_sessions, transaction
from election_common.scope import Scope
from publication.domain.angka import TETAP
from publication.store.hasil_tps import per_kecamatan

MOST_SECONDS = 1.0
PUBLICATION = SERVICES[1]
PEMILIHAN = "bench-rekap"
TPS = 435_000
KECAMATAN = 7_288
COLUMNS = (1, 2, 3)
NATION = ""

FILL = """
    insert into hasil_tps
    select %s, (110000 + n %% %s)::text || lpad((n / %s)::text, 7, '0'), {figures},
           array[100, 120, 30], 'generated', '{{}}', now()
    from generate_series(0, %s - 1) n
"""


def measure() -> list[Figure]:
    """Fill the table of forms, and sum it up."""
    with _forms() as database:
        seconds = asyncio.run(_recapitulate(database))
    what = f"{TPS:,} TPS recapitulated into {KECAMATAN:,} kecamatan"
    return [Figure(what, seconds, MOST_SECONDS, "s", at_most=1.0)]


@contextmanager
def _forms() -> Iterator[str]:
    """Fill publication's table; gives the connection string of its API."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, registry() as house:
        database = house.cluster.create_service_database(PUBLICATION.database)
        env = {"ENVIRONMENT": "development", "DATABASE_URL": database.owner}
        migration("publication", Path(name), config=PUBLICATION.migrations, env=env).start()
        figures = ("500" if kolom == "total_suara" else "250" for kolom in TETAP)
        fill = FILL.format(figures=", ".join(figures))
        with psycopg.connect(database.owner, autocommit=True) as owner:
            owner.execute(fill.encode(), [PEMILIHAN, KECAMATAN, KECAMATAN, TPS])
            owner.execute("vacuum analyze hasil_tps")
        house.settle()
        yield database.app


async def _recapitulate(url: str) -> float:
    """Sum up some times; returns the median of the seconds."""
    engine = create_engine(url, pool_size=1)
    sessions, seconds = create_sessions(engine), []
    for _ in range(ROUNDS):
        begin = perf_counter()
        async with transaction(sessions, Scope.nasional()) as tx:
            found = await per_kecamatan(tx, PEMILIHAN, NATION, COLUMNS)
        seconds.append(perf_counter() - begin)
        if len(found) != KECAMATAN:
            raise RuntimeError(f"{len(found)} kecamatan of {KECAMATAN}")
    await engine.dispose()
    return quantile(seconds, 0.5)
