"""Row 35: candidates come under new keys while offices look for them and pairs restate them."""

import asyncio
import json
import subprocess
import sys
import time
import uuid

import psycopg
import pytest

from candidacy.store import nominasi as store
from candidacy.store.tersegel import CALON, HOLDINGS
from devstack.secret_file import ensure_keyring, rotate
from election_common import keyring_file
from election_common.database import create_engine, create_sessions, transaction
from election_common.keyring import Keyring, Purpose
from election_common.reseal import Holdings, Reseal
from election_common.scope import Scope
from election_common.sealed_table import SealedTable

CANDIDATES = 50_000
PEMILIHAN, LAHIR = "uji-2024", "1970-05-15"
COLUMNS = (
    "nominasi", "posisi", "wilayah", "peserta", "nama", "jenis_kelamin", "tempat_lahir",
    "tanggal_lahir", "nik", "nik_indeks", "gelar", "pemicu",
)  # fmt: skip


def nik(n):
    return f"190601{n:010d}"


def calon(nominasi, n, keyring):
    """A candidate, as a pair states him."""
    place = store.place("nik", nominasi, "calon"), store.place("tanggal_lahir", nominasi, "calon")
    sealed = keyring.seal(LAHIR, place[1]), keyring.seal(nik(n), place[0])
    return (
        nominasi, "calon", "19", str(nominasi), f"ORANG {n}", "L", "Manggar",
        *sealed, keyring.blind("nik", nik(n)), [], [],
    )  # fmt: skip


@pytest.fixture
def ring(tmp_path):
    return ensure_keyring(tmp_path / "own.json")


@pytest.fixture
async def app(database):
    engine = create_engine(database.app, pool_size=4)
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
def load(database, cluster, ring):
    """Load that many nominations with a candidate each; returns their ids."""

    def insert(n):
        keyring, ids = Keyring.load(ring), [uuid.uuid4() for _ in range(n)]
        with psycopg.connect(cluster.admin_dsn(database.name)) as dba:
            dba.execute("set session_replication_role = replica")  # there is no election
            into = "nominasi (id, pemilihan, wilayah, peserta, partai, status, putaran, versi)"
            with dba.cursor().copy(f"copy {into} from stdin") as copy:
                for id_ in ids:
                    copy.write_row((id_, PEMILIHAN, "19", str(id_), [], "draf", 1, 1))
            with dba.cursor().copy(f"copy calon ({', '.join(COLUMNS)}) from stdin") as copy:
                for i, id_ in enumerate(ids):
                    row = calon(id_, i, keyring)
                    copy.write_row((*row[:-2], "[]", []))
            dba.execute("analyze nominasi, calon")
        return ids

    return insert


async def find(app, n, keyring):
    async with transaction(app, Scope.nasional()) as tx:
        return await store.with_nik(tx, Scope.nasional(), PEMILIHAN, keyring.blinds("nik", nik(n)))


async def restate(app, nominasi, n, keyring):
    async with transaction(app, Scope.nasional()) as tx:
        values = dict(zip(COLUMNS, calon(nominasi, n, keyring), strict=True))
        await store.put_candidate(tx, values)


async def ask_until(ended, app, ids, keyrings):
    """Look for candidates as processes before and after their restart do; how many it were."""
    asked = 0
    while not ended.is_set():
        i = (asked * 7919) % (len(ids) // 2)
        assert await find(app, i, keyrings[asked % 2]) == {ids[i]}
        asked += 1
    return asked


async def restate_until(ended, app, ids, keyring):
    """Have pairs of the second half state somebody else; who is who now, by the pair."""
    stated = {}
    for i in reversed(range(len(ids) // 2, len(ids))):
        if ended.is_set():
            break
        stated[i] = len(ids) + i
        await restate(app, ids[i], stated[i], keyring)
        assert await find(app, stated[i], keyring) == {ids[i]}
    return stated


async def test_row_35_candidates_are_found_while_the_keys_are_rotated(
    load, ring, app, worker, faults_scale, record_figure
):
    n = faults_scale(CANDIDATES)
    ids = load(n)
    rotate(ring, Purpose.VALUE)
    added, promoted = rotate(ring, Purpose.INDEX)
    reseal, ended = Reseal(worker, promoted, HOLDINGS), asyncio.Event()
    assert await reseal.left() == {"value k1": n, "index k1": n}
    asking = asyncio.create_task(ask_until(ended, app, ids, [added, promoted]))
    restating = asyncio.create_task(restate_until(ended, app, ids, promoted))
    start = time.monotonic()
    await reseal.run()
    seconds = time.monotonic() - start
    ended.set()
    asked, stated = await asking, await restating
    assert await reseal.left() == {}
    for purpose in ("value", "index"):
        keyring_file.main(["retire", str(ring), purpose, "k1"])
    last = Keyring.load(ring)
    for i in (0, n // 2 - 1, n - 1, *stated):
        assert await find(app, stated.get(i, i), last) == {ids[i]}
        async with transaction(app, Scope.nasional()) as tx:
            found = (await store.candidates(tx, Scope.nasional(), ids[i]))["calon"]
        assert last.open(found.nik, store.place("nik", ids[i], "calon")) == nik(stated.get(i, i))
        place = store.place("tanggal_lahir", ids[i], "calon")
        assert last.open(found.tanggal_lahir, place) == LAHIR
    assert min(asked, len(stated)) > 0
    record_figure(35, candidates=n, seconds=round(seconds, 1), asked=asked, missed=0, old=0)


async def test_what_is_stated_while_it_is_walked_stays(load, ring, app, worker):
    """Between reading and writing of the walk, a pair states somebody else, under the old key."""
    (nominasi,) = load(1)
    added, promoted = rotate(ring, Purpose.INDEX)
    between = [lambda: restate(app, nominasi, 7, added)]

    class Interrupted(SealedTable):
        async def _write(self, tx, before, after):
            while between:
                await between.pop()()
            return await super()._write(tx, before, after)

    table = Interrupted("calon", CALON.key, CALON.places, CALON.indexes)
    reseal = Reseal(worker, promoted, Holdings(HOLDINGS.purposes, [table]))
    assert await table.walk(worker, promoted) == 0
    assert await reseal.left() == {"index k1": 1}
    assert await reseal.run() == 1
    assert await find(app, 7, promoted) == {nominasi}
    assert await find(app, 0, promoted) == set()


async def test_rows_that_no_walk_renews_are_named(load, ring, worker):
    """It does not go round for ever, and does not end as if it were done."""
    load(1)
    _, promoted = rotate(ring, Purpose.INDEX)
    reseal = Reseal(worker, promoted, Holdings([Purpose.INDEX], [Unmoved()]))
    with pytest.raises(RuntimeError, match="index k1"):
        await reseal.run()


class Unmoved:
    """A part whose rows stay as they are."""

    async def count(self, tx, purpose, primary):
        return await CALON.count(tx, purpose, primary)

    async def walk(self, sessions, keyring):
        return 0


def test_the_command_says_of_each_key_how_many_rows_are_under_it(
    load, ring, database, service_env, monkeypatch
):
    load(3)
    rotate(ring, Purpose.INDEX)
    service_env(database, "worker")
    monkeypatch.setenv("KEYRING_FILE", str(ring))
    done = subprocess.run(
        [sys.executable, "-m", "candidacy.workers", "segel-ulang"],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    logs = [json.loads(line) for line in done.stdout.splitlines()]
    said = [(e["key"], e["rows"]) for e in logs if e["event"] == "old-key"]
    assert (said, logs[-1]["written"]) == ([("index k1", 0)], 3)
