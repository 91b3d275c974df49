"""PostgreSQL after a crash: how soon it serves again, and that all it had acknowledged is there.

It is killed with SIGKILL once so much log has been written since the last checkpoint, which it has
to replay before it serves.
"""

from time import perf_counter

import psycopg

from bench.measure import Figure
from bench.registry import Registry, registry

MOST_SECONDS = 15.0
MIB = 2**20
LOG_BYTES = 112 * MIB
ROWS = 20_000

FILL = "insert into saksi select n, repeat('x', 100) from generate_series(1, %s) n"
WRITTEN = "select pg_wal_lsn_diff(pg_current_wal_lsn(), %s)"


def measure() -> list[Figure]:
    """Write, kill, start; raises RuntimeError when a committed row is lost."""
    with registry() as house:
        committed = _write(house)
        house.cluster.kill()
        begin = perf_counter()
        house.cluster.start()
        seconds = perf_counter() - begin
        with house.owner() as owner:
            found = _number(owner, "select count(*) from saksi")
    if found != committed:
        raise RuntimeError(f"of {committed} committed rows {found} are there")
    what = f"PostgreSQL ready after kill -9, {LOG_BYTES // MIB} MiB of log to replay"
    return [Figure(what, seconds, MOST_SECONDS, "s", at_most=1.0)]


def _write(house: Registry) -> int:
    """Commit rows until so much log is there; returns how many."""
    committed = 0
    with house.owner() as owner:
        owner.execute("create table saksi (n bigint, isi text)")
        house.settle()
        (start,) = owner.execute("select pg_current_wal_lsn()::text").fetchone() or ("",)
        while _number(owner, WRITTEN, start) < LOG_BYTES:
            committed += owner.execute(FILL, [ROWS]).rowcount
    return committed


def _number(owner: psycopg.Connection, query: str, *values: str) -> int:
    (number,) = owner.execute(query.encode(), values).fetchone() or (0,)
    return int(number)
