"""Rows 36 and 41 at size: a large audit is verified and searched in time, whatever befell it."""

import asyncio
import time
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from devstack.loops import working
from election_common import penelusuran, verify_audit
from election_common.actor import Actor
from election_common.audit import record_act
from election_common.database import create_engine, create_sessions, transaction
from election_common.keyring import Keyring
from election_common.merkle import Tree
from election_common.segel import seal_next, sealer
from election_common.titik_periksa import sign_due

FULL = 1_000_000
VERIFY_SECONDS = 60
SEARCH_SECONDS = 600
PERSONS = 5
ACTS = 5_000
RESIGNED = "rebuilt and signed again at the same size"
BY = Actor("operator@1906", frozenset({"operator"}), "1906")
AT = datetime(2024, 11, 27, tzinfo=UTC)

# One row in ten is a read of five persons; a hundred officers read in turn.
_ROWS = """
    insert into audit (pada, sub, peran, wilayah, tindakan, objek, rincian, trace_id, subjek, kolom)
    select %(at)s::timestamptz + n * interval '10 ms', 'operator-' || n %% 1000 / 10, '{operator}',
           '1906', case when n %% 10 = 0 then 'pembacaan' else 'coklit' end, 'pemilih/' || n,
           jsonb_build_object('n', n), md5(n::text),
           case when n %% 10 = 0 then array(
               select subjek_ke(n * 10 + k) from generate_series(0, %(persons)s - 1) k) end,
           case when n %% 10 = 0 then array['alamat', 'nama'] end
    from generate_series(1, %(rows)s) n
"""
_SEALED = "select count(*) from audit where daun is not null"
# From the moment that an act names as its own, before its commit, to the seal that covers its row.
_WAITS = """
    select extract(epoch from
        (select min(s.pada) from segel s where s.ukuran >= a.urut) - a.pada)::float from audit a
"""
_UUID = """
    create function subjek_ke(n bigint) returns uuid immutable language sql as
    $$ select lpad(to_hex(n), 32, '0')::uuid $$
"""


@pytest.fixture
def rows(faults_scale):
    return faults_scale(FULL)


@pytest.fixture
def dba(database, cluster, rows):
    """The superuser of a database with that many acts in its audit."""
    with psycopg.connect(cluster.admin_dsn(database.name), autocommit=True) as connection:
        connection.execute(_UUID)
        connection.execute(_ROWS, {"at": AT, "rows": rows, "persons": PERSONS})
        yield connection


@pytest.fixture
async def sealed(dba, database, keyring_file, rows):
    """The same under seals, with two checkpoints; returns them and the seconds it took."""
    engine = create_engine(database.worker, pool_size=1, statement_timeout="60s")
    sessions, keyring, points = create_sessions(engine), Keyring.load(keyring_file), []
    start = time.monotonic()
    done = 0
    while done < rows:
        async with transaction(sessions, scope=None) as tx:
            done += await seal_next(tx)
        if (2 * done >= rows) > len(points) or done == rows:
            async with transaction(sessions, scope=None) as tx:
                at = AT + timedelta(hours=len(points))
                points.append(await sign_due(tx, keyring, "voter-registry", 3600, at=at))
    seconds = time.monotonic() - start
    await engine.dispose()
    return points, seconds


@pytest.mark.timeout(900)
async def test_row_36_a_large_audit_is_verified_in_time(
    sealed, dba, rows, keyring_file, record_figure
):
    points, sealing = sealed
    start = time.monotonic()
    size, fault = verify_audit.verify(dba, points)
    seconds = time.monotonic() - start
    assert (size, fault) == (rows, None)
    dba.execute("set session_replication_role = replica")
    key = Keyring.load(keyring_file).signing_key()
    caught = {}
    for name, statement, first in tampering(rows):
        dba.execute("begin")
        dba.execute(statement)
        shown = points if name != RESIGNED else [*points, signed_again(dba, points[-1], key)]
        _, fault = verify_audit.verify_in_transaction(dba, shown)
        dba.execute("rollback")
        assert fault is not None, name
        assert fault.dari == first, name
        caught[name] = str(fault)
    record_figure(
        36, limits={"verify_seconds": VERIFY_SECONDS}, rows=rows, seal_seconds=round(sealing, 1),
        verify_seconds=round(seconds, 1), caught=len(caught),
    )  # fmt: skip


