"""Rows 35 and 41: what a dump shows, keys that are rotated under load, reading in bulk."""

import asyncio
import json
import time
import uuid
from datetime import date
from hashlib import sha256

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import text

from devstack.secret_file import rotate
from election_common import keyring_file as key_file
from election_common.bacaan import KUOTA_BACA_LAIN
from election_common.database import create_engine, create_sessions, transaction
from election_common.keyring import Keyring, Purpose
from election_common.reseal import Reseal
from election_common.scope import Scope
from voter_registry.main import create_app
from voter_registry.store import pemilih as store
from voter_registry.store.tersegel import HOLDINGS

SEALED = 100_000
READS = 10_000
KAB, PEMILIHAN, TPS = "1906", "uji-2024", "1906012001001"
COLUMNS = (
    "id", "pemilihan", "kab", "lokasi", "nik", "nik_indeks", "nkk", "nkk_indeks",
    "nkk_akhir", "nama", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "status_kawin",
    "alamat", "rt", "rw", "disabilitas", "ktp_el", "status", "sumber", "versi",
)  # fmt: skip


def nik(n):
    return f"190601150590{n % 10_000:04d}" if n < 10_000 else f"1906{n:012d}"


def row(n, keyring):
    """A voter whose NKK is his NIK backwards."""
    id_, number = uuid.uuid4(), nik(n)
    family = number[::-1]
    return (
        id_, PEMILIHAN, KAB, TPS,
        keyring.seal(number, store.place("nik", id_)), keyring.blind("nik", number),
        keyring.seal(family, store.place("nkk", id_)), keyring.blind("nkk", family), family[-4:],
        f"ORANG {n}", "Manggar", date(1990, 5, 15), "L", "B", "Jl. Uji", "001", "002", 0, "S",
        "potensial", "dp4", 1,
    )  # fmt: skip


@pytest.fixture
def ring(tmp_path):
    """A key file of the test's own: other tests keep theirs."""
    path = tmp_path / "keyring.json"
    key_file.main(["new", str(path)])
    return path


@pytest.fixture
def database(fresh_database):
    return fresh_database("voter-registry")


@pytest.fixture
def load(database, cluster, ring):
    """Load that many voters; returns their ids."""

    def insert(n):
        keyring = Keyring.load(ring)
        with psycopg.connect(cluster.admin_dsn(database.name)) as owner:
            for function in ("siapkan_partisi", "pasang_partisi"):
                owner.execute(f"select {function}(%s, %s)", (PEMILIHAN, KAB))
            copy = f"copy pemilih ({', '.join(COLUMNS)}) from stdin"
            rows = [row(i, keyring) for i in range(n)]
            with owner.cursor().copy(copy) as stream:
                for one in rows:
                    stream.write_row(one)
        return [one[0] for one in rows]

    return insert


@pytest.fixture
def serve_with_ring(database, ring, service_env, serve, monkeypatch):
    """Serve voter-registry under the keys that the voters are sealed with."""

    async def start():
        service_env(database, "app")
        monkeypatch.setenv("KEYRING_FILE", str(ring))
        return await serve(create_app())

    return start


@pytest.fixture
async def sessions_of(database):
    engines = []

    def make(role):
        engines.append(create_engine(getattr(database, role), pool_size=4, statement_timeout="60s"))
        return create_sessions(engines[-1])

    yield make
    for engine in engines:
        await engine.dispose()


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
            found = await store.get(tx, Scope.nasional(), ids[i], ["nik", "nkk"])
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
                found = await store.get(tx, Scope.nasional(), ids[i], ["nik"])
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


