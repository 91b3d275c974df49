"""Row 35: keys are rotated while voters are read, found and registered."""

import asyncio
import time

import psycopg
import pytest
from sqlalchemy import text
from voters import COLUMNS, PEMILIHAN, nik, row

from devstack.secret_file import rotate
from election_common import keyring_file as key_file
from election_common.database import transaction
from election_common.keyring import Keyring, Purpose
from election_common.reseal import Reseal
from election_common.scope import Scope
from voter_registry.store import pembacaan_pemilih
from voter_registry.store import pemilih as store
from voter_registry.store.tersegel import HOLDINGS

SEALED = 100_000


@pytest.mark.timeout(900)
async def test_row_35_keys_are_rotated_under_load(
    load, ring, sessions_of, faults_scale, record_figure
):
    n = faults_scale(SEALED)
    ids = load(n)
    added, promoted = rotate(ring, Purpose.VALUE)
    reseal = Reseal(sessions_of("worker"), promoted, HOLDINGS)
    assert await reseal.left() == {"value k1": n}
    reading = asyncio.create_task(read_for_ever(sessions_of("app"), ids, [added, promoted]))
    start = time.monotonic()
    written = await reseal.run()
    seconds = time.monotonic() - start
    reading.cancel()
    reads = (await asyncio.gather(reading, return_exceptions=True))[0]
    assert written == n
    assert await reseal.left() == {}
    assert isinstance(reads, int), reads
    assert reads > 0
    key_file.main(["retire", str(ring), "value", "k1"])
    last = Keyring.load(ring)
    async with transaction(sessions_of("app"), Scope.nasional()) as tx:
        for i in (0, n // 2, n - 1):
            found = await pembacaan_pemilih.get(tx, Scope.nasional(), ids[i], ["nik", "nkk"])
            assert last.open(found["nik"], store.place("nik", ids[i])) == nik(i)
            assert last.open(found["nkk"], store.place("nkk", ids[i])) == nik(i)[::-1]
    record_figure(35, rows=n, seconds=round(seconds, 1), reads=reads, failed=0, old=0)


async def read_for_ever(sessions, ids, keyrings):
    """Read and open numbers as processes before and after their restart do; how many it were."""
    reads = 0
    try:
        while True:
            async with transaction(sessions, Scope.nasional()) as tx:
                i = (reads * 7919) % len(ids)
                found = await pembacaan_pemilih.get(tx, Scope.nasional(), ids[i], ["nik"])
                opened = keyrings[reads % 2].open(found["nik"], store.place("nik", ids[i]))
                assert opened == nik(i)
            reads += 1
    except asyncio.CancelledError:
        return reads


LISTED = """
    set session_replication_role = replica;
    insert into cuplikan (daftar, pemilihan, wilayah, tahap, status, l, p, tps, asal_jumlah,
                          asal_lp, sidik, disusun_pada, ba_nomor, sk_nomor, ditetapkan_pada)
    values (gen_random_uuid(), 'uji-2024', '1906', 'DPT', 'ditetapkan', 1, 0, 1, 'generated',
            'generated', 'x', now(), '1', '1', now());
    insert into cuplikan_pemilih
    select c.id, v.lokasi, v.id, 1, v.nik_indeks, v.nkk_akhir, v.nama, 'L', 34, '', '', '', 0
    from cuplikan c, pemilih v;
    insert into rekap_tps select id, '1906012001001', 1, 0, 0, 0, 'x' from cuplikan
"""


@pytest.mark.timeout(600)
async def test_row_35_the_key_of_the_index_is_rotated_under_load(
    load, ring, database, cluster, sessions_of, faults_scale, record_figure
):
    n = faults_scale(SEALED)
    load(n)
    with psycopg.connect(cluster.admin_dsn(database.name)) as dba:
        dba.execute(LISTED)
    added, promoted = rotate(ring, Purpose.INDEX)
    app, reseal = sessions_of("app"), Reseal(sessions_of("worker"), promoted, HOLDINGS)
    before = [await register(app, n + i, added, promoted) for i in range(20)]
    ended = asyncio.Event()
    asking = asyncio.create_task(ask_until(ended, app, n, [added, promoted]))
    registering = asyncio.create_task(register_until(ended, app, n + 20, promoted))
    start = time.monotonic()
    written = await reseal.run()
    seconds = time.monotonic() - start
    ended.set()
    asked, during = await asking, await registering
    key_file.main(["retire", str(ring), "index", "k1"])
    last = Keyring.load(ring)
    for i in (0, n // 2, n - 1):
        assert await find(app, i, last) == (True, True)
    with psycopg.connect(database.owner) as owner:
        ((rows, numbers),) = owner.execute(
            "select count(*), count(distinct nik_indeks) from pemilih"
        ).fetchall()
    assert (before, set(during)) == ([1] * 20, {1})
    assert rows == numbers == n + 20 + len(during)
    assert written >= 2 * n
    assert await reseal.left() == {}
    record_figure(35, index_rows=n, seconds=round(seconds, 1), asked=asked, missed=0, old=0)


async def find(sessions, i, keyring):
    """Whether a NIK is found in the DPT, and among the voters."""
    indexes = keyring.blinds("nik", nik(i))
    async with transaction(sessions, Scope.nasional()) as tx:
        query = text("select 1 from cek_dpt(:pemilihan, :indexes, :akhir)")
        values = {"pemilihan": PEMILIHAN, "indexes": indexes, "akhir": nik(i)[::-1][-4:]}
        listed = await tx.scalar(query, values)
        return listed == 1, len(await store.active_with_nik(tx, PEMILIHAN, indexes)) == 1


async def ask_until(ended, sessions, n, keyrings):
    """Ask for numbers as processes before and after their restart do; how many it were."""
    asked = 0
    while not ended.is_set():
        i = (asked * 7919) % n
        assert await find(sessions, i, keyrings[asked % 2]) == (True, True)
        asked += 1
    return asked


async def register(sessions, i, *keyrings):
    """Have processes with these keys register one NIK at once; how many of them did."""

    async def once(keyring):
        async with transaction(sessions, Scope.nasional()) as tx:
            if await store.active_with_nik(tx, PEMILIHAN, keyring.blinds("nik", nik(i))):
                return 0
            await store.add_all(tx, [dict(zip(COLUMNS, row(i, keyring), strict=True))])
            return 1

    return sum(await asyncio.gather(*map(once, keyrings)))


async def register_until(ended, sessions, first, keyring):
    """Register NIK after NIK twice at once; how often each was done."""
    done = []
    while not ended.is_set():
        done.append(await register(sessions, first + len(done), keyring, keyring))
    return done