async def test_row_36_a_row_is_sealed_within_a_second(
    database, keyring_file, faults_scale, record_figure
):
    app = create_engine(database.app, pool_size=2)
    worker = create_engine(database.worker, pool_size=2)
    keyring = Keyring.load(keyring_file)
    loop = sealer(create_sessions(worker), keyring, "voter-registry", 3600)
    n = faults_scale(ACTS)
    async with working(database.worker, loop):
        for i in range(n):
            async with transaction(create_sessions(app), scope=None) as tx:
                await record_act(tx, "coklit", f"daftar-pemilih/{i}", by=BY, at=datetime.now(UTC))
            await asyncio.sleep(0.005)
        with psycopg.connect(database.owner, autocommit=True) as owner:
            async with asyncio.timeout(900):
                while owner.execute(_SEALED).fetchone() != (n,):  # noqa: ASYNC110 - another process
                    await asyncio.sleep(0.05)
            waits = sorted(seconds for (seconds,) in owner.execute(_WAITS))
    await app.dispose()
    await worker.dispose()
    p99 = waits[int(n * 0.99)]
    record_figure(
        36, limits={"p99_seconds": 1}, acts=n, p50_seconds=round(waits[n // 2], 3),
        p99_seconds=round(p99, 3),
    )  # fmt: skip


def tampering(rows):
    """What somebody does who owns the database, and the first row that is wrong then."""
    at = rows * 3 // 4
    rehash = f"""
        update audit a set daun = sha256('\\x00'::bytea || convert_to(
            {verify_audit.CONTENT.format(urut="a.urut")}, 'UTF8')) where urut = {at}
    """
    yield "update", f"update audit set sub = 'lain' where urut = {at}", at
    yield "delete", f"delete from audit where urut = {at}", at
    yield "reorder", (
        f"update audit set urut = case urut when {at} then -{at + 1} else -{at} end"
        f" where urut in ({at}, {at + 1}); update audit set urut = -urut where urut < 0"
    ), at  # fmt: skip
    yield "tail cut with its seals", (
        f"delete from audit where urut > {at}; delete from segel where ukuran > {at}"
    ), at + 1  # fmt: skip
    # A rebuilt audit agrees with itself: only what was published tells where it begins to differ.
    rebuilt = f"update audit set sub = 'lain' where urut = {at}; {rehash}; delete from segel"
    yield "rebuilt", rebuilt, rows // 2 + 1
    # ... not even when the service signs what it finds an hour later.
    yield RESIGNED, rebuilt, rows // 2 + 1


def signed_again(dba, last, key):
    """The next checkpoint, as the service would sign it over what its owner has rebuilt."""
    tree = Tree()
    for (daun,) in dba.execute("select daun from audit order by urut"):
        tree.add(daun)
    again = replace(last, nomor=last.nomor + 1, akar=tree.root.hex(), sebelum=last.sidik)
    return again.signed(key)


@pytest.mark.timeout(900)
async def test_row_41_the_question_after_a_breach_is_answered_in_time(dba, rows, record_figure):
    dba.execute("analyze audit")
    sampai = AT + timedelta(milliseconds=10 * rows // 2)
    start = time.monotonic()
    found = penelusuran.subjects(dba, "operator-7", AT, sampai)
    seconds = time.monotonic() - start
    expected = {
        uuid.UUID(int=n * 10 + k)
        for n in range(10, rows // 2, 10)
        if n % 1000 // 10 == 7
        for k in range(PERSONS)
    }
    assert {uuid.UUID(one) for one in found} == expected
    assert all(columns == {"alamat", "nama"} for columns in found.values())
    limits = {"search_seconds": SEARCH_SECONDS}
    record_figure(
        41, limits=limits, rows=rows, subjects=len(found), search_seconds=round(seconds, 2)
    )