async def test_row_35_a_dump_shows_no_number(load, serve_with_ring, cluster, database):
    ids, api = load(50), await serve_with_ring()
    asked = [f'{{"alasan":"perkara nomor {n:04d}"}}'.encode() for n in range(10_000)]
    for id_, body in zip(ids[:5], asked, strict=False):
        where, json_ = f"/pemilih/{id_}/buka-nik", {"content-type": "application/json"}
        answer = await api("POST", where, "operator", wilayah=KAB, content=body, headers=json_)
        assert answer.status_code == 200, answer.text
    dump = []
    with psycopg.connect(cluster.admin_dsn(database.name)) as dba:
        for (table,) in dba.execute(
            "select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables"
            " where schemaname in ('public', 'jobs', 'muat')"
        ).fetchall():
            with dba.cursor().copy(f"copy (select * from {table}) to stdout") as copy:
                dump += map(bytes, copy)
    shown = b"".join(dump).decode()
    assert "ORANG 49" in shown
    numbers = {number for i in range(50) for number in (nik(i), nik(i)[::-1])}
    assert not [n for n in numbers if n in shown or n.encode().hex() in shown]
    assert asked[4].decode().split('"')[3] in shown  # the reason itself is in the audit
    assert [body for body in asked if sha256(body).hexdigest() in shown] == []


def test_row_35_two_ciphertexts_exchanged_do_not_open(load, database, ring):
    first, second = load(2)
    with psycopg.connect(database.owner) as owner:
        owner.execute("""
            update pemilih p set nik = q.nik from pemilih q where p.id <> q.id
        """)
        sealed = dict(owner.execute("select id, nik from pemilih").fetchall())
        numbers = dict(owner.execute("select id, nkk from pemilih").fetchall())
    keyring = Keyring.load(ring)
    for id_ in (first, second):
        with pytest.raises(InvalidTag):
            keyring.open(sealed[id_], store.place("nik", id_))
        with pytest.raises(InvalidTag):
            keyring.open(numbers[id_], store.place("nik", id_))


@pytest.mark.timeout(900)
async def test_row_41_reading_in_bulk_is_stopped_at_the_quota(
    load, database, serve_with_ring, monkeypatch, faults_scale, record_figure
):
    ids = load(100)
    quota = faults_scale(KUOTA_BACA_LAIN)
    monkeypatch.setattr("election_common.bacaan.KUOTA_BACA_LAIN", quota)
    api = await serve_with_ring()
    seen = []

    async def read(some):
        for n in some:
            answer = await api("GET", f"/pemilih/{ids[n % 100]}", "operator", wilayah=KAB)
            seen.append(answer.status_code)

    wishes = faults_scale(READS)
    start = time.monotonic()
    await asyncio.gather(*(read(range(k, wishes, 8)) for k in range(8)))
    seconds = time.monotonic() - start
    assert seen.count(200) == quota
    assert seen.count(429) == wishes - quota
    with psycopg.connect(database.owner) as owner:
        ((alarms,),) = owner.execute("select count(*) from audit where tindakan = 'bacaan-massal'")
        ((reads,),) = owner.execute("select count(*) from audit where subjek is not null")
        facts = owner.execute("select data from outbox").fetchall()
    assert (alarms, reads) == (1, quota)
    assert [sorted(data) for (data,) in facts] == [["batas", "menit", "peran", "wilayah"]]
    record_figure(41, wishes=wishes, read=quota, refused=wishes - quota, s=round(seconds, 1))


def test_keys_of_a_purpose(ring):
    """One step after another; no key serves two purposes, and a used one is not retired."""
    before = json.loads(ring.read_text())
    assert set(before) == {purpose.value for purpose in Purpose}
    every = [key for keys in before.values() for key in keys["keys"].values()]
    assert len(set(every)) == len(Purpose)
    assert key_file.main(["add", str(ring), "value"]) == "k2"
    assert Keyring.load(ring).values.primary == "k1"
    key_file.main(["promote", str(ring), "value", "k2"])
    assert Keyring.load(ring).values.primary == "k2"
    with pytest.raises(ValueError, match="in use"):
        key_file.main(["retire", str(ring), "value", "k2"])
    assert key_file.main(["add", str(ring), "index"]) == "k2"
    with pytest.raises(KeyError):
        key_file.main(["promote", str(ring), "value", "k9"])
    assert ring.stat().st_mode & 0o777 == 0o600
